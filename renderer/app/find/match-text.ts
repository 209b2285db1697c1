/** Finds typed words in the text of a page, also across elements. Knows nothing of the document. */

/** A run of text. `Holder` is what the text stands in, for the caller to find the place again. */
export interface TextPiece<Holder> {
  readonly holder: Holder
  readonly text: string
  /** True if it continues the line of the piece before: "RA-" and "7K3M" in two elements are one word. */
  readonly continues: boolean
}

/** From the first letter to after the last, each counted in the text of its piece. */
export interface TextMatch<Holder> {
  readonly start: { readonly holder: Holder; readonly offset: number }
  readonly end: { readonly holder: Holder; readonly offset: number }
}

const alike: Readonly<Record<string, string>> = { '’': "'", '‘': "'", '“': '"', '”': '"', '–': '-', '‑': '-', '—': '-' }

/** One letter as it is compared: no accents, lower case, straight quotes, any blank as a space. */
function foldLetter(letter: string): string {
  if (/\s/u.test(letter)) return ' '
  return alike[letter] ?? letter.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

const foldQuery = (query: string): string => [...query].map(foldLetter).join('').replace(/ +/g, ' ').trim()

/** In the order of the page; matches do not overlap. None for an empty query. */
export function findMatches<Holder>(pieces: readonly TextPiece<Holder>[], query: string): TextMatch<Holder>[] {
  const wanted = foldQuery(query)
  if (wanted === '') return []
  const { text, places } = foldPieces(pieces)
  const found: TextMatch<Holder>[] = []
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const [first, last] = [places[at]!, places[at + wanted.length - 1]!]
    found.push({ start: { holder: first.holder, offset: first.from }, end: { holder: last.holder, offset: last.to } })
  }
  return found
}

interface LetterPlace<Holder> {
  readonly holder: Holder
  readonly from: number
  readonly to: number
}

/** The whole text as it is compared, and where each of its letters is. */
function foldPieces<Holder>(pieces: readonly TextPiece<Holder>[]): { text: string; places: readonly LetterPlace<Holder>[] } {
  const letters: string[] = []
  const places: LetterPlace<Holder>[] = []
  const add = (folded: string, place: LetterPlace<Holder>) => {
    for (const unit of folded.split('')) {
      // Several blanks are drawn as one.
      if (unit === ' ' && letters.at(-1) === ' ') continue
      letters.push(unit)
      places.push(place)
    }
  }
  for (const { holder, text, continues } of pieces) {
    if (!continues) add('\n', { holder, from: 0, to: 0 })
    let from = 0
    for (const letter of text) {
      add(foldLetter(letter), { holder, from, to: from + letter.length })
      from += letter.length
    }
  }
  return { text: letters.join(''), places }
}
