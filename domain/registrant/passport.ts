/** Passport numbers. The lines at the bottom of a passport are read in `machine-readable-zone.ts`. */
import { err, ok, type Result } from '../result.ts'
import { hasOddCharacters, lettersAndDigits, LONGEST_TYPED, type Parsed } from './parsed.ts'

export type PassportNumberCode = 'passport-missing' | 'passport-format' | 'passport-flag-value'

/** The number that CIS entries of this process carry instead of a real one: never anybody's own. */
export const CIS_FLAG_PASSPORT_NUMBER = '000000000'

const notPassportNumber = err(
  'passport-format',
  'A passport number has up to 9 letters and numbers.',
  'Check it against the page with the photograph.',
)

/** `issuer` is the ICAO code of the issuing state, `GBR` for a UK passport. */
export function parsePassportNumber(raw: string, issuer: string): Result<Parsed<string>, PassportNumberCode> {
  if (raw.length > LONGEST_TYPED) return notPassportNumber
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
    return notPassportNumber
  }
  return ok({ value: typed, warnings: [] })
}

/** Passport numbers are shown as they are printed. */
export function formatPassportNumber(number: string): string {
  return number
}
