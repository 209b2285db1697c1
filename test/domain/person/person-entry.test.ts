import { expect, test } from 'vitest'
import { personEntry, valuesOfEntry } from '../../../domain/person/person-entry.ts'
import { findMarks } from '../../../domain/person/marks.ts'

const entry = { name: { given: 'Sam', family: 'Sample' }, uuid: '555123456789' }

test('short entry of a person: the name and the UUID are enough, and mark the person', () => {
  expect(personEntry.safeParse(entry).success).toBe(true)
  expect(findMarks(valuesOfEntry(entry)).map(({ kind }) => kind)).toEqual(['uuid', 'name'])
})

test.each([
  ['no UUID', { name: entry.name }],
  ['no family name', { ...entry, name: { given: 'Sam', family: ' ' } }],
  ['a birth date that does not exist', { ...entry, dateOfBirth: '1990-02-30' }],
  ['a mobile as it is typed', { ...entry, mobile: '07700 900123' }],
  ['an NI number of another form', { ...entry, nationalInsurance: 'JG103759E' }],
  ['an unknown field', { ...entry, alias: 'Sammy' }],
])('short entry of a person: %s is refused', (_what, wrong) => {
  expect(personEntry.safeParse(wrong).success).toBe(false)
})

test('short entry of a person: everything that is given marks the person', () => {
  const marks = findMarks(
    valuesOfEntry({
      ...entry,
      dateOfBirth: '1990-07-04',
      nationalInsurance: 'JG103759A',
      mobile: '+447700900123',
      email: 'sam@example.nhs.uk',
    }),
  )
  expect(marks.map(({ kind }) => kind)).toEqual(['uuid', 'ni-number', 'mobile', 'email', 'name', 'name-and-birth'])
})
