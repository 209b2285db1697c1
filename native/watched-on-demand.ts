/** One value that is found out only while somebody wants to know it. */
export interface WatchedOnDemand<State> {
  /** The listener is called once the value is known, and whenever it changes. Answers how to stop. */
  watch(listener: (state: State) => void): () => void
  /** Where nobody watches it is not kept: what is seen later may be different. */
  tell(state: State): void
  /** What was told is no longer so. */
  forget(): void
  isWatched(): boolean
  /** Forgets all listeners. */
  clear(): void
}

/** `begin` is called when the first begins to watch, `end` when the last stops. */
export function createWatchedOnDemand<State>({
  begin,
  end,
}: {
  readonly begin: () => void
  readonly end: () => void
}): WatchedOnDemand<State> {
  const listeners = new Set<(state: State) => void>()
  let known: State | undefined
  return {
    watch(listener) {
      listeners.add(listener)
      if (known !== undefined) listener(known)
      if (listeners.size === 1) begin()
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return
        known = undefined
        end()
      }
    },
    tell(state) {
      if (listeners.size === 0) return
      known = state
      for (const listener of [...listeners]) listener(state)
    },
    forget() {
      known = undefined
    },
    isWatched: () => listeners.size > 0,
    clear: () => listeners.clear(),
  }
}
