/** Whether a report and a case name the same person: order, case, accents, titles and middle names do not matter. */
import { mayBeWritten, writeInLatin } from '../registrant/transliteration.ts'

const TITLES = new Set([
  'MR',
  'MRS',
  'MS',
  'MISS',
  'MX',
  'DR',
  'PROF',
  'PROFESSOR',
  'SIR',
  'DAME',
  'LADY',
  'LORD',
  'REV',
  'REVD',
  'SISTER',
  'FR',
])

const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFC')
    .split(/[\s,.()\p{Pd}]+/u)
    .filter((word) => word !== '')

/**
 * `unknown`: one of them cannot be read, because it is empty or in another script. The whole family name and the first given name must be in
 * the name that the report has; a double name that lost a part is another name.
 */
export function compareNames(there: string, here: { readonly given: string; readonly family: string }): 'same' | 'different' | 'unknown' {
  const words = wordsOf(there).filter((word, _, all) => all.length < 2 || !TITLES.has(word.toUpperCase()))
  const written = words.map(writeInLatin).filter((word) => word !== '')
  const family = wordsOf(here.family)
  const given = wordsOf(here.given).slice(0, 1)
  const wanted = [...family, ...given]
  if (written.length === 0 || wanted.length === 0 || wanted.some((word) => writeInLatin(word) === '')) return 'unknown'
  const left = words.slice()
  for (const word of wanted) {
    const at = left.findIndex((one) => mayBeWritten(word, writeInLatin(one)) || mayBeWritten(one, writeInLatin(word)))
    if (at < 0) return isJoined(words, family, given) ? 'same' : 'different'
    left.splice(at, 1)
  }
  return 'same'
}

/** `De la Cruz` and `DELACRUZ`, `O Neill` and `ONEILL`. */
function isJoined(words: readonly string[], family: readonly string[], given: readonly string[]): boolean {
  const whole = words.map(writeInLatin).join('')
  const [familyName, givenName] = [family, given].map((part) => part.map(writeInLatin).join('')) as [string, string]
  return whole === familyName + givenName || whole === givenName + familyName
}
