/**
 * What a document says beside what was entered, for the agent's eye. Nothing here accepts or refuses anybody: names change, documents are
 * transliterated and cut off, and records are out of date.
 */
import type { DrivingLicence } from './driving-licence.ts'
import type { MachineReadableZone } from './machine-readable-zone.ts'
import { lettersAndDigits } from './parsed.ts'
import { comparePlainDates, formatPlainDate } from './plain-date.ts'
import { mayBegin, mayBeWritten, writeInLatin } from './transliteration.ts'

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
    // Only the last name of a full line can have been cut off.
    compareZoneName('Family name', zone.family, entered.name.family, { isFull: zone.namesMayBeCut, mayBeCut: zone.given === '' }),
    compareZoneName('Given names', zone.given, entered.name.given, { isFull: zone.namesMayBeCut, mayBeCut: true }),
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

/** A licence has the first five letters of the surname, with 9 for those that are missing, which are left out here. */
const SURNAME_LETTERS = 5

function compareLicenceSurname(message: string, family: string): Comparison {
  const written = writeInLatin(family)
  const base = { what: 'Surname', message, entered: written === '' ? family : written.slice(0, SURNAME_LETTERS) }
  if (written === '') return { ...base, weight: 'check', note: OTHER_SCRIPT }
  const isCut = message.length === SURNAME_LETTERS
  if (mayBeWritten(family, message) || (isCut && mayBegin(family, message))) return { ...base, entered: message, weight: 'same' }
  const asMac = message.replace(/^MC/, 'MAC')
  const asMc = message.replace(/^MAC/, 'MC')
  if (isCut && /^MA?C/.test(message) && [asMac, asMc].some((one) => mayBegin(family, one)))
    return { ...base, weight: 'check', note: 'Names that begin with Mac may be coded as Mc.' }
  return { ...base, weight: 'differs', note: 'The licence may be in a former name.' }
}

function compareInitials(message: string, given: string): Comparison {
  const words = given.split(BETWEEN_NAMES).filter((word) => word !== '')
  const initials = words.map((word) => writeInLatin(word)[0] ?? '').join('')
  const base = { what: 'Initials', message, entered: initials.slice(0, 2) }
  if (words.length > 0 && initials === '') return { ...base, entered: given, weight: 'check', note: OTHER_SCRIPT }
  if (initials.slice(0, 2) === message) return { ...base, weight: 'same' }
  if (initials[0] === message[0] || (message !== '' && initials.includes(message[0]!))) {
    return { ...base, weight: 'check', note: 'A given name may be missing on one side, or in another order.' }
  }
  return { ...base, weight: 'differs' }
}

const CUT = 'The document cut the name off.'
const MAY_BE_SHORTENED = 'The names fill the whole line, so the document may shorten this one. Compare it with the printed name.'
const ONE_NAME = 'The lines show no given name. Compare the names with those that are printed.'

/** `mayBeCut`: this name is the last one of a line that is full. `isFull`: the names fill the line. */
function compareZoneName(
  what: string,
  message: string,
  entered: string,
  line: { readonly mayBeCut: boolean; readonly isFull: boolean },
): Comparison {
  const base = { what, message, entered }
  const zone = message.replace(/[^A-Z]/g, '')
  if (zone === '') return { ...base, weight: 'check', note: ONE_NAME }
  if (writeInLatin(entered) === '') return { ...base, weight: 'check', note: OTHER_SCRIPT }
  if (mayBeWritten(entered, zone)) return { ...base, weight: 'same' }
  if (line.isFull && mayBegin(entered, zone))
    return line.mayBeCut ? { ...base, weight: 'same', note: CUT } : { ...base, weight: 'check', note: MAY_BE_SHORTENED }
  const words = message.split(' ')
  const shared = entered.split(BETWEEN_NAMES).some((one) => words.some((word) => mayBeWritten(one, word)))
  return shared
    ? { ...base, weight: 'check', note: 'Some of the name agrees. A name may be missing on one side, or in another order.' }
    : { ...base, weight: 'differs' }
}

/** Blanks and hyphens of all kinds. */
const BETWEEN_NAMES = /[\s\p{Pd}]+/u
