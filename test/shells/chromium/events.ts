import type { EventEmitter } from 'node:events'

/** Emits an event whose first argument may be prevented, and says whether it may go on. */
export function preventable(emitter: EventEmitter, name: string, details: object = {}, ...rest: unknown[]): boolean {
  let defaultPrevented = false
  const event = {
    ...details,
    preventDefault: () => {
      defaultPrevented = true
    },
    get defaultPrevented() {
      return defaultPrevented
    },
  }
  emitter.emit(name, event, ...rest)
  return !defaultPrevented
}
