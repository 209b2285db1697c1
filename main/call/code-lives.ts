/**
 * How long the codes of a call may still be read out. Counted on a clock that only runs forward, so that setting the computer's clock back does
 * not make a code live longer. Lives as long as the session: after a lock or a restart a code is too old, and a new one is texted.
 */
export interface CodeLives {
  readonly codeLives: {
    begin(custodyId: string, milliseconds: number): void
    isOver(custodyId: string): boolean
  }
}

export function createCodeLives(monotonic: () => number): CodeLives['codeLives'] {
  const ends = new Map<string, number>()
  return {
    begin(custodyId, milliseconds) {
      ends.set(custodyId, monotonic() + milliseconds)
    },
    isOver(custodyId) {
      const end = ends.get(custodyId)
      return end === undefined || monotonic() >= end
    },
  }
}
