/**
 * Keeps the focus on the page. A control that had the focus may be removed or disabled (a file was chosen, a row deleted, a form saved): the
 * browser then drops the focus to the body, and a person with a keyboard or a screen reader starts again from the top. This puts it where the
 * control was: one place for every screen, so that no screen has to think of it.
 */
import { chooseFocus, type FocusCandidate } from './choose-focus.ts'

/** Screens that move the focus themselves go first. */
const PATIENCE_MILLISECONDS = 40
const AGAIN_MILLISECONDS = 100
/** A page that is fetched first may take this long to show its heading. */
const LONGEST_WAIT_MILLISECONDS = 5_000

const PARTS = 'dialog[open], form, section, article, aside, fieldset, table, [role="group"], [role="region"], main, body'
const STOPS = 'h1, h2, h3, a[href], button, input, select, textarea, summary, [tabindex="0"]'
const FLOATING = 'dialog, .desk-toasts'

interface Place {
  readonly parent: Element
  readonly previous: Node | null
}

interface Lost {
  readonly element: HTMLElement
  readonly words: string
  /** In a dialog or a message: what had the focus before is where the agent was. */
  readonly isFloating: boolean
}

const isHere = (element: Element): boolean => element.isConnected && !element.matches(':disabled')
const isFocusable = (element: HTMLElement): boolean =>
  isHere(element) && element.checkVisibility({ visibilityProperty: true }) && (isHeading(element) || element.tabIndex >= 0)
const isHeading = (element: Element): boolean => /^H[1-3]$/.test(element.tagName)

/** Until the answer is called. */
export function keepFocus(page: Document): () => void {
  let last: Lost | undefined
  let before: HTMLElement[] = []
  let place: Place | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || target === page.body) return
    if (last && !last.isFloating) before = [last.element, ...before.filter((one) => one !== last?.element)].slice(0, 5)
    last = { element: target, words: wordsOf(target), isFloating: target.closest(FLOATING) !== null }
    place = undefined
  }
  // A press beside every control lets the focus go on purpose: nothing is lost, and nothing may jump later.
  const onBlur = ({ target }: FocusEvent) => {
    queueMicrotask(() => {
      if (target === last?.element && isHere(last.element) && page.activeElement === page.body) last = undefined
    })
  }
  const isLost = () =>
    last !== undefined && !isHere(last.element) && (page.activeElement === page.body || page.activeElement === last.element)
  const putBack = (waited: number) => {
    timer = undefined
    if (!last || !isLost()) return
    const target = (last.isFloating ? before.find(isFocusable) : undefined) ?? findTarget(page, last, place)
    if (target) focus(target)
    else if (waited < LONGEST_WAIT_MILLISECONDS) timer = setTimeout(() => putBack(waited + AGAIN_MILLISECONDS), AGAIN_MILLISECONDS)
  }
  const observer = new MutationObserver((changes) => {
    if (!last || isHere(last.element)) return
    place = findPlace(changes, last.element) ?? (place && findPlace(changes, place.parent)) ?? place
    // Never put off: a page that goes on changing must not keep the focus away.
    timer ??= setTimeout(() => putBack(0), PATIENCE_MILLISECONDS)
  })
  page.addEventListener('focusin', onFocus)
  page.addEventListener('focusout', onBlur)
  observer.observe(page.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
  return () => {
    page.removeEventListener('focusin', onFocus)
    page.removeEventListener('focusout', onBlur)
    observer.disconnect()
    clearTimeout(timer)
  }
}

/** Where the element was, in what is still there. What was around it may have gone as well. */
function findPlace(changes: readonly MutationRecord[], element: Element): Place | undefined {
  let gone: Node = element
  for (let depth = 0; depth <= changes.length; depth += 1) {
    if (gone.isConnected && gone instanceof Element) return { parent: gone.parentElement ?? gone, previous: gone.previousSibling }
    const change = changes.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(gone)))
    if (!change) return undefined
    const { target, previousSibling } = change
    if (target.isConnected && target instanceof Element)
      return { parent: target, previous: previousSibling?.parentNode === target ? previousSibling : null }
    gone = target
  }
  return undefined
}

/** The next stop in the smallest part of the page that has one, or the heading of that part. */
function findTarget(page: Document, { words }: Lost, place: Place | undefined): HTMLElement | undefined {
  for (
    let part = place?.parent.closest(PARTS);
    part && place && part.tagName !== 'MAIN' && part !== page.body;
    part = part.parentElement?.closest(PARTS)
  ) {
    const stops = [...part.querySelectorAll<HTMLElement>(STOPS)].filter(isFocusable)
    const after = stops.filter((stop) => isAfter(stop, place))
    const found = after[chooseFocus(words, after.map(describe))] ?? stops.find(isHeading)
    if (found) return found
  }
  const main = page.querySelector('main')
  const stops = [...(main?.querySelectorAll<HTMLElement>(STOPS) ?? [])].filter(isFocusable)
  const after = place && main?.contains(place.parent) && place.parent !== main ? stops.filter((stop) => isAfter(stop, place)) : []
  return after[chooseFocus(words, after.map(describe))] ?? stops.find(isHeading)
}

function isAfter(stop: Element, { parent, previous }: Place): boolean {
  if (previous?.isConnected)
    return !previous.contains(stop) && Boolean(previous.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING)
  return Boolean(parent.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING)
}

function describe(stop: HTMLElement): FocusCandidate {
  const isButton = stop instanceof HTMLButtonElement
  return {
    kind: isHeading(stop) ? 'heading' : isButton ? 'button' : stop instanceof HTMLAnchorElement ? 'link' : 'field',
    words: wordsOf(stop),
    acts: isButton && (stop.type === 'submit' || stop.classList.contains('nhsuk-button--warning')),
  }
}

const wordsOf = (element: HTMLElement): string => element.textContent.trim()

function focus(element: HTMLElement): void {
  if (isHeading(element)) element.tabIndex = -1
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'nearest' })
}
