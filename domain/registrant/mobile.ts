/**
 * The registrant's mobile number: where the numbers and later the passcode are texted, so it must be one that takes texts. Kept as E.164.
 * Numbers of Jersey, Guernsey and the Isle of Man are UK mobile numbers in all but their country code.
 */
import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max'
import { err, ok, type Result } from '../result.ts'
import type { Parsed } from './parsed.ts'
import { cleanCode } from '../text-from-outside.ts'

export type MobileCode =
  | 'mobile-missing'
  | 'mobile-not-a-number'
  | 'mobile-extension'
  | 'mobile-landline'
  | 'mobile-personal-number'
  | 'mobile-pager'
  | 'mobile-not-mobile'
  | 'mobile-not-valid'
  | 'mobile-drama'

export interface MobileOptions {
  /** Accept 07700 900000 to 900999, which Ofcom keeps for drama: practice mode, tests and demonstrations only. No one has these numbers. */
  readonly allowDramaNumbers?: boolean
}

const DRAMA = /^\+447700900\d{3}$/
const BRITISH_ISLES = ['GB', 'GG', 'IM', 'JE']
const EXAMPLE = 'Enter a UK mobile number, like 07700 900 982, or one with its country code, like +353 85 012 3456.'

export function isDramaNumber(e164: string): boolean {
  return DRAMA.test(e164)
}

/** Reads spaces, dashes, brackets, `+44 (0)`, `0044` and `44`; the value is E.164. */
export function parseMobile(raw: string, options: MobileOptions = {}): Result<Parsed<string>, MobileCode> {
  const text = cleanCode(raw).replace(/^tel:/i, '')
  if (text === '') return err('mobile-missing', 'Enter a mobile phone number.', EXAMPLE)
  if (/\p{L}/u.test(text.replace(/\s*(?:ext\.?|extension|x)\s*\d+$/i, ''))) {
    return err('mobile-not-a-number', 'A mobile phone number has no letters in it.', EXAMPLE)
  }
  const number = parsePhoneNumberFromString(text, { defaultCountry: 'GB', extract: false })
  if (!number) return err('mobile-not-a-number', 'This is not a phone number.', EXAMPLE)
  if (number.ext) return err('mobile-extension', 'A mobile phone number has no extension.', 'Enter the number that texts go to.')
  const fault = findFault(number, options)
  if (fault) return fault
  const warnings = isBritish(number) ? [] : ['This is not a UK mobile number. Check that your phone or modem can text abroad.']
  return ok({ value: number.number, warnings })
}

/** `07700 900123` at home, `+353 85 012 3456` abroad. */
export function formatMobile(e164: string): string {
  const number = parsePhoneNumberFromString(e164)
  if (!number) return e164
  return isBritish(number) ? number.formatNational() : number.formatInternational()
}

function isBritish(number: PhoneNumber): boolean {
  return number.countryCallingCode === '44' && (number.country === undefined || BRITISH_ISLES.includes(number.country))
}

function findFault(number: PhoneNumber, options: MobileOptions): Result<never, MobileCode> | undefined {
  const askForMobile = 'Ask the registrant for the mobile phone that they will have with them on the call.'
  if (isDramaNumber(number.number)) {
    return options.allowDramaNumbers
      ? undefined
      : err(
          'mobile-drama',
          'This number is reserved for film and television. No phone has it.',
          'Ask the registrant for their own mobile number.',
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
      return err('mobile-landline', 'This is a landline. The passcode has to be texted to a mobile phone.', askForMobile)
    case 'PERSONAL_NUMBER':
      return err('mobile-personal-number', 'This is a personal number, which may not take texts.', askForMobile)
    case 'PAGER':
      return err('mobile-pager', 'This is a pager, which does not take texts.', askForMobile)
    default:
      return err('mobile-not-mobile', 'This is not a mobile phone number.', askForMobile)
  }
}
