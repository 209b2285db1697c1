/**
 * The 6-digit passcode of a card: drawn evenly, with the few codes left out that a thief would try first. The set left out is kept small on
 * purpose: about 0.43 % of all codes by pattern and a few dozen more for one person, so a drawn code keeps 19.92 of its 19.93 bits.
 * Codes are strings everywhere: `004217` is not `4217`.
 */

export const PASSCODE_DIGITS = 6
const CODES = 1_000_000

/** What is known of the registrant and the card, so that the passcode is not one of their own numbers. */
export interface PasscodeContext {
  /** ISO plain date. */
  readonly dateOfBirth?: string
  /** Any numbers that somebody near the card could know: NI number, mobile (also as E.164), card serial, UUID. */
  readonly numbers?: readonly string[]
  readonly previous?: readonly string[]
}

/**
 * Codes that people choose most and that no rule below catches. The first three are in the published top ten of six-digit codes (Markert and
 * others, "This PIN Can Be Easily Guessed", 2020); the rest are lines walked on a keypad and counts by twos.
 */
export const commonPasscodes: readonly string[] = [
  '112233',
  '159753',
  '789456',
  '147258',
  '258147',
  '147369',
  '369147',
  '258369',
  '369258',
  '147852',
  '741852',
  '852963',
  '963852',
  '456123',
  '123789',
  '789123',
  '321654',
  '987456',
  '159357',
  '357159',
  '753159',
  '951753',
  '142536',
  '102030',
  '135790',
  '246810',
  '332211',
  '445566',
  '778899',
  '998877',
  '131415',
]
const common = new Set(commonPasscodes)

/** Why a code must not be used, in words for the agent, or `undefined`. The words never hold the code. */
export function passcodeProblem(code: string, context: PasscodeContext = {}): string | undefined {
  if (!/^[0-9]{6}$/.test(code)) return `The passcode must have ${PASSCODE_DIGITS} digits.`
  return (
    findPattern(code) ??
    (common.has(code) ? 'The passcode is one of those that people choose most.' : undefined) ??
    (context.dateOfBirth !== undefined && getDateForms(context.dateOfBirth).has(code)
      ? 'The passcode is the registrant’s date of birth.'
      : undefined) ??
    (context.numbers?.some((number) => digitForms(number).some((digits) => digits.includes(code)))
      ? 'The passcode is part of a number that belongs to the registrant or the card.'
      : undefined) ??
    (context.previous?.includes(code) ? 'The passcode was used before.' : undefined)
  )
}

/** Patterns that hold for anybody. */
export function findPattern(code: string): string | undefined {
  const digits = [...code].map(Number)
  if (new Set(digits).size === 1) return 'All digits of the passcode are the same.'
  if (isRun(digits, 1) || isRun(digits, 9)) return 'The passcode counts up or down.'
  if (repeats(code, 2)) return 'The passcode is the same two digits three times.'
  if (repeats(code, 3)) return 'The passcode is the same three digits twice.'
  if (code === [...code].reverse().join('')) return 'The passcode reads the same backwards.'
  if (new Set(digits).size <= 2) return 'The passcode has only two different digits.'
  return undefined
}

/**
 * Draws codes until one has no problem. `randomInt` must be even over its range, as `crypto.randomInt` is. Throws when the source is broken:
 * outside its range, or without a usable code in 1,000 draws.
 */
export function drawPasscode(randomInt: (minInclusive: number, maxExclusive: number) => number, context: PasscodeContext = {}): string {
  for (let draws = 0; draws < 1_000; draws += 1) {
    const drawn = randomInt(0, CODES)
    if (!Number.isInteger(drawn) || drawn < 0 || drawn >= CODES) throw new Error('the random source answered outside its range')
    const code = String(drawn).padStart(PASSCODE_DIGITS, '0')
    if (passcodeProblem(code, context) === undefined) return code
  }
  throw new Error('the random source gave no usable passcode in 1,000 draws')
}

/**
 * Every way to write a date in six digits: two-digit parts in any order, a four-digit year with one part or with two single digits, and six
 * digits cut from a whole date of eight.
 */
export function getDateForms(isoDate: string): Set<string> {
  const [year, month, day] = isoDate.split('-') as [string, string, string]
  const shortYear = year.slice(2)
  const forms = new Set<string>()
  for (const [a, b, c] of permutations([day, month, shortYear])) forms.add(a + b + c)
  for (const part of [day, month]) forms.add(year + part).add(part + year)
  const [plainDay, plainMonth] = [String(Number(day)), String(Number(month))]
  for (const parts of permutations([plainDay, plainMonth, year])) if (parts.join('').length === PASSCODE_DIGITS) forms.add(parts.join(''))
  for (const whole of permutations([day, month, year]).map((parts) => parts.join(''))) {
    for (let start = 0; start + PASSCODE_DIGITS <= whole.length; start += 1) forms.add(whole.slice(start, start + PASSCODE_DIGITS))
  }
  return forms
}

function isRun(digits: readonly number[], step: number): boolean {
  return digits.every((digit, index) => index === 0 || digit === (digits[index - 1]! + step) % 10)
}

function repeats(code: string, length: number): boolean {
  return code === code.slice(0, length).repeat(PASSCODE_DIGITS / length)
}

function permutations([a, b, c]: readonly [string, string, string]): [string, string, string][] {
  return [
    [a, b, c],
    [a, c, b],
    [b, a, c],
    [b, c, a],
    [c, a, b],
    [c, b, a],
  ]
}

/** The digits of a number without what stands between them; of a UK number in E.164 also as it is dialled at home. */
function digitForms(number: string): string[] {
  const digits = number.replace(/\D/g, '')
  return /^\s*\+44/.test(number) ? [digits, `0${digits.slice(2)}`] : [digits]
}
