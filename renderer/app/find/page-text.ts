/** The text that a page shows, in pieces, and the matches in it as ranges of the document. */
import { findMatches, type TextPiece } from './match-text.ts'

const UNSEEN = '.nhsuk-u-visually-hidden, script, style, noscript, svg, canvas, select, option, textarea, [data-not-found]'

/** Text that can be seen, or that a press on "Show" would show. */
function piecesOf(page: Element): TextPiece<Text>[] {
  const pieces: TextPiece<Text>[] = []
  const seen = new Map<Element, boolean>()
  let isNewLine = true
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT
    return node.matches(UNSEEN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT
  })
  let line: Element | undefined
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      if (node.tagName === 'BR') isNewLine = true
      continue
    }
    const parent = node.parentElement!
    if (!seen.has(parent)) seen.set(parent, isShown(parent))
    const text = node as Text
    if (!seen.get(parent) || text.data === '') continue
    const block = lineOf(parent, page)
    pieces.push({ holder: text, text: text.data, continues: !isNewLine && block === line })
    line = block
    isNewLine = false
  }
  return pieces
}

/** The nearest element around it that starts a line of its own. */
function lineOf(element: Element, page: Element): Element {
  let around = element
  while (around !== page && ['inline', 'contents'].includes(getComputedStyle(around).display)) around = around.parentElement!
  return around
}

const closedAround = (element: Element): HTMLDetailsElement | null => {
  const details = element.closest<HTMLDetailsElement>('details:not([open])')
  return details && !element.closest('summary') ? details : null
}

function isShown(element: Element): boolean {
  if (element.checkVisibility({ visibilityProperty: true })) return true
  const closed = closedAround(element)
  return closed !== null && closed.checkVisibility({ visibilityProperty: true })
}

export function findRanges(page: Element, query: string): Range[] {
  if (query.trim() === '') return []
  return findMatches(piecesOf(page), query).map(({ start, end }) => {
    const range = document.createRange()
    range.setStart(start.holder, start.offset)
    range.setEnd(end.holder, end.offset)
    return range
  })
}

/** Opens what is folded around it and brings it into the middle of the window. */
export function showRange(range: Range): void {
  const element = range.startContainer.parentElement
  if (!element) return
  const closed = closedAround(element)
  if (closed) closed.open = true
  const { top, bottom } = range.getBoundingClientRect()
  if (top >= TOP_MARGIN && bottom <= innerHeight - FOOT_MARGIN) return
  element.scrollIntoView({ block: 'center' })
  // A long paragraph is taller than the window: its middle is not where the match is.
  const now = range.getBoundingClientRect()
  if (now.top < TOP_MARGIN || now.bottom > innerHeight - FOOT_MARGIN) scrollBy(0, now.top - innerHeight / 2)
}

/** The find bar covers the top, the strip of devices the foot. */
const TOP_MARGIN = 140
const FOOT_MARGIN = 80
