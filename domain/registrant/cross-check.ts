/**
 * What a document says beside what was entered, for the agent's eye. Nothing here accepts or refuses anybody: names change, documents are
 * transliterated and cut off, and records are out of date.
 */
import type { DrivingLicence } from './driving-licence.ts'
import type { MachineReadableZone } from './passport.ts'
import { lettersAndDigits } from './parsed.ts'
import { comparePlainDates, formatPlainDate } from './plain-date.ts'

export interface Entered {
  readonly name: { readonly given: string; readonly family: string }
  readonly dateOfBirth: string
  readonly documentNumber?: string
  readonly expiresOn?: string
}

/** `same`: agrees. `check`: may well be the same, look. `differs`: is not the same. */
export type Weight = 'same' | 'check' | 'differs'

export interface Comparison {
  readonly what: string
  readonly message: string
  readonly entered: string
  readonly weight: Weight
  readonly note?: string
}

/** Of the coded lines, what is compared. */
export interface ComparedZone extends Pick<MachineReadableZone, 'family' | 'given' | 'namesMayBeCut' | 'number'> {
  readonly dateOfBirth?: string | undefined
  readonly expiresOn?: string | undefined
}

const OTHER_SCRIPT = 'The name is in another script, so it cannot be compared here.'

export function crossCheckMachineReadableZone(zone: ComparedZone, entered: Entered, today: string): Comparison[] {
  const found: Comparison[] = [
    compareZoneName('Family name', zone.family, entered.name.family, zone.namesMayBeCut),
    compareZoneName('Given names', zone.given, entered.name.given, zone.namesMayBeCut),
    {
      what: 'Date of birth',
      message: zone.dateOfBirth === undefined ? 'Not complete' : formatPlainDate(zone.dateOfBirth),
      entered: formatPlainDate(entered.dateOfBirth),
      weight: zone.dateOfBirth === undefined ? 'check' : zone.dateOfBirth === entered.dateOfBirth ? 'same' : 'differs',
    },
  ]
  if (entered.documentNumber !== undefined) {
    const weight = zone.number === lettersAndDigits(entered.documentNumber) ? 'same' : 'differs'
    found.push({ what: 'Document number', message: zone.number, entered: entered.documentNumber, weight })
  }
  if (zone.expiresOn !== undefined) {
    const expired = comparePlainDates(zone.expiresOn, today) < 0
    const enteredExpiry = entered.expiresOn ?? zone.expiresOn
    found.push({
      what: 'Expiry date',
      message: formatPlainDate(zone.expiresOn),
      entered: entered.expiresOn === undefined ? 'Not entered' : formatPlainDate(entered.expiresOn),
      weight: enteredExpiry !== zone.expiresOn ? 'differs' : expired ? 'check' : 'same',
      ...(expired ? { note: 'The document has expired.' } : {}),
    })
  }
  return found
}

/** For Northern Ireland licences there is nothing to compare but the number itself: they hold no details. */
export function crossCheckDrivingLicence(licence: DrivingLicence, entered: Entered): Comparison[] {
  if (licence.kind === 'northern-ireland') return []
  const { day, month, year } = licence.birth
  const [enteredYear, enteredMonth, enteredDay] = entered.dateOfBirth.split('-').map(Number) as [number, number, number]
  const two = (value: number): string => String(value).padStart(2, '0')
  return [
    compareLicenceSurname(licence.surname, entered.name.family),
    {
      what: 'Date of birth',
      message: `${two(day)}/${two(month)}/${two(year)}`,
      entered: `${two(enteredDay)}/${two(enteredMonth)}/${two(enteredYear % 100)}`,
      weight: day === enteredDay && month === enteredMonth && year === enteredYear % 100 ? 'same' : 'differs',
    },
    compareInitials(licence.initials, entered.name.given),
  ]
}

