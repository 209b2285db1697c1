/**
 * Postal item numbers: UPU standard S10, `AA 12345678 C GB`, and what to do with numbers that are not of that shape.
 * Carriers use many other shapes, so nothing here refuses a number: it says whether the agent should read it again.
 */
import { cleanCode } from '../text-from-outside.ts'

const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7]
const SHAPE = /^([A-Z]{2})(\d{8})(\d)([A-Z]{2})$/

/** Check digit of an eight-digit serial (S10, weights 8 6 4 2 3 5 9 7): 11 less the remainder, with 10 written 0 and 11 written 5. */
export function s10CheckDigit(serial: string): string {
  if (!/^\d{8}$/.test(serial)) throw new RangeError('an S10 serial is eight digits')
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(serial[index]), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? '0' : check === 11 ? '5' : String(check)
}

const SERVICES: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [/^(A[V-Z]|G[AD]|[BDNPZ].)$/, 'for use within one country or between two that agreed it'],
  [/^R/, 'registered or signed-for letter'],
  [/^L/, 'express letter'],
  [/^V/, 'insured item'],
  [/^U/, 'letter that is neither registered nor insured'],
  [/^C/, 'parcel'],
  [/^E/, 'express mail (EMS)'],
]

/** What the two service letters say the item is, or undefined when the standard gives them no meaning. */
export function findServiceMeaning(serviceLetters: string): string | undefined {
  return SERVICES.find(([pattern]) => pattern.test(serviceLetters))?.[1]
}

export interface S10Number {
  readonly service: string
  readonly serial: string
  readonly checkDigit: string
  readonly country: string
}

export const normaliseTracking = (typed: string): string =>
  cleanCode(typed)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')

/** Reads the S10 shape; the check digit is not looked at. */
export function findS10(typed: string): S10Number | undefined {
  const match = SHAPE.exec(normaliseTracking(typed))
  return match ? { service: match[1]!, serial: match[2]!, checkDigit: match[3]!, country: match[4]! } : undefined
}

/** `RB123456785GB` as it is printed: `RB 1234 5678 5GB`. */
export function formatTracking(number: string): string {
  const found = findS10(number)
  return found
    ? `${found.service} ${found.serial.slice(0, 4)} ${found.serial.slice(4)} ${found.checkDigit}${found.country}`
    : normaliseTracking(number)
}

export type TrackingReading =
  | { readonly kind: 'standard'; readonly number: string; readonly meaning?: string }
  | { readonly kind: 'confirm'; readonly number: string; readonly reason: 'check-digit' | 'not-standard'; readonly question: string }
  | { readonly kind: 'too-long'; readonly message: string }
  | { readonly kind: 'nothing' }

/** As many letters and digits as the record of a posting keeps; the longest of a carrier that we know has 35. */
const LONGEST_REFERENCE = 40
/** With blanks and the words of a pasted line. What is longer is not looked at. */
const LONGEST_TYPED = 1_000

/** Reads a tracking number as typed or scanned. `confirm` means: accept it only after the agent read it again. */
export function readTracking(typed: string): TrackingReading {
  const number = normaliseTracking(typed.slice(0, LONGEST_TYPED))
  if (number.length > LONGEST_REFERENCE || typed.length > LONGEST_TYPED) {
    return {
      kind: 'too-long',
      message: `A tracking reference has at most ${LONGEST_REFERENCE} letters and numbers. Enter only the reference on the receipt.`,
    }
  }
  if (number === '') return { kind: 'nothing' }
  const found = findS10(number)
  if (!found) {
    return {
      kind: 'confirm',
      number,
      reason: 'not-standard',
      question: 'This is not a standard number. Please re-read it: is it exactly what is printed?',
    }
  }
  if (s10CheckDigit(found.serial) !== found.checkDigit) {
    return {
      kind: 'confirm',
      number,
      reason: 'check-digit',
      question: 'The check digit does not fit, so one character is probably wrong. Please re-read it: is it exactly what is printed?',
    }
  }
  const meaning = findServiceMeaning(found.service)
  return { kind: 'standard', number, ...(meaning === undefined ? {} : { meaning }) }
}
