import { expect, test } from 'vitest'
import { entryOfPerson, splitName } from '../../../domain/cim/entry-of-person.ts'

test.each([
  ['Bo Sample', { given: 'Bo', family: 'Sample' }],
  ['Bo Ann Sample', { given: 'Bo Ann', family: 'Sample' }],
  ['SAMPLE, Bo Ann', { given: 'Bo Ann', family: 'SAMPLE' }],
  ['De la Sample, Bo', { given: 'Bo', family: 'De la Sample' }],
  ['Dr Bo Sample', { title: 'Dr', given: 'Bo', family: 'Sample' }],
  ['Sample, Mrs Bo', { title: 'Mrs', given: 'Bo', family: 'Sample' }],
  ['Sample', undefined],
  ['Sample,', undefined],
  [', Bo', undefined],
  ['', undefined],
])('name of a report “%s” in its parts', (name, parts) => expect(splitName(name)).toEqual(parts))

test('short entry from a report: what fits is taken over, and where it comes from is said', () => {
  const base = { uuid: '555000111222', reportedOn: '2026-11-28', name: 'Bo Sample' }
  expect(entryOfPerson({ ...base, email: 'bo@example.nhs.uk', organisation: 'Invented Trust', odsCodes: ['RA1'] })).toEqual({
    uuid: base.uuid,
    name: { given: 'Bo', family: 'Sample' },
    email: 'bo@example.nhs.uk',
    organisation: { odsCode: 'RA1', name: 'Invented Trust' },
    note: 'From a report of CIM of 28 November 2026',
  })
  expect(entryOfPerson({ ...base, organisation: 'Invented Trust', odsCodes: ['RA1', 'RA2'] })).not.toHaveProperty('organisation')
  expect(entryOfPerson({ uuid: base.uuid, reportedOn: base.reportedOn })).toBeUndefined()
})
