import { describe, expect, test } from 'vitest'
import { personEntry } from '../../../../../domain/person/person-entry.ts'
import { entryValues, readEntry, type EntryValues } from '../../../../../renderer/features/pages/people/read-entry.ts'

const context = { today: '2026-11-30', allowDramaNumbers: true, organisations: [{ odsCode: 'ZZ9', name: 'Invented Health Centre' }] }
const filled: EntryValues = { ...entryValues(), given: 'Sam', family: 'Sample', uuid: '5550 0000 0001' }
const whole: EntryValues = {
  ...filled,
  title: 'Dr',
  dateOfBirth: { day: '4', month: '7', year: '1990' },
  niNumber: 'jg 10 37 59 a',
  mobile: '07700 900123',
  email: 'sam@example.nhs.uk',
  odsCode: 'ZZ9',
  note: ' Has a card of another RA. ',
}
const problemsOf = (values: EntryValues) => (readEntry(values, context).problems ?? []).map(({ name }) => name)

describe('short entry of a person, as it is typed', () => {
  test('name and UUID are enough', () => {
    expect(readEntry(filled, context)).toEqual({ entry: { name: { given: 'Sam', family: 'Sample' }, uuid: '555000000001' } })
  })
  test('everything is normalised as main takes it, and read back into the same fields', () => {
    const read = readEntry(whole, context)
    if (read.problems) throw new Error(JSON.stringify(read.problems))
    expect(personEntry.parse(read.entry)).toEqual({
      name: { title: 'Dr', given: 'Sam', family: 'Sample' },
      uuid: '555000000001',
      dateOfBirth: '1990-07-04',
      nationalInsurance: 'JG103759A',
      mobile: '+447700900123',
      email: 'sam@example.nhs.uk',
      organisation: { odsCode: 'ZZ9', name: 'Invented Health Centre' },
      note: 'Has a card of another RA.',
    })
    expect(readEntry(entryValues(read.entry), context)).toEqual(read)
  })
  test.each<[keyof EntryValues, Partial<EntryValues>]>([
    ['given', { given: '' }],
    ['family', { family: '' }],
    ['uuid', { uuid: '5550' }],
    ['dateOfBirth', { dateOfBirth: { day: '31', month: '2', year: '1990' } }],
    ['niNumber', { niNumber: 'JG103759E' }],
    ['mobile', { mobile: '0113 496 0000' }],
    ['email', { email: 'sam' }],
  ])('%s is reported at its field', (name, change) => {
    expect(problemsOf({ ...whole, ...change })).toEqual([name])
  })
  test('every problem at once', () => {
    expect(problemsOf({ ...whole, uuid: '', mobile: 'x', email: 'x' })).toEqual(['uuid', 'mobile', 'email'])
  })
})
