import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crossCheckMachineReadableZone, type Entered } from '../../../domain/registrant/cross-check.ts'
import {
  CIS_FLAG_PASSPORT_NUMBER,
  computeMrzCheckDigit,
  formatPassportNumber,
  parseMachineReadableZone,
  parsePassportNumber,
} from '../../../domain/registrant/passport.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { codeOf, expectWords, valueOf, warningsOf } from './helpers.ts'

const TODAY = '2026-11-23'

describe('passport number', () => {
  test.each([
    ['987654321', 'GBR', '987654321'],
    [' 987 654 321 ', 'GBR', '987654321'],
    ['l898902c3', 'UTO', 'L898902C3'],
    ['X1', 'IRL', 'X1'],
    ['000000001', 'GBR', '000000001'],
  ])('%j of %s is read as %s', (raw, issuer, number) => {
    expect(valueOf(parsePassportNumber(raw, issuer))).toBe(number)
    expect(formatPassportNumber(number)).toBe(number)
  })
  test.each([
    ['', 'GBR', 'passport-missing'],
    ['12345678', 'GBR', 'passport-format'],
    ['1234567890', 'GBR', 'passport-format'],
    ['A12345678', 'GBR', 'passport-format'],
    ['A123456', 'GBR', 'passport-format'],
    ['AB12345678', 'IRL', 'passport-format'],
    ['AB£34', 'IRL', 'passport-format'],
    ['000000000', 'GBR', 'passport-flag-value'],
    ['000000000', 'UTO', 'passport-flag-value'],
    ['000 000 000', 'GBR', 'passport-flag-value'],
    ['0000000', 'UTO', 'passport-flag-value'],
  ])('%j of %s is refused: %s', (raw, issuer, code) => {
    expect(codeOf(parsePassportNumber(raw, issuer))).toBe(code)
    expectWords(parsePassportNumber(raw, issuer))
  })
  test('the flag value that is refused is the one that the guidance gives CIS', () => {
    expect(CIS_FLAG_PASSPORT_NUMBER).toBe(remote20200408.cis.photoEvidence.passportNumber)
  })
})

/** Builds a TD3 zone with right check digits. */
function td3(
  change: Partial<
    Record<'state' | 'names' | 'number' | 'nationality' | 'birth' | 'sex' | 'expiry' | 'optional' | 'optionalCheck', string>
  > = {},
): string {
  const {
    state = 'UTO',
    names = 'ERIKSSON<<ANNA<MARIA',
    number = 'L898902C3',
    nationality = 'UTO',
    birth = '740812',
    sex = 'F',
    expiry = '300415',
    optional = 'ZE184226B',
  } = change
  const pad = (text: string, length: number): string => text.padEnd(length, '<')
  const withCheck = (text: string): string => text + computeMrzCheckDigit(text)
  const first = withCheck(pad(number, 9))
  const second = withCheck(birth)
  const optionalField = pad(optional, 14)
  const third = withCheck(expiry) + optionalField + (change.optionalCheck ?? String(computeMrzCheckDigit(optionalField)))
  return `P<${state}${pad(names, 39)}\n${first}${nationality}${second}${sex}${third}${computeMrzCheckDigit(first + second + third)}`
}

const td1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<'

describe('check digits of ICAO Doc 9303', () => {
  test.each([
    ['L898902C3', 6],
    ['740812', 2],
    ['120415', 9],
    ['ZE184226B<<<<<', 1],
    ['<<<<<<<<<<<<<<', 0],
  ])('%s → %i', (field, digit) => {
    expect(computeMrzCheckDigit(field)).toBe(digit)
  })
})

