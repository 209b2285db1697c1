/**
 * Runs one piece of work in a worker thread of its own, with a limit of time and of memory: a file from outside can then stop its own thread
 * at worst, never `main` and the idle lock with it.
 */
import { Worker } from 'node:worker_threads'

export interface WorkerLimits {
  readonly milliseconds: number
  readonly megabytes: number
}

/** `too-long`: the time was over. `failed`: the thread ran out of memory or ended without an answer. */
export type WorkerEnd<Answer> = { readonly answer: Answer } | { readonly ended: 'too-long' | 'failed' }

/** Resolves when the thread has ended, and its memory with it. */
export function runWorker<Answer>(url: URL, workerData: unknown, { milliseconds, megabytes }: WorkerLimits): Promise<WorkerEnd<Answer>> {
  return new Promise((resolve) => {
    const worker = new Worker(url, { workerData, resourceLimits: { maxOldGenerationSizeMb: megabytes } })
    let end: WorkerEnd<Answer> = { ended: 'failed' }
    const timer = setTimeout(() => {
      end = { ended: 'too-long' }
      void worker.terminate()
    }, milliseconds)
    worker.once('message', (answer: Answer) => {
      clearTimeout(timer)
      end = { answer }
      // Whatever the file has started besides must not keep the thread alive.
      void worker.terminate()
    })
    // An error ends the thread by itself.
    worker.once('error', () => undefined)
    worker.once('exit', () => {
      clearTimeout(timer)
      resolve(end)
    })
  })
}
