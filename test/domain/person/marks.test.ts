import { describe, expect, test } from 'vitest'
import { foldFacts } from '../../../domain/case/facts.ts'
import { findMarks, foldName, rankOf, valuesOfCase, type MarkedValues } from '../../../domain/person/marks.ts'
import { journey, record, until } from '../../fixtures/journey-events.ts'

const marksOf = (values: MarkedValues) => findMarks(values).map(({ kind, value }) => `${kind} ${value}`)
const share = (one: MarkedValues, other: MarkedValues) => marksOf(one).filter((mark) => marksOf(other).includes(mark))

describe('marks of a person: one spelling for a name', () => {
  test.each([
    ['Ŵyn', 'Wyn'],
    ['Müller', 'Mueller'],
    ['Müller', 'Muller'],
    ['Mueller', 'Muller'],
    ['O’Brien', "O'Brien"],
    ['O’Brien', 'OBRIEN'],
    ['Ångström', 'Angstroem'],
    ['Strauß', 'Strauss'],
    ['Jose\u0301', 'José'],
    ['ʻAlika', 'Alika'],
    ['Łukasz', 'LUKASZ'],
    ['Анна', 'АННА'],
  ])('%s is %s', (one, other) => {
    expect(foldName(one)).toBe(foldName(other))
    expect(foldName(one)).not.toBe('')
  })
  test.each([
    ['Smith', 'Smyth'],
    ['Anna', 'Ana'],
    ['Анна', 'Ганна'],
  ])('%s is not %s', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other))
  })
})

describe('marks of a person: the whole name', () => {
  const name = { given: 'Samantha Jane', family: 'Sample' }
  test.each(['Samantha Sample', 'Samantha Jane Sample', 'SAMPLE, Samantha', 'Dr Samantha Sample', 'Mrs. Samantha Sample'])(
    '“%s” of an email is Samantha Jane Sample of the details',
    (whole) => {
      expect(share({ name }, { name: { whole } })).toHaveLength(1)
    },
  )
  test.each(['Jane Sample', 'Samantha', 'Sam Sample'])('“%s” is not', (whole) => {
    expect(share({ name }, { name: { whole } })).toEqual([])
  })
  test('a name of signs and titles only gives no mark', () => {
    expect(marksOf({ name: { whole: 'Dr -' } })).toEqual([])
  })
})

describe('marks of a person: family name and birth date', () => {
  const born = (family: string, dateOfBirth = '1990-07-04') => ({ name: { given: 'X', family }, dateOfBirth })
  test.each([
    ['Sampleton-Jones', 'Sampleton'],
    ['Sampleton-Jones', 'Jones'],
    ['Sampleton Jones', 'Sampleton-Jones'],
    ['Müller', 'Mueller'],
  ])('%s and %s, born on the same day', (one, other) => {
    expect(
      share(born(one), { ...born(other), name: { given: 'Y', family: other } }).filter((mark) => mark.startsWith('name-and-birth')),
    ).not.toEqual([])
  })
  test('born on another day, or without a day, they share only the name', () => {
    expect(share(born('Sample'), born('Sample', '1990-07-05'))).toEqual(['name SAMPLE X'])
    expect(marksOf({ name: { given: 'X', family: 'Sample' } })).toEqual(['name SAMPLE X'])
  })
  test('a name of two words is one word, and each of them', () => {
    expect(marksOf(born('Sampleton Jones')).filter((mark) => mark.startsWith('name-and-birth'))).toEqual([
      'name-and-birth 1990-07-04 SAMPLETONJONES',
      'name-and-birth 1990-07-04 SAMPLETON',
      'name-and-birth 1990-07-04 JONES',
    ])
  })
  test('a short part of a double-barrelled name is not a name of its own', () => {
    expect(marksOf(born('de Sample')).filter((mark) => mark.startsWith('name-and-birth'))).toHaveLength(2)
  })
})

describe('marks of a person: numbers and addresses', () => {
  test.each<[string, MarkedValues, MarkedValues]>([
    ['NI number with spaces', { nationalInsurance: 'JG 10 37 59 A' }, { nationalInsurance: 'jg103759a' }],
    ['UUID in groups', { uuid: '5551 2345 6789' }, { uuid: '555123456789' }],
    ['document number with spaces', { documentNumber: '123 456 789' }, { documentNumber: '123456789' }],
    ['email in capitals', { emails: ['Wyn@Example.nhs.uk'] }, { emails: [' wyn@example.nhs.uk'] }],
    ['serial with zeros', { serials: ['004242'] }, { serials: ['4242'] }],
    ['one of several mobiles', { mobiles: ['+447700900123', '+447700900124'] }, { mobiles: ['+447700900124'] }],
    ['the same email file', { requestEmail: 'a'.repeat(64) }, { requestEmail: 'a'.repeat(64) }],
  ])('%s', (_what, one, other) => {
    expect(share(one, other)).toHaveLength(1)
  })
  test('the same digits in two fields are two things', () => {
    expect(share({ uuid: '555123456789' }, { documentNumber: '555123456789' })).toEqual([])
  })
})

test.each([
  [['name', 'uuid'], 'strong'],
  [['request-email'], 'strong'],
  [['serial'], 'strong'],
  [['document'], 'strong'],
  [['ni-number'], 'strong'],
  [['name', 'mobile'], 'medium'],
  [['email'], 'medium'],
  [['name-and-birth'], 'medium'],
  [['name'], 'weak'],
] as const)('marks of a person: %s is %s', (kinds, rank) => {
  expect(rankOf(kinds)).toBe(rank)
})

describe('marks of a person: from a case', () => {
  test('after the request there are the name and the email; after the details everything', () => {
    const request = valuesOfCase(foldFacts(record(until('requestReceived'))))
    expect(new Set(findMarks(request).map(({ kind }) => kind))).toEqual(new Set(['name', 'email']))
    const whole = valuesOfCase(foldFacts(record(until('cisIdentityCreated'))))
    expect(new Set(findMarks(whole).map(({ kind }) => kind))).toEqual(
      new Set(['uuid', 'ni-number', 'document', 'mobile', 'email', 'name-and-birth', 'name']),
    )
    expect(whole.uuid).toBe(journey.cisIdentityCreated.uuid)
    expect(share(request, whole).length).toBeGreaterThan(0)
  })
})
