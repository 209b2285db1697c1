/**
 * Names as machines write them: only A to Z (ICAO Doc 9303-3 §6). States write a letter such as Ä with two letters or with one, and may mix both
 * ways in one name, so a name is compared with the document letter by letter.
 */

/** Ways to write one letter, the usual one first. Letters with marks that are not here lose the mark. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  Ä: ['AE', 'A'],
  Å: ['AA', 'A'],
  Æ: ['AE', 'A'],
  Ð: ['D', 'DH'],
  Ñ: ['N', 'NXX'],
  Ö: ['OE', 'O'],
  Ø: ['OE', 'O'],
  Ü: ['UE', 'U', 'UXX'],
  Þ: ['TH'],
  ẞ: ['SS'],
  Đ: ['D', 'DJ'],
  Ħ: ['H'],
  Ł: ['L'],
  Ŋ: ['N'],
  Œ: ['OE'],
  Ŧ: ['T'],
  Ə: ['E', 'A'],
  ĸ: ['Q', 'K'],
}

/** Signs of the glottal stop that are letters for Unicode and apostrophes for a passport. Modifier letters such as ʻ and ʼ are found by class. */
const STOPS = /[\p{Lm}\uA78B\uA78C\u0241\u0242\u0294\u0295]/gu

type Letters = readonly (readonly string[])[]

/** Each letter with the ways to write it. `undefined` when there is a letter of another script. Apostrophes, hyphens and blanks are left out. */
function findLetters(name: string): Letters | undefined {
  const letters = name.normalize('NFKC').replaceAll('ß', 'ẞ').toUpperCase().replace(STOPS, '').normalize('NFC')
  const found: (readonly string[])[] = []
  for (const letter of letters) {
    if (!/\p{L}/u.test(letter)) continue
    const ways = WAYS[letter] ?? [letter.normalize('NFD').replace(/\p{M}/gu, '')]
    if (!ways.every((way) => /^[A-Z]+$/.test(way))) return undefined
    found.push(ways)
  }
  return found
}

/** The usual way to write a name; empty when it has letters of another script. */
export const writeInLatin = (name: string): string => (findLetters(name) ?? []).map(([usual]) => usual).join('')

/** Whether a name may be written as `written`, A to Z. */
export const mayBeWritten = (name: string, written: string): boolean => compare(name, written).whole

/** Whether `written` may be the beginning of a name that went on. */
export const mayBegin = (name: string, written: string): boolean => written !== '' && compare(name, written).beginning

/** Follows all ways at once: after each letter, the places in `written` that may have been reached. */
function compare(name: string, written: string): { readonly whole: boolean; readonly beginning: boolean } {
  const letters = findLetters(name)
  if (letters === undefined || letters.length === 0) return { whole: false, beginning: false }
  let places = new Set([0])
  let beginning = false
  for (const ways of letters) {
    const next = new Set<number>()
    for (const place of places)
      for (const way of ways) {
        if (written.startsWith(way, place)) next.add(place + way.length)
        if (way.startsWith(written.slice(place))) beginning = true
      }
    places = next
  }
  return { whole: places.has(written.length), beginning: beginning || places.has(written.length) }
}
