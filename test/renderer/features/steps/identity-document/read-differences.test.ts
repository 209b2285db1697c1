import { expect, test } from 'vitest'
import type { Comparison } from '../../../../../domain/registrant/cross-check.ts'
import { differenceKey, readDifferences } from '../../../../../renderer/features/steps/identity-document/read-differences.ts'

const family: Comparison = { what: 'Family name', message: 'OTHERWISE', entered: 'Sample-Ångström', weight: 'differs' }
const given: Comparison = { what: 'Given names', message: 'ANNA', entered: 'Anna', weight: 'same' }
const key = differenceKey(family.what, family.message, family.entered)

test('difference: its key is the name of a form field, whatever the values hold', () => {
  for (const odd of ['a.b', 'a[0]', '', 'Ж. И.', "O'Brien"]) expect(differenceKey('What', odd, odd)).not.toMatch(/[.[\]' ]/)
})

test('difference: without a reason it is a problem at its own field', () => {
  const problems: { name: string; message: string }[] = []
  const read = readDifferences({ [key]: '  ' }, [family, given], problems)
  expect(read.given).toEqual([])
  expect(read.differences.map(({ what }) => what)).toEqual(['Family name'])
  expect(problems).toEqual([{ name: `differenceReasons.${key}`, message: 'Say why you accept the difference: family name' }])
})

test('difference: the reason is recorded with both values, and only as long as they stay the same', () => {
  const read = (one: Comparison) => readDifferences({ [key]: 'Deed poll seen' }, [one], []).given
  expect(read(family)).toEqual([{ what: 'Family name', document: 'OTHERWISE', entered: 'Sample-Ångström', reason: 'Deed poll seen' }])
  expect(read({ ...family, entered: 'Sampled' })).toEqual([])
})
