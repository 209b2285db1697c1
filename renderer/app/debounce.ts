/** Waits for a pause before it acts: inserting a card makes three changes, and only the last is announced. */
export interface Debounced<Value> {
  /** Acts on this value, unless a newer one follows before the time is over. */
  take(value: Value): void
  cancel(): void
}

export function debounce<Value>(milliseconds: number, act: (value: Value) => void): Debounced<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    take(value) {
      clearTimeout(timer)
      timer = setTimeout(() => act(value), milliseconds)
    },
    cancel: () => clearTimeout(timer),
  }
}
