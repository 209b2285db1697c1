/**
 * Driver numbers of photocard licences. Great Britain: 16 characters built from the holder's details, followed on the card by a two-character
 * issue number that is not part of it. Northern Ireland: 8 digits. The last two characters of a GB number are computed by a rule that is
 * not public, so a number can look right and still not exist.
 */
import { err, ok, type Result } from '../result.ts'
import { findPlainDate } from './plain-date.ts'
import { hasOddCharacters, lettersAndDigits, LONGEST_TYPED, type Parsed } from './parsed.ts'

export type DrivingLicenceCode = 'licence-missing' | 'licence-length' | 'licence-format' | 'licence-date'

export interface GreatBritainLicence {
  readonly kind: 'great-britain'
  /** 16 characters. */
  readonly number: string
  /** The first five letters of the surname, without the 9s that fill it up. */
  readonly surname: string
  readonly birth: { readonly day: number; readonly month: number; /** Last two digits of the year. */ readonly year: number }
  /** First letters of the first two given names, without 9s. */
  readonly initials: string
  /** What the month digit was coded for when the licence was issued. Information only: it decides nothing. */
  readonly codedSex: 'female' | 'male'
  /** Printed after the number on the card. */
  readonly issueNumber?: string
}

export interface NorthernIrelandLicence {
  readonly kind: 'northern-ireland'
  /** 8 digits. */
  readonly number: string
}

export type DrivingLicence = GreatBritainLicence | NorthernIrelandLicence

/** Surname (5, filled with 9) · decade · month (+50 when female) · day · year · initials (2, filled with 9) · one arbitrary · two computed letters. */
const GREAT_BRITAIN = new RegExp(
  [
    '^(?<surname>[A-Z]{5}|[A-Z]{4}9|[A-Z]{3}9{2}|[A-Z]{2}9{3}|[A-Z]9{4})',
    '(?<decade>\\d)(?<month>[05][1-9]|[16][0-2])(?<day>0[1-9]|[12]\\d|3[01])(?<year>\\d)',
    '(?<initials>99|[A-Z][A-Z9])[2-9A-HJ-NPR-X][A-Z]{2}$',
  ].join(''),
)

const wrongLength = err(
  'licence-length',
  'A driving licence number has 16 characters, or 8 numbers in Northern Ireland.',
  'Read it again at number 5 on the photocard.',
)

/** Reads any case and spacing. Of 18 characters the first 16 are kept: the last two are the issue number. */
export function parseDrivingLicence(raw: string): Result<Parsed<DrivingLicence>, DrivingLicenceCode> {
  if (raw.length > LONGEST_TYPED) return wrongLength
  const typed = lettersAndDigits(raw)
  if (typed === '') return err('licence-missing', 'Enter the driving licence number.', 'It is at number 5 on a photocard licence.')
  if (/^\d{8}$/.test(typed)) return ok({ value: { kind: 'northern-ireland', number: typed }, warnings: [] })
  if (typed.length !== 16 && typed.length !== 18) {
    return wrongLength
  }
  const groups = GREAT_BRITAIN.exec(typed.slice(0, 16))?.groups
  if (!groups || hasOddCharacters(raw)) {
    return err(
      'licence-format',
      'This is not built like a driving licence number.',
      'Read it again at number 5 on the photocard. Check for the letter O and the number 0, or I and 1.',
    )
  }
  const codedMonth = Number(groups.month)
  const month = codedMonth > 50 ? codedMonth - 50 : codedMonth
  const day = Number(groups.day)
  const year = Number(groups.decade! + groups.year!)
  if (!findPlainDate(1900 + year, month, day) && !findPlainDate(2000 + year, month, day)) {
    return err('licence-date', 'The date of birth inside this number does not exist.', 'Read it again at number 5 on the photocard.')
  }
  const warnings = typed.length === 18 ? ['The last two characters are the issue number. They are kept apart from the licence number.'] : []
  const value: GreatBritainLicence = {
    kind: 'great-britain',
    number: typed.slice(0, 16),
    surname: groups.surname!.replace(/9+$/, ''),
    birth: { day, month, year },
    initials: groups.initials!.replace(/9+$/, ''),
    codedSex: codedMonth > 50 ? 'female' : 'male',
    ...(typed.length === 18 ? { issueNumber: typed.slice(16) } : {}),
  }
  return ok({ value, warnings })
}

/** As on the card: `MORGA 657054 SM9IJ`. */
export function formatDrivingLicence(licence: DrivingLicence): string {
  return licence.kind === 'northern-ireland' ? licence.number : licence.number.replace(/^(.{5})(.{6})(.{5})$/, '$1 $2 $3')
}