function compareLicenceSurname(message: string, family: string): Comparison {
  const spellings = toSpellings(family)
  const show = (spelling: string): string => spelling.slice(0, 5)
  const entered = spellings.map(show)
  const shown = entered[0] ?? ''
  const base = { what: 'Surname', message, entered: shown === '' ? family : shown }
  if (entered.includes(message)) return { ...base, entered: message, weight: 'same' }
  if (spellings.length === 0) return { ...base, weight: 'check', note: OTHER_SCRIPT }
  const withoutMac = (spelling: string): string => spelling.replace(/^MAC/, 'MC')
  const mayBeMac = /^MA?C/.test(message) && message.length === 5
  if (mayBeMac && spellings.some((spelling) => withoutMac(spelling).startsWith(withoutMac(message)))) {
    return { ...base, weight: 'check', note: 'Names that begin with Mac may be coded as Mc.' }
  }
  return { ...base, weight: 'differs', note: 'The licence may be in a former name.' }
}

function compareInitials(message: string, given: string): Comparison {
  const words = given.split(/[\s\-‐‑]+/u).filter((word) => word !== '')
  const initials = words.map((word) => toSpellings(word)[0]?.[0] ?? '').join('')
  const base = { what: 'Initials', message, entered: initials.slice(0, 2) }
  if (words.length > 0 && initials === '') return { ...base, entered: given, weight: 'check', note: OTHER_SCRIPT }
  if (initials.slice(0, 2) === message) return { ...base, weight: 'same' }
  if (initials[0] === message[0] || (message !== '' && initials.includes(message[0]!))) {
    return { ...base, weight: 'check', note: 'A given name may be missing on one side, or in another order.' }
  }
  return { ...base, weight: 'differs' }
}

function compareZoneName(what: string, message: string, entered: string, mayBeCut: boolean): Comparison {
  const base = { what, message, entered }
  const zone = message.replace(/[^A-Z]/g, '')
  const spellings = toSpellings(entered)
  if (spellings.length === 0) return { ...base, weight: 'check', note: OTHER_SCRIPT }
  if (spellings.includes(zone)) return { ...base, weight: 'same' }
  if (mayBeCut && zone !== '' && spellings.some((spelling) => spelling.startsWith(zone))) {
    return { ...base, weight: 'same', note: 'The document cut the name off.' }
  }
  const words = new Set(message.split(' '))
  const enteredWords = entered.split(/[\s\-‐‑]+/u).filter((word) => word !== '')
  const shared = enteredWords.filter((word) => toSpellings(word).some((spelling) => words.has(spelling)))
  if (shared.length > 0) {
    return { ...base, weight: 'check', note: 'Some of the name agrees. A name may be missing on one side, or in another order.' }
  }
  return { ...base, weight: 'differs' }
}

/** Latin letters that do not come apart into a base letter and a mark, as ICAO Doc 9303-3 §6 A writes them. */
const LIGATURES: Readonly<Record<string, string>> = {
  Æ: 'AE',
  Ð: 'D',
  Ø: 'OE',
  Þ: 'TH',
  ẞ: 'SS',
  Đ: 'D',
  Ħ: 'H',
  Ĳ: 'IJ',
  Ł: 'L',
  Ŋ: 'N',
  Œ: 'OE',
  Ŧ: 'T',
  Ə: 'E',
}
/** Letters that states may write with two letters or with the base letter. */
const EXPANSIONS: Readonly<Record<string, string>> = { Ä: 'AE', Å: 'AA', Ö: 'OE', Ü: 'UE' }
const SHORTENED: Readonly<Record<string, string>> = { ...LIGATURES, Ø: 'O', Æ: 'A' }

/** The ways in which a machine may write a Latin name: only A to Z. Empty when the name has letters of another script. */
function toSpellings(name: string): string[] {
  const upper = name.normalize('NFC').replaceAll('ß', 'ẞ').toUpperCase()
  type Table = Readonly<Record<string, string>>
  const bare = (text: string): string =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[^\p{L}]/gu, '')
  const replaceAllOf = (text: string, table: Table): string => [...text].map((letter) => table[letter] ?? letter).join('')
  const spellings = [
    bare(replaceAllOf(upper, LIGATURES)),
    bare(replaceAllOf(replaceAllOf(upper, EXPANSIONS), LIGATURES)),
    bare(replaceAllOf(upper, SHORTENED)),
  ]
  return [...new Set(spellings)].filter((spelling) => /^[A-Z]+$/.test(spelling))
}