describe('machine readable zone', () => {
  const specimen = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'

  test('the passport specimen of ICAO is read, though its state does not exist', () => {
    const result = parseMachineReadableZone(specimen, TODAY)
    expect(valueOf(result)).toEqual({
      format: 'TD3',
      documentCode: 'P',
      issuingState: 'UTO',
      number: 'L898902C3',
      nationality: 'UTO',
      family: 'ERIKSSON',
      given: 'ANNA MARIA',
      namesMayBeCut: false,
      dateOfBirth: '1974-08-12',
      expiresOn: '2012-04-15',
      sex: 'female',
    })
    expect(warningsOf(result)).toEqual([expect.stringMatching(/expired/), expect.stringMatching(/unusually far/)])
  })

  test('the card specimen of ICAO is read', () => {
    expect(valueOf(parseMachineReadableZone(td1, TODAY))).toMatchObject({
      format: 'TD1',
      documentCode: 'I',
      number: 'D23145890',
      family: 'ERIKSSON',
      given: 'ANNA MARIA',
      dateOfBirth: '1974-08-12',
      nationality: 'UTO',
    })
  })

  test.each([
    ['without its line break', specimen.replace('\n', '')],
    ['in small letters', specimen.toLowerCase()],
    ['with spaces', specimen.replaceAll('<<', '< <')],
    ['with Windows line ends', specimen.replace('\n', '\r\n\r\n')],
    ['with « for <<', specimen.replace('ERIKSSON<<', 'ERIKSSON«')],
  ])('%s it reads the same', (_how, raw) => {
    expect(valueOf(parseMachineReadableZone(raw, TODAY))).toEqual(valueOf(parseMachineReadableZone(specimen, TODAY)))
  })

  test('a good, current passport gives no warning', () => {
    expect(warningsOf(parseMachineReadableZone(td3(), TODAY))).toEqual([])
  })

  test.each(['<', '0'])('the check digit of an empty optional field may be %s', (optionalCheck) => {
    expect(codeOf(parseMachineReadableZone(td3({ optional: '', optionalCheck }), TODAY))).toBe('ok')
  })

  test('any other check digit of an empty optional field is wrong', () => {
    expect(codeOf(parseMachineReadableZone(td3({ optional: '', optionalCheck: '7' }), TODAY))).toBe('mrz-check-digit')
  })

  test.each([
    ['000101', '2000-01-01'],
    ['261122', '2026-11-22'],
    ['261124', '1926-11-24'],
    ['990704', '1999-07-04'],
  ])('born %s is %s: never in the future', (birth, date) => {
    expect(valueOf(parseMachineReadableZone(td3({ birth }), TODAY)).dateOfBirth).toBe(date)
  })

  test.each([
    ['300415', '2030-04-15', 0],
    ['261123', '2026-11-23', 0],
    ['261122', '2026-11-22', 1],
    ['361123', '2036-11-23', 0],
    ['990101', '1999-01-01', 2],
    ['600101', '2060-01-01', 1],
  ])('expiry %s is %s with %i warnings', (expiry, date, warnings) => {
    const result = parseMachineReadableZone(td3({ expiry }), TODAY)
    expect(valueOf(result).expiresOn).toBe(date)
    expect(warningsOf(result)).toHaveLength(warnings)
  })

  test('an unknown day of birth is left open, and said', () => {
    const result = parseMachineReadableZone(td3({ birth: '7408<<' }), TODAY)
    expect(valueOf(result)).not.toHaveProperty('dateOfBirth')
    expect(warningsOf(result)).toEqual([expect.stringMatching(/not complete/)])
  })

  test('a day that does not exist is left open, though its check digit is right', () => {
    expect(valueOf(parseMachineReadableZone(td3({ birth: '740231' }), TODAY))).not.toHaveProperty('dateOfBirth')
  })

  test('O read for 0 is put right when every check digit then agrees, and said', () => {
    const result = parseMachineReadableZone(td3().replace('UTO740812', 'UTO74O812'), TODAY)
    expect(valueOf(result).dateOfBirth).toBe('1974-08-12')
    expect(warningsOf(result)).toEqual([expect.stringMatching(/put right/)])
  })

  test.each([
    ['', 'mrz-missing'],
    ['P<UTO', 'mrz-format'],
    [specimen.split('\n')[0]!, 'mrz-format'],
    [specimen.replace('L898', 'L8é8'), 'mrz-format'],
    [`${specimen}\n${'<'.repeat(44)}`, 'mrz-format'],
    [specimen.replace('740812', '740813'), 'mrz-check-digit'],
    [specimen.replace('L898902C36', 'L898902C37'), 'mrz-check-digit'],
    [specimen.replace(/0$/, '1'), 'mrz-check-digit'],
    [td3({ number: '000000000' }), 'mrz-flag-value'],
  ])('%j is refused: %s', (raw, code) => {
    expect(codeOf(parseMachineReadableZone(raw, TODAY))).toBe(code)
    expectWords(parseMachineReadableZone(raw, TODAY))
  })

  test('a number that was read wrongly is noticed wherever it stands in a checked field', () => {
    const line = td3().split('\n')[1]!
    fc.assert(
      fc.property(fc.constantFrom(0, 3, 7, 13, 16, 18, 21, 24, 26, 29, 35), fc.integer({ min: 1, max: 9 }), (position, shift) => {
        const old = line[position]!
        if (!/\d/.test(old)) return
        const wrong = line.slice(0, position) + String((Number(old) + shift) % 10) + line.slice(position + 1)
        expect(codeOf(parseMachineReadableZone(`${td3().split('\n')[0]}\n${wrong}`, TODAY))).not.toBe('ok')
      }),
    )
  })

  test('never throws', () => {
    const line = (length: number) => fc.stringMatching(new RegExp(`^[A-Z0-9<]{${length}}$`))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(line(44), line(44)).map((lines) => lines.join('\n')),
          fc.tuple(line(30), line(30), line(30)).map((lines) => lines.join('\n')),
        ),
        (raw) => {
          expectWords(parseMachineReadableZone(raw, TODAY))
        },
      ),
    )
  })
})

