/** Scrubs of the open journal. They stop when it is closed, and closing waits for them. */
import { err, ok, type Result } from '../../domain/result.ts'
import { failureOf, locked } from './journal-failures.ts'
import type { ScrubReport } from './scrub.ts'

export interface RunningScrubs {
  /** `locked` when `stop` was called, also meanwhile. */
  start(): Promise<Result<ScrubReport, 'locked' | 'journal-failed'>>
  /** Stops those that are running and resolves when they have ended. */
  stop(): Promise<void>
}

export function runningScrubs(scrub: (signal: AbortSignal) => Promise<ScrubReport>): RunningScrubs {
  const stopping = new AbortController()
  let running: Promise<unknown> = Promise.resolve()

  async function once(): ReturnType<RunningScrubs['start']> {
    if (stopping.signal.aborted) return locked
    try {
      return ok(await scrub(stopping.signal))
    } catch (error) {
      if (stopping.signal.aborted) return locked
      const failed = failureOf(error)
      return failed.ok ? failed : err('journal-failed', failed.error.message, failed.error.next)
    }
  }

  return {
    start() {
      const started = once()
      running = Promise.all([running, started])
      return started
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
