import { expect, test } from 'vitest'
import { emptyRow, rowOfLine, rowOfValues, valuesOfRow, withShared } from '../../../../../renderer/features/pages/locum/row-values.ts'
import type { LocumLine } from '../../../../../renderer/features/pages/locum/use-locum.ts'

test('locum log: a row without what is empty, and back', () => {
  expect(rowOfValues(emptyRow())).toEqual({})
  const row = { name: 'Ann', registerChecked: 'yes' }
  expect(rowOfValues(valuesOfRow(row))).toEqual(row)
  expect(rowOfValues({ ...emptyRow(), name: '  Ann ' })).toEqual({ name: 'Ann' })
})

test('locum log: a row keeps its own values, and takes those for everyone where it has none', () =>
  expect(withShared({ name: 'Ann', reason: 'own' }, { reason: 'all', sponsor: 'all' })).toEqual({
    name: 'Ann',
    reason: 'own',
    sponsor: 'all',
  }))

test('locum log: an entry as it would be typed', () => {
  const line = {
    name: 'Ann',
    uuid: '555000111222',
    reason: 'r',
    sponsor: 's',
    organisations: ['FZZ01', 'FZZ02'],
    grantedBy: 'g',
    grantedOn: '2026-11-01',
    reviewBy: '2027-03-01',
    endsOn: '2027-10-31',
    entryId: 'x',
    rev: 1,
    state: 'active',
  } as const
  expect(rowOfLine(line as unknown as LocumLine)).toEqual({
    name: 'Ann',
    uuid: '555000111222',
    reason: 'r',
    sponsor: 's',
    organisations: 'FZZ01 FZZ02',
    grantedBy: 'g',
    grantedOn: '2026-11-01',
    reviewBy: '2027-03-01',
    endsOn: '2027-10-31',
  })
})
