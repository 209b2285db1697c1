/**
 * Takes from Chromium what Electron has not: its keys (print, save, find, tabs, reload, developer tools, zoom), zoom by wheel, the menu of the
 * right mouse button, windows by a middle click, and pages by a dropped file. Without this, a test or a person would pass by Chromium's grace.
 * `main` is told of keys, wheel and right click instead, as Electron tells it.
 *
 * One difference stays: Electron asks `main` before the page sees a key, and a key that `main` takes never reaches the page. Here the page sees it.
 * Windows without a preload (the reveal, the print window) run no scripts, and keep Chromium's keys.
 *
 * The functions are sent as text, each together with those that it names, and must not use anything else.
 */

export interface BrowserInput {
  readonly what: 'key' | 'wheel' | 'menu' | 'chosen'
  readonly [fact: string]: unknown
}

/** Keys that the page's engine itself acts on, in Electron too. */
export function isOwnKey(press: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): boolean {
  const { key } = press
  // AltGr is Ctrl and Alt: it types a character.
  if (press.ctrlKey && press.altKey) return key.length === 1
  if (press.altKey) return key === 'F4' || key === 'ArrowDown' || key === 'ArrowUp'
  if (press.ctrlKey || press.metaKey) {
    const moves = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Control', 'Meta', 'Shift', 'Alt']
    // With Shift the others are Chromium's: what the agent browsed, its tabs, its tools.
    const edits = press.shiftKey ? ['v', 'z'] : ['a', 'c', 'v', 'x', 'z', 'y', 'backspace', 'delete', 'insert', 'enter', ' ']
    return moves.includes(key) || edits.includes(key.toLowerCase())
  }
  return !/^F\d+$/.test(key) || (key === 'F10' && press.shiftKey)
}

/** What stands in the field or on the page, for the menu; the text of a passphrase field stays in it. */
function menuFacts(target: EventTarget | null): Record<string, unknown> {
  const field = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : undefined
  const isText = field !== undefined && !field.disabled && field.selectionStart !== null
  const isEditable = isText && !field.readOnly
  const [from, to] = isText ? [field.selectionStart!, field.selectionEnd!] : [0, 0]
  const isSecret = field?.type === 'password'
  const selectionText = isText ? (isSecret ? '•'.repeat(to - from) : field.value.slice(from, to)) : String(document.getSelection() ?? '')
  const canCopy = selectionText !== '' && !isSecret
  const can = { canCopy, canCut: isEditable && canCopy, canPaste: isEditable, canSelectAll: true, canUndo: isEditable, canRedo: isEditable }
  return { isEditable, selectionText, editFlags: can }
}

/** Runs at the start of each document, before any listener of the page. */
export function withoutBrowserKeys(tell: (input: BrowserInput) => void): void {
  /** The page's own listeners go first: what they prevented is theirs. */
  const last = <Name extends keyof WindowEventMap>(name: Name, listener: (event: WindowEventMap[Name]) => void) => {
    window.addEventListener(
      name,
      () => {
        window.removeEventListener(name, listener)
        window.addEventListener(name, listener, { passive: false })
      },
      { capture: true },
    )
  }
  const tellKey = (press: KeyboardEvent) => {
    if (!press.isTrusted || !(press.ctrlKey || press.metaKey)) return
    const { key, code, repeat, isComposing, shiftKey, ctrlKey, altKey, metaKey, location } = press
    const type = press.type === 'keydown' ? 'keyDown' : 'keyUp'
    const input = {
      type,
      key,
      code,
      isAutoRepeat: repeat,
      isComposing,
      shift: shiftKey,
      control: ctrlKey,
      alt: altKey,
      meta: metaKey,
      location,
    }
    tell({ what: 'key', input })
  }
  window.addEventListener('keydown', tellKey, { capture: true })
  window.addEventListener('keyup', tellKey, { capture: true })
  last('keydown', (press) => {
    if (!isOwnKey(press)) press.preventDefault()
  })
  last('wheel', (turn) => {
    if (!turn.ctrlKey || turn.defaultPrevented) return
    turn.preventDefault()
    if (turn.isTrusted && turn.deltaY !== 0) tell({ what: 'wheel', direction: turn.deltaY < 0 ? 'in' : 'out' })
  })
  last('contextmenu', (click) => {
    if (click.defaultPrevented) return
    click.preventDefault()
    if (click.isTrusted) tell({ what: 'menu', params: { x: click.clientX, y: click.clientY, ...menuFacts(click.target) } })
  })
  const isLink = (target: EventTarget | null) => target instanceof Element && target.closest('a[href]') !== null
  last('auxclick', (click) => {
    if (click.button === 1 && isLink(click.target)) click.preventDefault()
  })
  last('click', (click) => {
    if ((click.ctrlKey || click.metaKey || click.shiftKey) && isLink(click.target)) click.preventDefault()
  })
  // A file or a link that is dropped beside every place for one would be opened instead of the app.
  last('dragover', (drag) => {
    if (drag.defaultPrevented) return
    drag.preventDefault()
    if (drag.dataTransfer) drag.dataTransfer.dropEffect = 'none'
  })
  last('drop', (drop) => drop.preventDefault())
}

/** Every function that `withoutBrowserKeys` names. */
export const browserKeyParts = [isOwnKey, menuFacts, withoutBrowserKeys]