describe('zone beside what was entered', () => {
  const anna: Entered = {
    name: { given: 'Anna Maria', family: 'Eriksson' },
    dateOfBirth: '1974-08-12',
    documentNumber: 'L898902C3',
    expiresOn: '2030-04-15',
  }
  const compare = (zone: Parameters<typeof td3>[0], entered: Partial<Entered>) =>
    crossCheckMachineReadableZone(valueOf(parseMachineReadableZone(td3(zone), TODAY)), { ...anna, ...entered }, TODAY)
  const weightOf = (what: string, zone: Parameters<typeof td3>[0], entered: Partial<Entered>) =>
    compare(zone, entered).find((one) => one.what === what)?.weight

  test('everything agrees', () => {
    expect(compare({}, {}).map((one) => [one.what, one.weight])).toEqual([
      ['Family name', 'same'],
      ['Given names', 'same'],
      ['Date of birth', 'same'],
      ['Document number', 'same'],
      ['Expiry date', 'same'],
    ])
  })

  test.each([
    ['ERIKSSON<<ANNA', 'Anna Maria', 'Eriksson', 'same', 'check'],
    ['ERIKSSON<<ANNA<MARIA', 'Anna', 'Eriksson', 'same', 'check'],
    ['ERIKSSON<<MARIA<ANNA', 'Anna Maria', 'Eriksson', 'same', 'check'],
    ['ERIKSSON<<ANNA<MARIA', 'Bethan', 'Sample', 'differs', 'differs'],
    ['MUELLER<<JOERG', 'Jörg', 'Müller', 'same', 'same'],
    ['MULLER<<JORG', 'Jörg', 'Müller', 'same', 'same'],
    ['STRASSE<<ASE', 'Åse', 'Straße', 'same', 'same'],
    ['STRASSE<<AASE', 'Åse', 'Straße', 'same', 'same'],
    ['OESTERGAARD<<SOEREN', 'Søren', 'Østergård', 'same', 'same'],
    ['LASKA<<LUKASZ', 'Łukasz', 'Łaska', 'same', 'same'],
    ['OSAMPLE<<MARY<ANN', 'Mary-Ann', 'O’Sample', 'same', 'same'],
    ['SMITH<JONES<<ANNA', 'Anna', 'Smith-Jones', 'same', 'same'],
    ['JONES<<ANNA', 'Anna', 'Smith-Jones', 'check', 'same'],
    ['MAU<<NGUYEN<THI', 'Nguyễn Thị', 'Mẫu', 'same', 'same'],
    ['DEIGMA<<SAMPL', 'Σάμπλ', 'Δείγμα', 'check', 'check'],
  ])('%s beside %s %s: family %s, given %s', (names, given, family, familyWeight, givenWeight) => {
    expect([
      weightOf('Family name', { names }, { name: { given, family } }),
      weightOf('Given names', { names }, { name: { given, family } }),
    ]).toEqual([familyWeight, givenWeight])
  })

  test('names that fill the zone are compared as far as they go', () => {
    const names = 'NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K'
    expect(names).toHaveLength(39)
    expect(weightOf('Given names', { names }, { name: { given: 'Chayapa Dejthamrong Krasuang', family: 'Nilavadhanananda' } })).toBe('same')
    expect(weightOf('Given names', { names }, { name: { given: 'Chayapa Dejthamrong', family: 'Nilavadhanananda' } })).toBe('check')
  })

  test.each([
    ['Date of birth', { birth: '740813' }, {}, 'differs'],
    ['Date of birth', { birth: '7408<<' }, {}, 'check'],
    ['Document number', {}, { documentNumber: 'L898902C4' }, 'differs'],
    ['Document number', {}, { documentNumber: 'l898 902c3' }, 'same'],
    ['Expiry date', {}, { expiresOn: '2030-04-16' }, 'differs'],
    ['Expiry date', { expiry: '250415' }, { expiresOn: '2025-04-15' }, 'check'],
  ] as const)('%s with %o beside %o: %s', (what, zone, entered, weight) => {
    expect(weightOf(what, zone, entered)).toBe(weight)
  })

  test('what was not entered is not compared', () => {
    const zone = valueOf(parseMachineReadableZone(td3(), TODAY))
    const { name, dateOfBirth } = anna
    expect(crossCheckMachineReadableZone(zone, { name, dateOfBirth }, TODAY).map((one) => one.what)).not.toContain('Document number')
  })
})
