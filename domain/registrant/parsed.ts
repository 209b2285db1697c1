/** What every field parser here answers. */
import { cleanCode } from '../text-from-outside.ts'

/** A normalised value, with what the agent should look at again. Warnings never hold the value itself. */
export interface Parsed<Value> {
  readonly value: Value
  readonly warnings: readonly string[]
}

/**
 * What people type into one box, with blanks around it. Longer texts are refused before anything else looks at them: composing two million
 * letters alone takes seconds.
 */
export const LONGEST_TYPED = 1_000

/** Letters and digits only, upper case: how NI numbers, postcodes and document numbers are compared whatever was typed between them. */
export function lettersAndDigits(raw: string): string {
  return cleanCode(raw)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
}

/** True when something other than letters, digits and ordinary separators was typed: then nothing may be dropped silently. */
export function hasOddCharacters(raw: string): boolean {
  return /[^A-Za-z0-9\s\-‐‑‒–—.,/()_]/.test(cleanCode(raw))
}
