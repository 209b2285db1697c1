/** Fetches the code of screens in idle moments, one after another, so that opening them does not wait. */

const LONGEST_WAIT_MILLISECONDS = 5_000

/** Returns the function that stops it. What cannot be fetched now is fetched, and reported, when its screen is opened. */
export function loadAhead(loads: readonly (() => Promise<unknown>)[]): () => void {
  let stopped = false
  const next = (at: number): void => {
    const load = loads[at]
    if (stopped || !load) return
    requestIdleCallback(
      () => {
        if (stopped) return
        void load()
          .catch(() => undefined)
          .then(() => next(at + 1))
      },
      { timeout: LONGEST_WAIT_MILLISECONDS },
    )
  }
  next(0)
  return () => {
    stopped = true
  }
}
