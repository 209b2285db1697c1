import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeMrzCheckDigit, parseMachineReadableZone } from '../../../domain/registrant/machine-readable-zone.ts'
import { codeOf, expectWords, valueOf, warningsOf } from './helpers.ts'
import { td1, td3, TODAY } from './zones.ts'

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
    expect(warningsOf(result)).toEqual([expect.stringMatching(/corrected/)])
  })

  test('names have no check digit: letters corrected in numbers stay as they are in names', () => {
    const spoilt = td3().replace('UTO740812', 'UTO74O812').replace('ERIKSSON<<', 'ERIKOION<<')
    expect(valueOf(parseMachineReadableZone(spoilt, TODAY))).toMatchObject({ family: 'ERIKOION', dateOfBirth: '1974-08-12' })
    const fillers = td3({ number: 'L898902' }).replace('L898902<<', 'L898902KK').replace('ERIKSSON<<', 'ERIKSSOK<<')
    expect(valueOf(parseMachineReadableZone(fillers, TODAY))).toMatchObject({ family: 'ERIKSSOK' })
  })

  test.each([
    ['one filler too few in line 1', specimen.replace('<\n', '\n')],
    ['two fillers too many in line 1', specimen.replace('<\n', '<<<\n')],
    ['half of the fillers', specimen.replace('<<<<<<<<<<\n', '\n')],
    ['letters that a reader of pictures saw among the fillers', specimen.replace('<<<<<\n', '<KKC<\n')],
    ['a letter that it saw in the last place', specimen.replace('<\n', 'K\n')],
    ['the sign < as HTML', specimen.replaceAll('<', '&lt;')],
    ['fillers of full width', specimen.replaceAll('<', '＜')],
    ['K for < after the number', td3({ number: 'L898902' }).replace('L898902<<', 'L898902KK')],
  ])('with %s it reads the same names', (_how, raw) => {
    const zone = valueOf(parseMachineReadableZone(raw, TODAY))
    expect(zone).toMatchObject({ family: 'ERIKSSON', given: 'ANNA MARIA', namesMayBeCut: false, nationality: 'UTO' })
    expect(zone.number).toMatch(/^L898902/)
  })

  test.each([
    ['TD1, lines 1 and 3 without their fillers but one', td1.replace('<<<<<<<<<<<<<<<\n', '<\n').replace(/<+$/, '<'), 'TD1'],
    ['TD1 in one line', td1.replaceAll('\n', ''), 'TD1'],
    ['TD2', 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6', 'TD2'],
    ['TD2, one filler too few', 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6', 'TD2'],
    ['visa of 44', 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4UTO7408122F1204159ZE184226B<<<<<<<', 'TD3'],
    [
      'visa of 44 without optional data',
      'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4UTO7408122F1204159<<<<<<<<<<<<<<<<',
      'TD3',
    ],
    ['visa of 36', 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4UTO7408122F1204159<<<<<<<<', 'TD2'],
  ])('%s', (_what, raw, format) => {
    expect(valueOf(parseMachineReadableZone(raw, TODAY))).toMatchObject({
      format,
      family: 'ERIKSSON',
      given: 'ANNA MARIA',
      dateOfBirth: '1974-08-12',
      expiresOn: '2012-04-15',
      nationality: 'UTO',
    })
  })

  test('a visa is said to be one', () => {
    const visa = 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4UTO7408122F3004159<<<<<<<<<<<<<<<<'
    expect(warningsOf(parseMachineReadableZone(visa.replace('3004159', `300415${computeMrzCheckDigit('300415')}`), TODAY))).toEqual([
      expect.stringMatching(/visa/),
    ])
  })

  test.each([
    ['of Germany, D and two fillers', { state: 'D<<', nationality: 'D<<' }, { issuingState: 'D', nationality: 'D', family: 'ERIKSSON' }],
    ['with one name only', { names: 'ARKFREITH' }, { family: 'ARKFREITH', given: '', namesMayBeCut: false }],
    ['with two surnames', { names: 'GARCIA<LOPEZ<<ANNA' }, { family: 'GARCIA LOPEZ', given: 'ANNA' }],
    ['with names that fill the line', { names: 'LI<<ALEXANDRIA<BARTHOLOMEA<CASSANDRA<XY' }, { family: 'LI', namesMayBeCut: true }],
  ])('a passport %s', (_what, change, read) => {
    expect(valueOf(parseMachineReadableZone(td3(change), TODAY))).toMatchObject(read)
  })

  test.each([
    [td3({ number: 'X0105' }).replace('X0105', 'X01O5'), 'X0105'],
    [td3({ number: 'X0105' }).replace('X0105', 'X0I05'), 'X0105'],
    [td3({ birth: '740810' }).replace('UTO740810', 'UTO7408IO'), 'L898902C3'],
  ])('letters read for digits in %j are put right, and said', (raw, number) => {
    const result = parseMachineReadableZone(raw, TODAY)
    expect(valueOf(result).number).toBe(number)
    expect(valueOf(result).family).toBe('ERIKSSON')
    expect(warningsOf(result)).toEqual([expect.stringMatching(/corrected/)])
  })

  test.each([
    [specimen.replace('ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'ANNA<MARIA'), 'Line 1 has 25 of 44 characters.'],
    [specimen.replace(/0$/, ''), 'Line 2 has 43 of 44 characters.'],
    [`${specimen}0`, 'Line 2 has 45 of 44 characters.'],
    [td1.replace('UTO<<<<<<<<<<<6', 'UTO<<<<<<<<<<6'), 'Line 2 has 29 of 30 characters.'],
    [specimen.split('\n')[0]!, 'There is only 1 line.'],
    [specimen.replace('ERIKSSON', 'ERIKSSÖN'), 'Line 1 has the character “Ö”, which these lines never have.'],
    ['<'.repeat(2_000_000), 'This is longer than the lines at the bottom of a document.'],
  ])('%#: what is wrong with the lines is named', (raw, message) => {
    const result = parseMachineReadableZone(raw, TODAY)
    expect(result.ok ? '' : result.error.message).toBe(message)
    expectWords(result)
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
