import { timingSafeEqual } from 'node:crypto'

/** Whether an authentication code is the expected one, in a time that does not tell how much of it is right. */
export const isSameMac = (given: Uint8Array, expected: Uint8Array): boolean =>
  given.length === expected.length && timingSafeEqual(given, expected)
