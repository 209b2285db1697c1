/** What every field parser here answers, and how raw input is cleaned before a rule looks at it. */

/** A normalised value, with what the agent should look at again. Warnings never hold the value itself. */
export interface Parsed<Value> {
  readonly value: Value
  readonly warnings: readonly string[]
}

/** Characters that pasting from mail, PDFs and phones leaves in text and nobody sees: soft hyphen, zero width, direction marks, byte order mark. */
const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g

/** For codes and numbers, never for names: drops unseen characters and outer spaces. */
export function cleanCode(raw: string): string {
  return raw.replace(UNSEEN, '').normalize('NFKC').trim()
}

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

/** C0 and C1 controls (line breaks and tabs among them), line and paragraph separators, direction overrides and isolates, lone surrogates. */
const CONTROL = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Surrogate}/u

export function hasControlCharacters(text: string): boolean {
  return CONTROL.test(text)
}
