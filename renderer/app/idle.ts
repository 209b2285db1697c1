/** Decides when RA Desk has been idle for too long. Reads the wall clock, so that time asleep counts. */
export interface IdleWatch {
  touched(): void
  /** Asked now and then; true once for each stretch of idleness. */
  isOver(): boolean
}

const MILLISECONDS_A_MINUTE = 60_000

/** `now`: milliseconds of the wall clock. A clock that was set back counts as touched, never as long idleness. */
export function createIdleWatch(minutes: number, now: () => number): IdleWatch {
  let last = now()
  let told = false
  return {
    touched: () => {
      last = now()
      told = false
    },
    isOver: () => {
      const passed = now() - last
      if (passed < 0) last = now()
      if (told || passed < minutes * MILLISECONDS_A_MINUTE) return false
      told = true
      return true
    },
  }
}
