/**
 * The machine readable zone (ICAO Doc 9303): TD3 of passports, TD1 and TD2 of identity cards and residence permits, and visas, which have the same
 * lines without a check digit over all.
 */
import { parse as parseLines, type ParseResult } from 'mrz'
import { err, ok, type Result } from '../result.ts'
import type { Parsed } from './parsed.ts'
import { addDays, comparePlainDates, findPlainDate } from './plain-date.ts'
import { readZoneLines, type ZoneFormat, type ZoneLinesCode } from './zone-lines.ts'

export type MrzCode = ZoneLinesCode | 'mrz-check-digit' | 'mrz-flag-value'

export interface MachineReadableZone {
  readonly format: ZoneFormat
  /** `P`, `ID`, `IR`… */
  readonly documentCode: string
  /** Three-letter code as printed, also when it is not a state that ICAO lists (`UTO` of specimens). */
  readonly issuingState: string
  readonly number: string
  readonly nationality: string
  /** In capitals without accents, as ICAO transliterates. */
  readonly family: string
  readonly given: string
  /** The names fill the whole line, so the last of them may have been cut off. */
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
 * are often confused are corrected only if all check digits agree afterwards, and the result says so. `today` decides the century of two-digit years.
 */
export function parseMachineReadableZone(raw: string, today: string): Result<Parsed<MachineReadableZone>, MrzCode> {
  const typed = readZoneLines(raw)
  if (!typed.ok) return typed
  const { format, lines, hasLettersInFillers } = typed.value
  const isVisa = lines[0]!.startsWith('V')
  const read = readChecked(lines, format === 'TD1' ? 2 : 0, isVisa)
  if (!read) {
    return err(
      'mrz-check-digit',
      'A check digit is not right, so at least one character was misread.',
      'Compare every character with the document, above all O and 0, I and 1, K and <.',
    )
  }
  const number = read.result.documentNumber ?? ''
  if (/^0+$/.test(number)) {
    return err(
      'mrz-flag-value',
      'The document number is all zeros, which is what CIS is given to mark this kind of entry.',
      'Look at the document again. It cannot be accepted.',
    )
  }
  const { fields } = read.result
  const birth = readBirthDate(fields.birthDate, today)
  const expiry = readExpiryDate(fields.expirationDate, today)
  const names = format === 'TD1' ? lines[2]! : lines[0]!.slice(5)
  const nationality = format === 'TD1' ? lines[1]!.slice(15, 18) : lines[1]!.slice(10, 13)
  const value: MachineReadableZone = {
    format,
    documentCode: lines[0]!.slice(0, 2).replace('<', ''),
    issuingState: lines[0]!.slice(2, 5).replaceAll('<', ''),
    number,
    nationality: nationality.replaceAll('<', ''),
    ...readNames(names),
    namesMayBeCut: !names.endsWith('<'),
    ...(birth === undefined ? {} : { dateOfBirth: birth }),
    ...(expiry === undefined ? {} : { expiresOn: expiry }),
    sex: fields.sex === 'female' || fields.sex === 'male' ? fields.sex : 'unspecified',
  }
  const warnings = [
    read.corrected && 'RA Desk corrected some letters and numbers that look alike. Compare the lines with the document.',
    hasLettersInFillers && 'There were letters among the < after the names. They were left out. Compare the lines with the document.',
    isVisa && 'These are the lines of a visa, not of a passport or identity card.',
    ...findDateWarnings(birth, expiry, today),
  ].filter((one) => one !== false)
  return ok({ value, warnings })
}

function findDateWarnings(birth: string | undefined, expiry: string | undefined, today: string): string[] {
  const warnings: string[] = []
  if (birth === undefined) warnings.push('The date of birth in these lines is not complete or does not exist.')
  if (expiry === undefined) warnings.push('The expiry date in these lines is not complete or does not exist.')
  else if (comparePlainDates(expiry, today) < 0) warnings.push('The document has expired.')
  if (expiry !== undefined && !isLikelyExpiry(expiry, today))
    warnings.push('The expiry date is unusually far away. Check it against the document.')
  return warnings
}

interface Checked {
  readonly result: ParseResult
  readonly corrected: boolean
}

/** The lines as typed, or else with what is often confused corrected: the first of the two whose check digits all agree. */
function readChecked(lines: readonly string[], namesLine: number, isVisa: boolean): Checked | undefined {
  // Names have no check digit, so nothing in them is corrected.
  const changed = (change: (line: string) => string): readonly string[] =>
    lines.map((line, index) => (index === namesLine ? line : change(line)))
  const ways = [lines, changed(fillersForK), changed((line) => line.replaceAll('O', '0')), changed((line) => line.replaceAll('I', '1'))]
  for (const autocorrect of [false, true])
    for (const way of ways) {
      const result = parseLines([...way], { autocorrect })
      if (checkDigitsAgree(result, isVisa)) return { result, corrected: autocorrect || way !== lines }
    }
  return undefined
}

const asFillers = (letters: string): string => '<'.repeat(letters.length)
/** K beside a filler was a filler. */
const fillersForK = (line: string): string => line.replace(/<K+/g, asFillers).replace(/K+(?=<)/g, asFillers)

/** Check digit of ICAO Doc 9303-3 §4.9: weights 7, 3, 1; `<` counts 0, A to Z count 10 to 35. */
export function computeMrzCheckDigit(field: string): number {
  return (
    [...field].reduce((sum, character, index) => {
      const value = character === '<' ? 0 : /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 55
      return sum + value * [7, 3, 1][index % 3]!
    }, 0) % 10
  )
}

function checkDigitsAgree(read: ParseResult, isVisa: boolean): boolean {
  // A visa has no check digits for optional data and over all: the library looks for them where it has data of its own.
  const counted = isVisa ? /^(?:documentNumber|birthDate|expirationDate)CheckDigit$/ : /CheckDigit$/
  const digits = read.details.filter(({ field }) => field !== null && counted.test(field))
  return digits.length >= (isVisa ? 3 : 4) && digits.every((detail) => detail.valid) && read.documentNumber !== null
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
