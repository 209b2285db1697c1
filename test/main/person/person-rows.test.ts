import { expect, test } from 'vitest'
import { entryOf, readPersonRow, type PersonEvent } from '../../../main/person/person-rows.ts'
import { entry } from '../../support/people-bench.ts'

const at = '2026-11-30T10:00:00.000Z'
const entered: PersonEvent = { kind: 'entered', entry, at, by: 'A' }
const corrected: PersonEvent = { kind: 'corrected', entry: { ...entry, mobile: '+447700900123' }, why: 'x', at, by: 'A' }
const deleted: PersonEvent = {
  kind: 'case-deleted',
  caseId: '22222222-2222-4222-8222-222222222222',
  caseReference: 'RA-1',
  month: '2026-11',
  marks: ['u1'],
  toldApart: [],
}

test('row of a person: the last correction counts; deleted cases alone are no entry', () => {
  expect(entryOf({ events: [entered, deleted] })).toEqual(entry)
  expect(entryOf({ events: [entered, corrected, deleted] })).toEqual(corrected.entry)
  expect(entryOf({ events: [deleted] })).toBeUndefined()
})

test('row of a person: what is not one is not read', () => {
  expect(readPersonRow({ rev: 1, events: [entered, deleted] })?.events).toHaveLength(2)
  for (const wrong of [undefined, { rev: 0, events: [] }, { rev: 1, events: [{ ...deleted, name: 'Sam' }] }])
    expect(readPersonRow(wrong)).toBeUndefined()
})
