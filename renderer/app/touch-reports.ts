/** Reports input at its start and then at most every few seconds: a moving pointer sends hundreds of events. */
export const REPORT_EVERY_MILLISECONDS = 5_000

/** `now`: milliseconds of a clock that only runs forward. */
export function createTouchReports(now: () => number, report: () => void): () => void {
  let next = -Infinity
  return () => {
    if (now() < next) return
    next = now() + REPORT_EVERY_MILLISECONDS
    report()
  }
}
