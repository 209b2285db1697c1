/** One value and who wants to know when it changes. */
export interface WatchedValue<State> {
  /** The listener is called once at once. Answers how to stop. */
  watch(listener: (state: State) => void): () => void
  set(state: State): void
  /** As `set`, when it says something else than before. */
  update(state: State): void
  last(): State
  /** Forgets all listeners. */
  clear(): void
}

export function createWatchedValue<State>(first: State): WatchedValue<State> {
  const listeners = new Set<(state: State) => void>()
  let last = first
  const set = (state: State): void => {
    last = state
    for (const listener of [...listeners]) listener(state)
  }
  return {
    set,
    update(state) {
      if (JSON.stringify(state) !== JSON.stringify(last)) set(state)
    },
    watch(listener) {
      listeners.add(listener)
      listener(last)
      return () => listeners.delete(listener)
    },
    last: () => last,
    clear: () => listeners.clear(),
  }
}
