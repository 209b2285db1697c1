import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crossCheckDrivingLicence, type Entered } from '../../../domain/registrant/cross-check.ts'
import { formatDrivingLicence, parseDrivingLicence } from '../../../domain/registrant/driving-licence.ts'
import { codeOf, expectWords, valueOf, warningsOf } from './helpers.ts'

describe('GB driving licence number', () => {
  test.each(['MORGA657054SM9IJ', 'morga 657054 sm9ij', 'MORGA-657054-SM9IJ'])('%s of the DVLA specimen is read', (raw) => {
    expect(valueOf(parseDrivingLicence(raw))).toEqual({
      kind: 'great-britain',
      number: 'MORGA657054SM9IJ',
      surname: 'MORGA',
      birth: { day: 5, month: 7, year: 64 },
      initials: 'SM',
      codedSex: 'female',
    })
  })

  test('of 18 characters 16 are kept, and the issue number is separated', () => {
    const result = parseDrivingLicence('MORGA 657054 SM9IJ 35')
    expect(valueOf(result)).toMatchObject({ number: 'MORGA657054SM9IJ', issueNumber: '35' })
    expect(warningsOf(result)).toEqual([expect.stringMatching(/issue number/)])
  })

  test('short surnames and single initials are filled up with 9', () => {
    expect(valueOf(parseDrivingLicence('FOX99 001319 A99AB'))).toMatchObject({
      surname: 'FOX',
      initials: 'A',
      birth: { day: 31, month: 1, year: 9 },
      codedSex: 'male',
    })
    expect(valueOf(parseDrivingLicence('SMITH 002290 999AB'))).toMatchObject({ initials: '', birth: { day: 29, month: 2, year: 0 } })
  })

  test.each([
    ['', 'licence-missing'],
    ['MORGA657054SM9I', 'licence-length'],
    ['MORGA657054SM9IJ3', 'licence-length'],
    ['1234567', 'licence-length'],
    ['123456789', 'licence-length'],
    ['MORGA613054SM9IJ', 'licence-format'],
    ['MORGA699054SM9IJ', 'licence-format'],
    ['MORGA607004SM9IJ', 'licence-format'],
    ['MORGA607324SM9IJ', 'licence-format'],
    ['MORGA600054SM9IJ', 'licence-format'],
    ['MO9GA657054SM9IJ', 'licence-format'],
    ['99999657054SM9IJ', 'licence-format'],
    ['MO99A657054SM9IJ', 'licence-format'],
    ['MORGA6570549S9IJ', 'licence-format'],
    ['MORGA657054SM9I1', 'licence-format'],
    ['MORGA657054SMIIJ', 'licence-format'],
    ['MORGA657054SM0IJ', 'licence-format'],
    ['MORGA6S7054SM9IJ', 'licence-format'],
    ['MORGA602304SM9IJ', 'licence-date'],
    ['MORGA604314SM9IJ', 'licence-date'],
    ['MORGA602291SM9IJ', 'licence-date'],
  ])('%j is refused: %s', (raw, code) => {
    expect(codeOf(parseDrivingLicence(raw))).toBe(code)
    expectWords(parseDrivingLicence(raw))
  })

  test('Northern Ireland: exactly 8 digits', () => {
    expect(valueOf(parseDrivingLicence('1234 5678'))).toEqual({ kind: 'northern-ireland', number: '12345678' })
    expect(formatDrivingLicence({ kind: 'northern-ireland', number: '12345678' })).toBe('12345678')
  })

  test('is shown in the groups of the card and reads back as itself', () => {
    const licence = valueOf(parseDrivingLicence('MORGA657054SM9IJ'))
    expect(formatDrivingLicence(licence)).toBe('MORGA 657054 SM9IJ')
    expect(valueOf(parseDrivingLicence(formatDrivingLicence(licence)))).toEqual(licence)
  })

  test('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Z9]{5}[0-9]{6}[A-Z9]{2}[A-Z0-9]{3}$/)), (raw) => {
        expectWords(parseDrivingLicence(raw))
      }),
    )
  })
})

describe('licence beside what was entered', () => {
  const morgan: Entered = { name: { given: 'Sarah Meredyth', family: 'Morgan' }, dateOfBirth: '1964-07-05' }
  const weights = (number: string, entered: Partial<Entered>) =>
    Object.fromEntries(
      crossCheckDrivingLicence(valueOf(parseDrivingLicence(number)), { ...morgan, ...entered }).map((one) => [one.what, one.weight]),
    )

  test.each([
    ['everything agrees', {}, ['same', 'same', 'same']],
    ['another surname', { name: { given: 'Sarah Meredyth', family: 'Jones' } }, ['differs', 'same', 'same']],
    ['a second given name that was not entered', { name: { given: 'Sarah', family: 'Morgan' } }, ['same', 'same', 'check']],
    ['given names in another order', { name: { given: 'Meredyth Sarah', family: 'Morgan' } }, ['same', 'same', 'check']],
    ['other given names', { name: { given: 'Bethan Alys', family: 'Morgan' } }, ['same', 'same', 'differs']],
    ['day and month swapped', { dateOfBirth: '1964-05-07' }, ['same', 'differs', 'same']],
    ['another decade', { dateOfBirth: '1974-07-05' }, ['same', 'differs', 'same']],
    ['a name in another script', { name: { given: 'Σάρα', family: 'Μόργκαν' } }, ['check', 'same', 'check']],
  ])('%s', (_what, entered, expected) => {
    expect(weights('MORGA657054SM9IJ', entered)).toEqual({ Surname: expected[0], 'Date of birth': expected[1], Initials: expected[2] })
  })

  test.each([
    ['OSAMP', 'O’Sample', 'same'],
    ['OSAMP', "O'Sample", 'same'],
    ['SMITH', 'Smith-Sample', 'same'],
    ['VANDE', 'van der Sample', 'same'],
    ['MULLE', 'Müller', 'same'],
    ['MUELL', 'Müller', 'same'],
    ['MCDON', 'MacDonald', 'check'],
    ['MACDO', 'McDonald', 'check'],
    ['MACDO', 'MacDonald', 'same'],
    ['LASKA', 'Łaska', 'same'],
    ['FOX99', 'Fox', 'same'],
    ['FOX99', 'Foxe', 'differs'],
  ])('surname %s beside %s: %s', (coded, family, weight) => {
    expect(weights(`${coded}657054SM9IJ`, { name: { given: 'Sarah Meredyth', family } })['Surname']).toBe(weight)
  })

  test('the sex digit is never compared', () => {
    expect(crossCheckDrivingLicence(valueOf(parseDrivingLicence('MORGA657054SM9IJ')), morgan).map((one) => one.what)).toEqual([
      'Surname',
      'Date of birth',
      'Initials',
    ])
    expect(weights('MORGA607054SM9IJ', {})).toEqual({ Surname: 'same', 'Date of birth': 'same', Initials: 'same' })
  })

  test('a Northern Ireland licence holds nothing to compare', () => {
    expect(crossCheckDrivingLicence({ kind: 'northern-ireland', number: '12345678' }, morgan)).toEqual([])
    const born = crossCheckDrivingLicence(valueOf(parseDrivingLicence('MORGA657054SM9IJ')), { ...morgan, dateOfBirth: '1971-02-03' })
    expect(born.find(({ what }) => what === 'Date of birth')).toMatchObject({ message: '05/07/64', entered: '03/02/71', weight: 'differs' })
  })
})
