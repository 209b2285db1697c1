/** One value and who wants to know when it changes. */
export interface WatchedValue<State> {
  /** The listener is called once at once. Answers how to stop. */
  watch(listener: (state: State) => void): () => void
  set(state: State): void
  last(): State
  /** Forgets all listeners. */
  clear(): void
}

export function createWatchedValue<State>(first: State): WatchedValue<State> {
  const listeners = new Set<(state: State) => void>()
  let last = first
  return {
    watch(listener) {
      listeners.add(listener)
      listener(last)
      return () => listeners.delete(listener)
    },
    set(state) {
      last = state
      for (const listener of [...listeners]) listener(state)
    },
    last: () => last,
    clear: () => listeners.clear(),
  }
}
