/** Every keyboard shortcut, in one table: the listener, the palette and the `?` dialog read it. */
import { mainPages } from './navigation.ts'

export type ShortcutAct = { readonly kind: 'go'; readonly path: string } | { readonly kind: 'palette' | 'lock' | 'shortcuts' | 'search' }

export interface Shortcut {
  /** `Ctrl+K`. With no modifier it works only while nothing is being typed. */
  readonly keys: string
  readonly words: string
  readonly act: ShortcutAct
}

export const shortcuts: readonly Shortcut[] = [
  { keys: 'Ctrl+K', words: 'Find a case or an action', act: { kind: 'palette' } },
  { keys: 'Ctrl+F', words: 'Search this list, or find words on this page', act: { kind: 'search' } },
  { keys: 'F3', words: 'Find words on this page, then go to the next match', act: { kind: 'search' } },
  { keys: 'Ctrl+L', words: 'Lock', act: { kind: 'lock' } },
  ...mainPages.map((place): Shortcut => ({ keys: place.shortcut, words: place.title, act: { kind: 'go', path: place.path } })),
  { keys: '?', words: 'Show these shortcuts', act: { kind: 'shortcuts' } },
  { keys: 'Ctrl+/', words: 'Show these shortcuts, also while typing', act: { kind: 'shortcuts' } },
]

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

export function findShortcut(press: KeyPress, typing: boolean): Shortcut | undefined {
  return shortcuts.find(({ keys }) => {
    const parts = keys.split('+')
    const key = parts.at(-1)!
    const [control, alt] = [parts.includes('Ctrl'), parts.includes('Alt')]
    if (typing && !control && !alt && key.length === 1) return false
    // Shift is part of the character for "?", and Ctrl+Shift+K is a shortcut of the system.
    if (press.shiftKey && key !== '?') return false
    return press.key.toLowerCase() === key.toLowerCase() && (press.ctrlKey || press.metaKey) === control && press.altKey === alt
  })
}
