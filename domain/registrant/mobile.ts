/**
 * Mobile numbers of registrants, where the code and later the passcode are texted, and of agents, whom registrants call. Kept as E.164.
 * Numbers of Jersey, Guernsey and the Isle of Man are UK mobile numbers in all but their country code.
 */
import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max'
import { LONGEST_TYPED_NUMBER, readTypedNumber } from '../phone-number.ts'
import { err, ok, type Failure, type Result } from '../result.ts'
import { LONGEST_TYPED, type Parsed } from './parsed.ts'
import { cleanCode } from '../text-from-outside.ts'

export type MobileCode =
  | 'mobile-missing'
  | 'mobile-not-a-number'
  | 'mobile-several-numbers'
  | 'mobile-extension'
  | 'mobile-landline'
  | 'mobile-personal-number'
  | 'mobile-pager'
  | 'mobile-not-mobile'
  | 'mobile-not-valid'
  | 'mobile-drama'

/** Whose number it is: the registrant's, the signed-in agent's own, or that of an agent who is being added. */
export type MobileOwner = 'registrant' | 'own' | 'new-agent'

export interface MobileOptions {
  /** Accept 07700 900000 to 900999, which Ofcom keeps for drama: practice mode, tests and demonstrations only. No one has these numbers. */
  readonly allowDramaNumbers?: boolean
  /** Without it, the registrant. */
  readonly owner?: MobileOwner
}

const DRAMA = /^\+447700900\d{3}$/
/** Gives no number as an example: a number that exists belongs to a person, and the reserved ones are refused. */
const EXAMPLE = 'A UK mobile number has 11 digits and begins with 07. For another country, begin with + and the country code, like +353.'
/** The longest number of E.164, with the two digits of an international prefix. */
const MOST_DIGITS = 17

const askFor: Readonly<Record<MobileOwner, string>> = {
  registrant: 'Ask the registrant for the mobile phone that they will have with them on the call.',
  own: 'Enter your own mobile number, the one that registrants call when the smartcard arrives.',
  'new-agent': 'Enter the new agent’s mobile number, the one that registrants call when the smartcard arrives.',
}

export function isDramaNumber(e164: string): boolean {
  return DRAMA.test(e164)
}

/** Accepts any sign between the digits, `+44 (0)`, `0044` and `44`; the value is E.164. */
export function parseMobile(raw: string, options: MobileOptions = {}): Result<Parsed<string>, MobileCode> {
  if (raw.length > LONGEST_TYPED) return severalNumbers
  const text = cleanCode(raw)
  if (text === '') return err('mobile-missing', 'Enter a mobile phone number.', EXAMPLE)
  const typed = readTypedNumber(raw)
  if (!typed) return { ok: false, error: findTextFault(text) }
  if (typed.digits.length > MOST_DIGITS) return severalNumbers
  const number = parsePhoneNumberFromString(typed.digits, { defaultCountry: 'GB', extract: false })
  if (!number) return err('mobile-not-a-number', 'This is not a phone number.', EXAMPLE)
  if (typed.hasExtension) return err('mobile-extension', 'A mobile phone number has no extension.', 'Enter the number without it.')
  const fault = findFault(number, options)
  if (fault) return fault
  // Of Jersey, Guernsey and the Isle of Man too.
  const warnings =
    number.countryCallingCode === '44' ? [] : ['This is not a UK mobile number. Check that your phone or modem can text abroad.']
  return ok({ value: number.number, warnings })
}

function findTextFault(text: string): Failure<MobileCode> {
  if (text.length > LONGEST_TYPED_NUMBER || countNumbers(text) > 1) return severalNumbers.error
  const message = /\p{L}/u.test(text) ? 'A mobile phone number has no letters in it.' : 'This is not a phone number.'
  return { code: 'mobile-not-a-number', message, next: EXAMPLE }
}

/** Numbers that stand beside each other with a slash, a comma or a word between them. */
const countNumbers = (text: string): number => text.split(/[/,;|&\p{L}]+/u).filter((part) => part.replace(/\D/g, '').length >= 7).length

const severalNumbers = err(
  'mobile-several-numbers',
  'This is longer than one phone number.',
  'Enter one mobile number only: the one that takes texts.',
)

function findFault(number: PhoneNumber, options: MobileOptions): Result<never, MobileCode> | undefined {
  const owner = options.owner ?? 'registrant'
  const askForMobile = askFor[owner]
  if (isDramaNumber(number.number)) {
    return options.allowDramaNumbers
      ? undefined
      : err(
          'mobile-drama',
          'This number is reserved for film and television. No phone has it.',
          owner === 'registrant' ? 'Ask the registrant for their own mobile number.' : askForMobile,
        )
  }
  if (number.countryCallingCode === '44') {
    if (number.nationalNumber.startsWith('70')) {
      return err('mobile-personal-number', 'Numbers that begin with 070 are personal numbers, which may not take texts.', askForMobile)
    }
    if (number.nationalNumber.startsWith('76') && !number.nationalNumber.startsWith('7624')) {
      return err('mobile-pager', 'Numbers that begin with 076 are pagers, which do not take texts.', askForMobile)
    }
  }
  if (!number.isValid())
    return err('mobile-not-valid', 'This is not a phone number that exists. A digit may be missing, or there may be one too many.', EXAMPLE)
  switch (number.getType()) {
    case 'MOBILE':
    case 'FIXED_LINE_OR_MOBILE':
      return undefined
    case 'FIXED_LINE':
      return err(
        'mobile-landline',
        owner === 'registrant' ? 'This is a landline. The passcode has to be texted to a mobile phone.' : 'This is a landline.',
        askForMobile,
      )
    case 'PERSONAL_NUMBER':
      return err('mobile-personal-number', 'This is a personal number, which may not take texts.', askForMobile)
    case 'PAGER':
      return err('mobile-pager', 'This is a pager, which does not take texts.', askForMobile)
    default:
      return err('mobile-not-mobile', 'This is not a mobile phone number.', askForMobile)
  }
}
