import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countGsm7Septets, fillTemplate, findPlaceholders, groupDigits } from '../../../domain/guidance/text-template.ts'

describe('filling a template', () => {
  test('puts values in, keeps everything else', () => {
    expect(fillTemplate('Dear {name}, ring {number}.', { name: 'Zoë', number: '07700 900123' })).toBe('Dear Zoë, ring 07700 900123.')
  })
  test('a value that looks like a placeholder or a replacement pattern stays what it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('{b}', '$&', '$1', '{a}')), (value) => {
        expect(fillTemplate('<{a}>', { a: value, b: 'never' })).toBe(`<${value}>`)
      }),
    )
  })
  test('a missing value throws, also when its name is one that every object has', () => {
    expect(() => fillTemplate('{agentMobile}', {})).toThrow('agentMobile')
    expect(() => fillTemplate('{toString}', {})).toThrow('toString')
  })
  test('finds placeholders in order, with repetitions', () => {
    expect(findPlaceholders('{a} {b} {a} {} { c }')).toEqual(['a', 'b', 'a'])
  })
})

describe('septets of a text message (3GPP TS 23.038)', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['€', 2],
    ['a[b]', 6],
    ['£5', 2],
    ['\n', 1],
    ['Zoë', undefined],
    ['é', 1],
    ['’', undefined],
    ['😀', undefined],
  ])('%j takes %s', (text, septets) => {
    expect(countGsm7Septets(text)).toBe(septets)
  })
})

describe('grouping digits for reading out', () => {
  test.each([
    ['004217', '004 217'],
    ['12345678', '1234 5678'],
    ['12345', '12345'],
  ])('%s → %s', (digits, shown) => {
    expect(groupDigits(digits)).toBe(shown)
  })
})
