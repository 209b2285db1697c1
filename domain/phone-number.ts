/**
 * Phone numbers as text: the one reading of what people type and copy, and the one way in which RA Desk shows a number. Which numbers exist and
 * take texts is decided in `registrant/mobile.ts`.
 */
import { cleanCode } from './text-from-outside.ts'

/** Longer than any number with its country code, spaces and a trunk zero. What is longer is not read. */
export const LONGEST_TYPED_NUMBER = 60

/** Everything that people put between the digits of one number: blanks, dashes of all kinds, dots, brackets, underscores. */
const BETWEEN = /[\s\p{Pd}−.·()[\]{}_]/u

const EXTENSION = /(?:;\s*ext=|#|ext(?:ension|\.)?|x)\s*\d{1,7}$/i

export interface TypedNumber {
  /** Digits, after a `+` when a country code is known to come first: `07911123456`, `+447911123456`. */
  readonly digits: string
  readonly hasExtension: boolean
}

/**
 * `(+44) 7911 123456`, `0044(0)7911 123456`, `tel:+44-7911-123456`, full-width and Arabic digits: all are the same digits. `undefined` when
 * there is anything else in the text, such as letters or a second number.
 */
export function readTypedNumber(raw: string): TypedNumber | undefined {
  if (raw.length > LONGEST_TYPED_NUMBER) return undefined
  const text = cleanCode(raw).replace(/^(?:tel|sms|mobile|mob|phone):\s*/i, '')
  const withoutExtension = text.replace(EXTENSION, '')
  const characters = [...withoutExtension].filter((one) => !BETWEEN.test(one)).map(toWesternDigit)
  const joined = characters.join('').replace(/^\++/, '+')
  if (!/^\+?\d+$/.test(joined)) return undefined
  const abroad = /^00(?:44|\d{7})/.test(joined) ? `+${joined.slice(2)}` : joined
  return { digits: withoutTrunkZero(abroad, withoutExtension), hasExtension: withoutExtension !== text }
}

/** `+44 (0)7911` and `+44 07911`: the zero is dialled at home only. Other countries may keep theirs, unless it stands in brackets. */
function withoutTrunkZero(digits: string, typed: string): string {
  const home = digits.replace(/^\+440/, '+44')
  if (!digits.startsWith('+') || home !== digits) return home
  const code = countryCodeOf(digits.slice(1))
  return /[([{]\s*0\s*[)\]}]/.test(typed) && digits.startsWith(`+${code}0`) ? `+${code}${digits.slice(code.length + 2)}` : digits
}

/** Arabic and Persian digits have the same order as ours. */
function toWesternDigit(character: string): string {
  const code = character.codePointAt(0)!
  const zero = [0x0660, 0x06f0].find((first) => code >= first && code < first + 10)
  return zero === undefined ? character : String(code - zero)
}

/** E.164 for people: `+447700900123` → `07700 900123`, `+353850123456` → `+353 850 123 456`. */
export function formatPhone(e164: string): string {
  const home = /^\+44(7\d{3})(\d{6})$/.exec(e164)
  if (home) return `0${home[1]} ${home[2]}`
  if (!/^\+[1-9]\d{6,14}$/.test(e164)) return e164
  const code = countryCodeOf(e164.slice(1))
  return `+${code} ${inGroups(e164.slice(code.length + 1)).join(' ')}`
}

/** Threes, and a last four when one digit would stay alone. */
function inGroups(digits: string): string[] {
  return digits.length <= 4 ? [digits] : [digits.slice(0, 3), ...inGroups(digits.slice(3))]
}

/** Country codes of one and two digits (ITU-T E.164); all others have three. */
const SHORT_CODES = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

const countryCodeOf = (digits: string): string => SHORT_CODES.exec(digits)?.[0] ?? digits.slice(0, 3)
