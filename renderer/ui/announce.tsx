/** Says what happened without moving the focus: "Card inserted", "Copied". One live region for the whole window. */
import { useSyncExternalStore } from 'react'

let message = ''
const listeners = new Set<() => void>()

export function announce(words: string): void {
  // The same words twice must differ, or a screen reader stays silent.
  message = words === message ? `${words}\u00a0` : words
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function Announcer() {
  const words = useSyncExternalStore(subscribe, () => message)
  return (
    <div className="nhsuk-u-visually-hidden" role="status" aria-live="polite" data-announcer="">
      {words}
    </div>
  )
}
