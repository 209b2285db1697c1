import type { Live } from './case-client.ts'

/** A value with listeners, small enough to read at once. */
export interface Settable<Value> extends Live<Value> {
  set(value: Value): void
}

export function live<Value>(first: Value): Settable<Value> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
