/**
 * What the typeface of labels and cards can print: Noto Sans, regular and semibold. Asked while a name is typed, so that a letter which cannot be
 * printed is found at the details and not at the printer. Whole scripts are no help here: `Ａ`, `𝓢` and `Ⅳ` are Latin and not in the typeface.
 */
import { singleLine } from './text-from-outside.ts'

/** Code points that both weights have, in hexadecimal. `test/domain/typeface.test.ts` holds this against the files of the typeface. */
const RANGES = [
  '20-7e a0-377 37a-37f 384-38a 38c 38e-3a1 3a3-3e1 3f0-52f 900-97f 10fb 1ab0-1ac0 1ac5 1ac7-1ace 1c80-1c88 1d00-1df9 1dfb-1f15',
  '1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4',
  '1ff6-1ffe 2000-2064 2066-2071 2074-208e 2090-209c 20a0-20c0 20f0 2100-215f 2183-2184 2189 2212 25cc 2c60-2c7f 2de0-2e5d a640-a69f',
  'a700-a7ca a7d0-a7d1 a7d3 a7d5-a7d9 a7f2-a7ff a8ff a92e ab30-ab6b fb00-fb06 fe00 fe20-fe2f feff fffc 10780-10785 10787-107b0',
  '107b2-107ba 1df00-1df1e',
]
  .join(' ')
  .split(' ')
  .map((range) => range.split('-').map((code) => Number.parseInt(code, 16)))
  .map(([first, last = first]) => [first!, last!] as const)

const isInTypeface = (letter: string): boolean => {
  const code = letter.codePointAt(0)!
  return RANGES.some(([first, last]) => first <= code && code <= last)
}

const graphemes = new Intl.Segmenter('en-GB', { granularity: 'grapheme' })

/**
 * Letters that cannot be printed, each once, as people see them. Text is put on one line and composed first, as for every document. An accent
 * that has no letter below it cannot be printed either.
 */
export function findUnprintable(text: string): string[] {
  const letters = [...graphemes.segment(singleLine(text))].map(({ segment }) => segment)
  return [...new Set(letters.filter((letter) => /^\p{Z}?\p{M}/u.test(letter) || ![...letter].every(isInTypeface)))]
}

/** The same name with ordinary letters, where all that is wrong is their width or style: `Ａnna` → `Anna`, `Sample Ⅳ` → `Sample IV`. */
export function suggestPrintable(text: string): string | undefined {
  if (findUnprintable(text).length === 0) return undefined
  const plain = text.normalize('NFKC').trim()
  return plain !== '' && findUnprintable(plain).length === 0 ? plain : undefined
}

/** A letter for a message: an accent alone stands on a circle, and what is not seen is said to be so. */
export function showLetter(letter: string): string {
  const mark = letter.trim()
  if (/^\p{M}/u.test(mark)) return `“◌${mark}”`
  return /^[\p{C}\p{Z}]+$/u.test(letter) ? 'a character that is not seen' : `“${letter}”`
}
