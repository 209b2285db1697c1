/** The queues of this computer for documents: opened when somebody first asks, and looked at only while somebody watches. */
import type { CardPrinter, DocumentPrinter, PrinterState } from '../ports.ts'

/** `open` is called once, by the first watcher or the first job. Its watchers must be told after each first look, as those of `pollAgain` are. */
export function createDocumentQueues(open: () => CardPrinter): DocumentPrinter {
  const listeners = new Set<(printers: readonly PrinterState[]) => void>()
  let queues: CardPrinter | undefined
  let known: readonly PrinterState[] | undefined
  let stop: (() => void) | undefined
  const opened = (): CardPrinter => (queues ??= open())

  const watchQueues = (): (() => void) => {
    // What is told at once is what was seen long ago, or nothing.
    let looked = false
    const stopQueues = opened().watch((printers) => {
      if (!looked) return
      known = printers
      for (const listener of [...listeners]) listener(printers)
    })
    looked = true
    return stopQueues
  }

  return {
    watch(listener) {
      listeners.add(listener)
      if (known) listener(known)
      if (listeners.size === 1) stop = watchQueues()
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return
        known = undefined
        stop?.()
      }
    },
    print: (job) => opened().print(job),
    async close() {
      listeners.clear()
      stop?.()
      await queues?.close()
    },
  }
}
