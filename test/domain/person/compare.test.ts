import { expect, test } from 'vitest'
import { compareValues, mergeValues } from '../../../domain/person/compare.ts'

test('two people side by side: the same in another spelling is the same, and what only one has is not judged', () => {
  const rows = compareValues(
    { name: { whole: 'Ŵyn Mueller' }, mobiles: ['+447700900123'], nationalInsurance: 'JG103759A' },
    { name: { given: 'Wyn', family: 'Müller' }, mobiles: ['+447700900124'], dateOfBirth: '1990-07-04' },
  )
  expect(rows).toEqual([
    { field: 'name', here: 'Ŵyn Mueller', there: 'Wyn Müller', same: true },
    { field: 'date-of-birth', there: '1990-07-04' },
    { field: 'ni-number', here: 'JG103759A' },
    { field: 'mobile', here: '+447700900123', there: '+447700900124', same: false },
  ])
})

test('two people side by side: birth dates are compared as they are', () => {
  expect(compareValues({ dateOfBirth: '1990-07-04' }, { dateOfBirth: '1990-07-04' })).toMatchObject([{ same: true }])
  expect(compareValues({ dateOfBirth: '1990-07-04' }, { dateOfBirth: '1990-04-07' })).toMatchObject([{ same: false }])
})

test('values of several cases of one person: the newest counts, and every mobile is kept', () => {
  const merged = mergeValues([
    { name: { whole: 'New Name' }, mobiles: ['+447700900124'] },
    { name: { whole: 'Old Name' }, uuid: '555123456789', mobiles: ['+447700900123', '+447700900124'] },
  ])
  expect(merged).toMatchObject({ name: { whole: 'New Name' }, uuid: '555123456789', mobiles: ['+447700900124', '+447700900123'] })
})

test('two people side by side: every field, in the order of the page', () => {
  const one = {
    name: { whole: 'Sam Sample' },
    dateOfBirth: '1990-07-04',
    uuid: '555123456789',
    nationalInsurance: 'JG103759A',
    mobiles: ['+447700900123', '+447700900124'],
    emails: ['sam@example.nhs.uk'],
    documentNumber: '123456789',
  }
  expect(compareValues(one, one).map(({ field, here, same }) => [field, here, same])).toEqual([
    ['name', 'Sam Sample', true],
    ['date-of-birth', '1990-07-04', true],
    ['uuid', '555123456789', true],
    ['ni-number', 'JG103759A', true],
    ['mobile', '+447700900123', true],
    ['email', 'sam@example.nhs.uk', true],
    ['document', '123456789', true],
  ])
  expect(compareValues({}, {})).toEqual([])
})

test.each([
  ['a mobile that is the other’s second one', { mobiles: ['+447700900123'] }, { mobiles: ['+447700900124', '+447700900123'] }, true],
  ['an email in capitals', { emails: ['Sam@Example.nhs.uk'] }, { emails: ['sam@example.nhs.uk'] }, true],
  ['another email', { emails: ['sam@example.nhs.uk'] }, { emails: ['samantha@example.nhs.uk'] }, false],
  ['a UUID in groups', { uuid: '5551 2345 6789' }, { uuid: '555123456789' }, true],
  ['a document number with spaces', { documentNumber: '123 456 789' }, { documentNumber: '123456789' }, true],
  ['an NI number in small letters', { nationalInsurance: 'jg103759a' }, { nationalInsurance: 'JG103759A' }, true],
  // The same digits as a UUID and as a document number are two things.
  ['a document number that is the other’s UUID', { documentNumber: '1', uuid: '555123456789' }, { documentNumber: '555123456789' }, false],
])('two people side by side: %s', (_, here, there, same) => {
  expect(compareValues(here, there).find((row) => row.same !== undefined)?.same).toBe(same)
})

test('values of several cases of one person: of each kind the newest that is known, and all of what there may be several of', () => {
  const older = {
    name: { whole: 'Old Name' },
    dateOfBirth: '1990-07-04',
    uuid: '555123456789',
    nationalInsurance: 'JG103759A',
    documentNumber: '1',
    requestEmail: 'a'.repeat(64),
    mobiles: ['+447700900123'],
    emails: ['sam@example.nhs.uk'],
    serials: ['1', '2'],
  }
  expect(mergeValues([{}, older])).toEqual(older)
  expect(mergeValues([{ documentNumber: '2', emails: ['new@example.nhs.uk'], serials: ['2', '3'] }, older])).toEqual({
    ...older,
    documentNumber: '2',
    emails: ['new@example.nhs.uk', 'sam@example.nhs.uk'],
    serials: ['2', '3', '1'],
  })
  expect(mergeValues([])).toMatchObject({ mobiles: [], emails: [], serials: [] })
})
