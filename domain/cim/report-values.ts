/** Reads the cells of a report: what a spreadsheet did to a value is refused in words, never guessed. */
import { Temporal } from 'temporal-polyfill'
import { normaliseSerial, parseSerial } from '../card/register/serial.ts'
import { findPlainDate } from '../registrant/plain-date.ts'
import { err, ok, type Result } from '../result.ts'
import { cleanCode, shortLine } from '../text-from-outside.ts'
import { reportStatuses, type ReportCardType, type ReportStatus } from './report-words.ts'

export type CellCode = 'cell-rounded' | 'cell-malformed' | 'cell-unknown'

const LONGEST_SHOWN = 40
const quoted = (raw: string): string => `“${shortLine(raw, LONGEST_SHOWN)}”`
const RESAVE = 'Export the report from CIM again and import that file, without saving it in a spreadsheet first.'

/** What Excel writes for a long number, in English and where a comma parts the decimals. */
const SCIENTIFIC = /^[+-]?\d(?:[.,]\d+)?\s?e\s?[+-]?\d+$/i
/** Characters of a cell that are looked at for a code: no code is longer. */
const LONGEST_CODE = 200

/** 12 digits, with spaces, hyphens or an Excel apostrophe; `="555123456789"` as some systems write numbers for Excel. */
export function readUuidCell(raw: string): Result<string, CellCode> {
  const text = cleanCode(raw.slice(0, LONGEST_CODE))
  if (SCIENTIFIC.test(text))
    return err('cell-rounded', `${quoted(raw)} is a UUID that a spreadsheet has rounded, so its last digits are lost.`, RESAVE)
  const bare = text.replaceAll(/[\s\-‐-―’'="]/g, '').replace(/^(\d+)[.,]0+$/, '$1')
  if (/^\d{12}$/.test(bare)) return ok(bare)
  if (/^\d{9,11}$/.test(bare))
    return err(
      'cell-malformed',
      `${quoted(raw)} has ${bare.length} digits, and a UUID has 12. A spreadsheet may have dropped zeros at its beginning.`,
      RESAVE,
    )
  return err('cell-malformed', `${quoted(raw)} is not a UUID. A UUID has 12 digits.`, 'Look this line up in CIM.')
}

/** Serial number in the form in which cards are compared. Authenticators may have letters and hyphens beyond those of a card. */
export function readSerialCell(raw: string, isCard: boolean): Result<string, CellCode> {
  const text = cleanCode(raw.slice(0, LONGEST_CODE))
  if (SCIENTIFIC.test(text))
    return err('cell-rounded', `${quoted(raw)} is a serial number that a spreadsheet has rounded, so its last digits are lost.`, RESAVE)
  const parsed = parseSerial(text)
  if (parsed.ok) return ok(parsed.value)
  const bare = text.replaceAll(/[\s’'="]/g, '')
  if (!isCard && /^[\p{L}\p{N}:._-]{1,80}$/u.test(bare)) return ok(normaliseSerial(bare))
  return err('cell-malformed', `${quoted(raw)} is not a serial number.`, 'Look this line up in CIM.')
}

/** In which order a date of figures only is written: `03/04/2026` is 3 April or 4 March. */
export type DateOrder = 'day-first' | 'month-first'

const FIGURES = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})$/
const WITH_NAME = /^(?:\p{L}{3,9},?\s)?(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(\p{L}{3,9})\.?,?[\s/.-]+(\d{4}|\d{2})$/u
const NAME_FIRST = /^(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u
const ISO = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/
const TIME = /(?<![\sT,])[\sT,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?\s*(?:[ap]m|GMT|BST|UTC|Z|[+-]\d{2}:?\d{2})?$/iu
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/i
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** What a cell of dates says of the order: a first figure above 12 is a day, a second above 12 means that the month is first. */
export function orderOfDate(raw: string): DateOrder | 'either' | undefined {
  const found = FIGURES.exec(withoutTime(raw))
  if (!found) return undefined
  const [first, second] = [Number(found[1]), Number(found[2])]
  if (first === second) return undefined
  if (first > 12) return 'day-first'
  return second > 12 ? 'month-first' : 'either'
}

/** A day of a report as `2026-11-30`, with or without a time of the day. A time in UTC is the day that it was in England. */
export function readDateCell(raw: string, order: DateOrder): Result<string, CellCode> {
  const whole = cleanCode(raw.slice(0, LONGEST_CODE))
  if (INSTANT.test(whole)) return instantDay(whole) ?? notADate(raw)
  const text = withoutTime(raw)
  if (/^\d{5}(?:[.,]\d+)?$/.test(text))
    return err('cell-malformed', `${quoted(raw)} is a date that a spreadsheet has turned into a number of days.`, RESAVE)
  const iso = ISO.exec(text)
  if (iso) return dayOf(raw, iso[1]!, iso[2]!, iso[3]!)
  const figures = FIGURES.exec(text)
  if (figures) {
    const [, first, second, year] = figures as unknown as [string, string, string, string]
    return order === 'day-first' ? dayOf(raw, year, second, first) : dayOf(raw, year, first, second)
  }
  const named = WITH_NAME.exec(text)
  if (named) return dayOf(raw, named[3]!, monthNamed(named[2]!), named[1]!)
  const american = NAME_FIRST.exec(text)
  return american ? dayOf(raw, american[3]!, monthNamed(american[1]!), american[2]!) : notADate(raw)
}

const withoutTime = (raw: string): string =>
  cleanCode(raw.slice(0, LONGEST_CODE))
    .replaceAll(/^[="’']+|(?<!")"+$/g, '')
    .replace(TIME, '')
    .trim()

const monthNamed = (name: string): string => String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1)

function dayOf(raw: string, year: string, month: string, day: string): Result<string, CellCode> {
  const whole = year.length === 2 ? 2000 + Number(year) : Number(year)
  const date = whole < 1990 || whole > 2200 ? undefined : findPlainDate(whole, Number(month), Number(day))
  return date === undefined ? notADate(raw) : ok(date)
}

function instantDay(text: string): Result<string, CellCode> | undefined {
  try {
    return ok(Temporal.Instant.from(text).toZonedDateTimeISO('Europe/London').toPlainDate().toString())
  } catch {
    return undefined
  }
}

const notADate = (raw: string): Result<never, CellCode> =>
  err('cell-malformed', `${quoted(raw)} is not a date.`, 'RA Desk reads dates like 30/11/2026, 30-Nov-2026 and 2026-11-30.')

/** Words of a status, folded. Data: add what a report of CIM turns out to say. */
const statusSpellings: Readonly<Record<ReportStatus, readonly string[]>> = {
  active: ['active', 'live', 'issued', 'inuse', 'current', 'enabled', 'open', 'valid', 'granted', 'completed', 'approved', 'registered'],
  pending: ['pending', 'requested', 'inprogress', 'new', 'submitted', 'awaiting', 'notactive', 'notissued', 'draft', 'printed', 'produced'],
  locked: ['locked', 'blocked', 'suspended', 'passcodelocked'],
  expired: ['expired', 'lapsed', 'outofdate'],
  cancelled: [
    'cancelled',
    'canceled',
    'revoked',
    'closed',
    'withdrawn',
    'disabled',
    'inactive',
    'ended',
    'terminated',
    'rejected',
    'destroyed',
    'deregistered',
    'removed',
    'deleted',
    'lost',
    'stolen',
  ],
}
const statuses = new Map(reportStatuses.flatMap((status) => statusSpellings[status].map((spelling) => [spelling, status] as const)))

const foldWord = (raw: string): string =>
  cleanCode(raw.slice(0, LONGEST_CODE))
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

export function readStatusCell(raw: string): Result<ReportStatus, CellCode> {
  const word = foldWord(raw)
  // “Active (renewal due)”: the first word says it, where the whole is not known.
  const first = foldWord(raw.trim().split(/[\s(,:–-]/)[0] ?? '')
  const status = statuses.get(word) ?? statuses.get(first)
  return status === undefined
    ? err('cell-unknown', `RA Desk does not know the status ${quoted(raw)}.`, 'Look this line up in CIM.')
    : ok(status)
}

export function readCardTypeCell(raw: string): Result<ReportCardType, CellCode> {
  const word = foldWord(raw.normalize('NFKD').replaceAll(/\p{M}/gu, ''))
  const type = /gemplus|gemalto|thales/.test(word)
    ? 'gemplus'
    : /oberthur|idemia/.test(word)
      ? 'oberthur'
      : word.includes('piv')
        ? 'piv'
        : undefined
  return type === undefined
    ? err('cell-unknown', `RA Desk does not know the card type ${quoted(raw)}.`, 'Look this line up in CIM.')
    : ok(type)
}

/** `undefined` for a cell that says neither. */
export function readYesNoCell(raw: string): boolean | undefined {
  const word = foldWord(raw)
  if (['yes', 'y', 'true', '1', 'verified', 'held', 'present'].includes(word)) return true
  return ['', 'no', 'n', 'false', '0', 'none', 'notheld', 'notverified', 'null'].includes(word) ? false : undefined
}

/** Codes of organisations and sites: several in one cell, or each with its name. */
export function readOdsCodesCell(raw: string): readonly string[] {
  const codes = cleanCode(raw.slice(0, 2_000))
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => /^[A-Z0-9]{3,10}$/.test(word) && (/\d/.test(word) || word === 'FFFFF'))
  return [...new Set(codes)].slice(0, 50)
}
