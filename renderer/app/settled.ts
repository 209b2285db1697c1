/** Waits until something has come to rest: a card that goes in makes three pieces of news, and one sentence is said. */
export interface Settled<Value> {
  /** The newest value; acted on when no newer one comes for a while. */
  take(value: Value): void
  cancel(): void
}

export function settled<Value>(milliseconds: number, act: (value: Value) => void): Settled<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    take(value) {
      clearTimeout(timer)
      timer = setTimeout(() => act(value), milliseconds)
    },
    cancel: () => clearTimeout(timer),
  }
}
