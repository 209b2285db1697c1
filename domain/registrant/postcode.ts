/**
 * UK postcodes of delivery addresses. Accepted loosely, as the post does, with a warning when the letters break Royal Mail's own rules.
 * The regular expression that is often copied from government pages is not used: its `^A|B$` accepts text before and after a postcode.
 */
import { fix, isValid, toNormalised } from 'postcode'
import { err, ok, type Result } from '../result.ts'
import { lettersAndDigits, LONGEST_TYPED, type Parsed } from './parsed.ts'
import { cleanCode } from '../text-from-outside.ts'

export type PostcodeCode = 'postcode-missing' | 'postcode-format' | 'postcode-pseudo' | 'postcode-bfpo-number'

const STRICT = /^(?:[A-PR-UWYZ]\d[\dA-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y]\d[\dABEHMNPRVWXY]?) ?\d[ABD-HJLNP-UW-Z]{2}$|^GIR ?0AA$/

const notPostcode = err(
  'postcode-format',
  'Enter a full UK postcode.',
  'A postcode looks like SW1A 1AA. Check for the letter O and the number 0, or I and 1.',
)

/** Any case, spacing and punctuation; the value is `OUT IN`. */
export function parsePostcode(raw: string): Result<Parsed<string>, PostcodeCode> {
  if (raw.length > LONGEST_TYPED) return notPostcode
  const typed = lettersAndDigits(raw)
  if (typed === '') return err('postcode-missing', 'Enter a postcode.', 'The label needs it.')
  if (typed.startsWith('ZZ99')) {
    return err(
      'postcode-pseudo',
      'ZZ99 is an NHS code for addresses without a postcode. Nothing can be posted to it.',
      'Ask the registrant for the real postcode.',
    )
  }
  if (/^BFPO\d+$/.test(typed)) {
    return err(
      'postcode-bfpo-number',
      'This is a BFPO number, not a postcode.',
      'Enter the BFPO number as the town and the postcode that begins with BF1 here.',
    )
  }
  const normalised = typed === 'GIR0AA' ? 'GIR 0AA' : isValid(typed) ? toNormalised(typed) : null
  if (normalised === null || /[^\x20-\x7E\s]/.test(cleanCode(raw))) {
    return notPostcode
  }
  const warnings = STRICT.test(normalised)
    ? []
    : ['This postcode has letters that Royal Mail does not use there. Check it with the registrant.']
  return ok({ value: normalised, warnings })
}

/** What was probably meant when O and 0 or I and 1 were mixed up, for the agent to accept or not. Never taken over silently. */
export function findLikelyPostcode(raw: string): string | undefined {
  if (raw.length > LONGEST_TYPED) return undefined
  const typed = lettersAndDigits(raw)
  if (isValid(typed)) return undefined
  const fixed = fix(typed)
  return isValid(fixed) && STRICT.test(fixed) ? fixed : undefined
}
