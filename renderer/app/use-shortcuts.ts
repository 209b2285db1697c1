/** Listens for the shortcuts of the table. */
import { useEffect, useRef } from 'react'
import { findShortcut, type ShortcutAct } from './shortcuts.ts'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}

export function useShortcuts(onAct: (act: ShortcutAct) => void): void {
  const latest = useRef(onAct)
  useEffect(() => {
    latest.current = onAct
  })
  useEffect(() => {
    const listen = (press: KeyboardEvent) => {
      if (press.defaultPrevented || press.isComposing) return
      const shortcut = findShortcut(press, isTyping(press.target))
      if (!shortcut) return
      // A dialog is a question of its own: only locking goes past it.
      if (document.querySelector('dialog[open]') && shortcut.act.kind !== 'lock') return
      press.preventDefault()
      latest.current(shortcut.act)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
