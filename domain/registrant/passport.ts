/** Passport numbers and the machine readable zone (ICAO Doc 9303): TD3 of passports, TD1 of identity cards and residence permits. */
import { parse as parseLines, type ParseResult } from 'mrz'
import { err, ok, type Result } from '../result.ts'
import { hasOddCharacters, lettersAndDigits, type Parsed } from './parsed.ts'
import { cleanCode } from '../text-from-outside.ts'
import { addDays, comparePlainDates, findPlainDate } from './plain-date.ts'

export type PassportNumberCode = 'passport-missing' | 'passport-format' | 'passport-flag-value'
export type MrzCode = 'mrz-missing' | 'mrz-format' | 'mrz-check-digit' | 'mrz-flag-value'

/** The number that CIS entries of this process carry instead of a real one: never anybody's own. */
export const CIS_FLAG_PASSPORT_NUMBER = '000000000'

/** `issuer` is the ICAO code of the issuing state, `GBR` for a UK passport. */
export function parsePassportNumber(raw: string, issuer: string): Result<Parsed<string>, PassportNumberCode> {
  const typed = lettersAndDigits(raw)
  if (typed === '') return err('passport-missing', 'Enter the passport number.', 'It is on the page with the photograph.')
  if (/^0+$/.test(typed)) {
    return err(
      'passport-flag-value',
      'Zeros only mark this kind of entry in CIS. No passport has this number.',
      'Enter the number that is in the passport.',
    )
  }
  if (issuer === 'GBR' && !/^\d{9}$/.test(typed)) {
    return err('passport-format', 'A UK passport number has 9 numbers.', 'Check it against the page with the photograph.')
  }
  if (typed.length > 9 || hasOddCharacters(raw)) {
    return err('passport-format', 'A passport number has up to 9 letters and numbers.', 'Check it against the page with the photograph.')
  }
  return ok({ value: typed, warnings: [] })
}

/** Passport numbers are shown as they are printed. */
export function formatPassportNumber(number: string): string {
  return number
}

export interface MachineReadableZone {
  readonly format: 'TD3' | 'TD1'
  /** `P`, `ID`, `IR`… */
  readonly documentCode: string
  /** Three-letter code as printed, also when it is not a state that ICAO lists (`UTO` of specimens). */
  readonly issuingState: string
  readonly number: string
  readonly nationality: string
  /** In capitals without accents, as ICAO transliterates. */
  readonly family: string
  readonly given: string
  /** The names fill the whole zone, so they may have been cut off. */
  readonly namesMayBeCut: boolean
  /** Absent when the document does not know the whole date. */
  readonly dateOfBirth?: string
  readonly expiresOn?: string
  readonly sex: 'female' | 'male' | 'unspecified'
}

const YEARS_EXPIRED_AT_MOST = 10
const YEARS_LEFT_AT_MOST = 15

/**
 * Reads a zone that was typed or read from a picture, with its line breaks or without. Every check digit must be right; letters and digits that
 * are often confused are put right only if all check digits agree afterwards, and the result says so. `today` decides the century of two-digit years.
 */
