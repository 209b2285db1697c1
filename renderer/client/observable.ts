import type { Observable } from './case-client.ts'

export interface SettableObservable<Value> extends Observable<Value> {
  set(value: Value): void
}

/** A value that tells its listeners when it is set. */
export function createObservable<Value>(initial: Value): SettableObservable<Value> {
  let value = initial
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
