/**
 * National Insurance number, HMRC NIM39110: two letters, six digits, one letter A to D. There is no check digit, so a number can only ever
 * look right: nothing here or on a screen may call one valid.
 */
import { err, ok, type Result } from '../result.ts'
import { hasOddCharacters, lettersAndDigits, LONGEST_TYPED, type Parsed } from './parsed.ts'

export type NationalInsuranceNumberCode = 'ni-number-missing' | 'ni-number-temporary' | 'ni-number-format'

/** Prefix letters D F I Q U V are never used, O not as the second, and these pairs never. */
const FORMAT = /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/
/** Temporary reference number of HMRC: `11 A1 11 11`. */
const TEMPORARY_REFERENCE = /^\d{2}[A-Z]\d{5}$/
/** Administrative prefixes that pass the letter rules and are still not National Insurance numbers. */
const ADMINISTRATIVE_PREFIXES = ['CR', 'MW', 'NC']

const EXAMPLE = 'Enter a National Insurance number that is 2 letters, 6 numbers, then A, B, C or D, like QQ 12 34 56 C.'

const notNumber = err(
  'ni-number-format',
  EXAMPLE,
  'Check it against what the registrant sent. If it was not given, choose “Not given” and say why.',
)

/** Reads any case and spacing; the value has none, `JG103759A`. */
export function parseNationalInsuranceNumber(raw: string): Result<Parsed<string>, NationalInsuranceNumberCode> {
  if (raw.length > LONGEST_TYPED) return notNumber
  const typed = lettersAndDigits(raw)
  if (typed === '') {
    return err('ni-number-missing', 'Enter a National Insurance number.', 'If it was not given, choose “Not given” and say why.')
  }
  if (TEMPORARY_REFERENCE.test(typed)) {
    return err(
      'ni-number-temporary',
      'This is a temporary reference number from HMRC, not a National Insurance number.',
      'Ask for the National Insurance number, or choose “Not given” and say that there is only a temporary reference number.',
    )
  }
  if (!FORMAT.test(typed) || hasOddCharacters(raw)) {
    return notNumber
  }
  const prefix = ADMINISTRATIVE_PREFIXES.find((one) => typed.startsWith(one))
  const warnings =
    prefix === undefined
      ? []
      : [
          `Numbers that begin with ${prefix} are used for administration and are not National Insurance numbers. Ask the registrant to check it.`,
        ]
  return ok({ value: typed, warnings })
}

/** As HMRC writes it: `JG 10 37 59 A`. */
export function formatNationalInsuranceNumber(number: string): string {
  return number.replace(/^(..)(..)(..)(..)(.)$/, '$1 $2 $3 $4 $5')
}
