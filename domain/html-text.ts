/**
 * The words of an HTML email as plain text: nothing in it is run, fetched or followed. One pass over the text, so that twice as much HTML takes
 * twice as long, however broken it is. A row of a table becomes one line with tabs between its cells: `Name:` and the name stay together.
 */
import { htmlEntities } from './html-entities.ts'

/** What a browser does not show as words of the page. */
const SILENT = new Set(['script', 'style', 'title', 'template', 'noframes'])
const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr html legend li main menu nav ol option p pre section summary table tbody tfoot thead tr ul'
  ).split(' '),
)
/** With an empty line before and after. */
const SPACED = new Set(['blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'pre', 'table'])
/** These begin a new line also where a cell has no words yet: a table within a cell. */
const ROWS = new Set(['table', 'tbody', 'tfoot', 'thead', 'tr'])

export function htmlToText(html: string): string {
  const text = new TextOfPage()
  const endOf = tagEnds(html)
  let at = 0
  for (;;) {
    TAG.lastIndex = at
    const tag = TAG.exec(html)
    if (!tag) break
    if (tag.index > at) text.add(html.slice(at, tag.index))
    if (html.startsWith('<!--', tag.index)) {
      const close = html.indexOf('-->', tag.index + 4)
      at = close < 0 ? html.length : close + 3
      continue
    }
    const [start, named = ''] = tag
    const name = named.toLowerCase()
    const closing = start[1] === '/'
    at = endOf(tag.index + 1)
    text.tag(name, closing)
    if (!closing && SILENT.has(name)) at = afterSilent(html, name, at)
  }
  text.add(html.slice(at))
  return text.toString()
}

/** A tag or a declaration. Any other `<` is only a character. */
const TAG = /<(?:\/?([a-z][^\s/>]{0,30})|[!?/])/gi

/** Where the element that is not shown ends. One that is never closed hides the rest, as in a browser. */
function afterSilent(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}[\\s/>]`, 'gi')
  close.lastIndex = from
  const found = close.exec(html)
  return found ? found.index : html.length
}

/** Finds the `>` of a tag, which may also be in a quoted value before. A page with a quotation mark that is never closed is read without quotes. */
function tagEnds(html: string): (from: number) => number {
  let quotes = true
  const plainEnd = (from: number): number => {
    const end = html.indexOf('>', from)
    return end < 0 ? html.length : end + 1
  }
  const next = /["'>]/g
  return (from) => {
    for (let at = from; quotes;) {
      next.lastIndex = at
      const found = next.exec(html)
      if (!found) {
        quotes = false
        break
      }
      if (found[0] === '>') return found.index + 1
      const close = html.indexOf(found[0], found.index + 1)
      if (close < 0) quotes = false
      at = close + 1
    }
    return plainEnd(from)
  }
}

/** The text so far, and what has to come before the next word: lines, a tab or a space. */
class TextOfPage {
  readonly #parts: string[] = []
  #lines = 0
  #tab = false
  #bullet = false
  #space = false
  #rowStart = false
  #kept = 0

  add(chunk: string): void {
    if (chunk === '') return
    const words = (this.#kept > 0 ? chunk.replaceAll(/\r\n?/g, '\n') : chunk.replaceAll(/[ \t\r\n\f]+/g, ' ')).replaceAll(ENTITY, decode)
    const bare = words.trim()
    if (bare === '' && this.#kept === 0) {
      this.#space ||= words !== ''
      return
    }
    const atStart = this.#parts.length === 0
    if (!atStart && this.#lines > 0) this.#parts.push('\n'.repeat(this.#lines))
    else if (!atStart && this.#tab) this.#parts.push('\t')
    else if (!atStart && (this.#space || words.startsWith(' '))) this.#parts.push(' ')
    this.#parts.push(this.#bullet ? '- ' : '', this.#kept > 0 ? words : bare)
    this.#bullet = false
    this.#space = this.#kept === 0 && words.endsWith(' ')
    this.#lines = 0
    this.#tab = this.#rowStart = false
  }

  tag(name: string, closing: boolean): void {
    if (name === 'br') {
      this.#lines = Math.min(this.#lines + 1, 2)
      return
    }
    if (name === 'td' || name === 'th') {
      this.#cell(closing)
      return
    }
    if (name === 'pre') this.#kept = Math.max(0, this.#kept + (closing ? -1 : 1))
    if (!BLOCKS.has(name)) return
    const isRow = ROWS.has(name)
    if (name === 'li') this.#bullet = false
    // A paragraph round the words of a cell or of an item does not part them from what stands before.
    if ((this.#tab || this.#bullet) && !isRow) return
    this.#tab = false
    this.#rowStart = name === 'tr' && !closing
    this.#lines = Math.max(this.#lines, SPACED.has(name) ? 2 : 1)
    this.#bullet = name === 'li' && !closing
  }

  #cell(closing: boolean): void {
    if (!closing && this.#rowStart) {
      this.#rowStart = false
      return
    }
    if (this.#rowStart) return
    this.#lines = 0
    this.#tab = true
  }

  toString(): string {
    return this.#parts.join('').replaceAll('\u00A0', ' ')
  }
}

const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,31}));?/gi
/** Windows-1252 for the numbers 128 to 159, as browsers read them. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

function decode(whole: string, hex: string | undefined, decimal: string | undefined, name: string | undefined): string {
  if (name !== undefined) return htmlEntities.get(name) ?? whole
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  if (code >= 0x80 && code < 0xa0) return WINDOWS[code - 0x80]!
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\uFFFD' : String.fromCodePoint(code)
}