export function parseMachineReadableZone(raw: string, today: string): Result<Parsed<MachineReadableZone>, MrzCode> {
  const lines = splitLines(raw)
  if (lines.length === 0) {
    return err(
      'mrz-missing',
      'Enter the lines at the foot of the document.',
      'A passport has 2 lines of 44 characters, a card 3 lines of 30.',
    )
  }
  const format =
    lines.length === 2 && lines.every((line) => line.length === 44)
      ? 'TD3'
      : lines.length === 3 && lines.every((line) => line.length === 30)
        ? 'TD1'
        : undefined
  if (!format || !lines.every((line) => /^[A-Z0-9<]+$/.test(line))) {
    return err(
      'mrz-format',
      'These are not the lines of a passport or identity card.',
      'A passport has 2 lines of 44 characters, a card 3 lines of 30: capitals, numbers and <.',
    )
  }
  const asTyped = parseLines(lines)
  const read = checkDigitsAgree(asTyped) ? asTyped : parseLines(lines, { autocorrect: true })
  if (!checkDigitsAgree(read)) {
    return err(
      'mrz-check-digit',
      'A check digit is not right, so at least one character was misread.',
      'Compare every character with the document, above all O and 0, I and 1.',
    )
  }
  const number = read.documentNumber ?? ''
  if (/^0+$/.test(number)) {
    return err(
      'mrz-flag-value',
      'The document number is all zeros, which is what CIS is given to mark this kind of entry.',
      'Look at the document again. It cannot be accepted.',
    )
  }
  const warnings: string[] = []
  if (read !== asTyped) warnings.push('Some letters and numbers that look alike were put right. Compare the lines with the document.')
  const birth = readBirthDate(read.fields.birthDate, today)
  const expiry = readExpiryDate(read.fields.expirationDate, today)
  if (birth === undefined) warnings.push('The date of birth in these lines is not complete or does not exist.')
  if (expiry === undefined) warnings.push('The expiry date in these lines is not complete or does not exist.')
  else if (comparePlainDates(expiry, today) < 0) warnings.push('The document has expired.')
  if (expiry !== undefined && !isLikelyExpiry(expiry, today))
    warnings.push('The expiry date is unusually far away. Check it against the document.')
  const names = format === 'TD3' ? lines[0]!.slice(5) : lines[2]!
  const value: MachineReadableZone = {
    format,
    documentCode: lines[0]!.slice(0, 2).replace('<', ''),
    issuingState: lines[0]!.slice(2, 5).replaceAll('<', ''),
    number,
    nationality: (format === 'TD3' ? lines[1]!.slice(10, 13) : lines[1]!.slice(15, 18)).replaceAll('<', ''),
    ...readNames(names),
    namesMayBeCut: !names.endsWith('<'),
    ...(birth === undefined ? {} : { dateOfBirth: birth }),
    ...(expiry === undefined ? {} : { expiresOn: expiry }),
    sex: read.fields.sex === 'female' || read.fields.sex === 'male' ? read.fields.sex : 'unspecified',
  }
  return ok({ value, warnings })
}

/** Check digit of ICAO Doc 9303-3 §4.9: weights 7, 3, 1; `<` counts 0, A to Z count 10 to 35. */
export function computeMrzCheckDigit(field: string): number {
  return (
    [...field].reduce((sum, character, index) => {
      const value = character === '<' ? 0 : /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 55
      return sum + value * [7, 3, 1][index % 3]!
    }, 0) % 10
  )
}

function splitLines(raw: string): string[] {
  const tidy = (line: string): string => cleanCode(line).toUpperCase().replaceAll('«', '<<').replaceAll('‹', '<').replace(/\s/g, '')
  const lines = raw
    .split(/[\r\n]+/)
    .map(tidy)
    .filter((line) => line !== '')
  const [only] = lines
  if (lines.length !== 1 || only === undefined) return lines
  if (only.length === 88) return [only.slice(0, 44), only.slice(44)]
  if (only.length === 90) return [only.slice(0, 30), only.slice(30, 60), only.slice(60)]
  return lines
}

function checkDigitsAgree(read: ParseResult): boolean {
  const digits = read.details.filter((detail) => detail.field?.endsWith('CheckDigit'))
  return digits.length >= 4 && digits.every((detail) => detail.valid) && read.documentNumber !== null
}

function readNames(zone: string): { family: string; given: string } {
  const [family = '', given = ''] = zone.split('<<')
  return { family: family.replaceAll('<', ' ').trim(), given: given.replaceAll('<', ' ').trim() }
}

/** The latest century that does not put the birth in the future. */
function readBirthDate(digits: string | null | undefined, today: string): string | undefined {
  return readCenturies(digits)
    .reverse()
    .find((date) => comparePlainDates(date, today) <= 0)
}

/** The century that brings the date closest to the window of documents in use. */
function readExpiryDate(digits: string | null | undefined, today: string): string | undefined {
  const dates = readCenturies(digits)
  const thisYear = Number(today.slice(0, 4))
  return (
    dates.find((date) => isLikelyExpiry(date, today)) ??
    dates.sort((a, b) => Math.abs(Number(a.slice(0, 4)) - thisYear) - Math.abs(Number(b.slice(0, 4)) - thisYear))[0]
  )
}

function isLikelyExpiry(date: string, today: string): boolean {
  const earliest = addDays(today, -YEARS_EXPIRED_AT_MOST * 366)
  const latest = addDays(today, YEARS_LEFT_AT_MOST * 366)
  return comparePlainDates(earliest, date) <= 0 && comparePlainDates(date, latest) <= 0
}

function readCenturies(digits: string | null | undefined): string[] {
  if (!digits || !/^\d{6}$/.test(digits)) return []
  const [year, month, day] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4))]
  return [1900, 2000, 2100].map((century) => findPlainDate(century + year, month, day)).filter((date) => date !== undefined)
}
