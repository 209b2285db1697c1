/**
 * Short words that something was done, at the edge of the window. Never the only place where a failure is shown.
 * Our own, because libraries for this put a <style> into the page, which our content security policy refuses.
 */
import { useSyncExternalStore } from 'react'

interface Toast {
  readonly id: number
  readonly tone: 'plain' | 'good' | 'bad'
  readonly words: string
}

const SHOWN_MILLISECONDS = 5_000
const MAXIMUM_SHOWN = 1
let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

function set(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

function dismiss(id: number): void {
  set(toasts.filter((toast) => toast.id !== id))
}

function show(tone: Toast['tone'], words: string): void {
  const id = ++lastId
  set([...toasts, { id, tone, words }].slice(-MAXIMUM_SHOWN))
  setTimeout(() => dismiss(id), SHOWN_MILLISECONDS)
}

export const toast = Object.assign((words: string) => show('plain', words), {
  success: (words: string) => show('good', words),
  error: (words: string) => show('bad', words),
})

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function Toaster() {
  const shown = useSyncExternalStore(subscribe, () => toasts)
  return (
    <div className="desk-toasts" role="region" aria-label="Messages" aria-live="polite">
      {shown.map(({ id, tone, words }) => (
        <div key={id} className="desk-toast" data-tone={tone}>
          <span>{words}</span>
          <button type="button" className="desk-toast__close" onClick={() => dismiss(id)} aria-label={`Dismiss: ${words}`}>
            ×
          </button>
        </div>
      ))}
    </div>
  )
}
