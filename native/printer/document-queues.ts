/** The queues of this computer for documents: opened when somebody first asks, and looked at only while somebody watches. */
import type { CardPrinter, DocumentPrinter, PrinterState } from '../ports.ts'
import { createWatchedOnDemand } from '../watched-on-demand.ts'

/** `open` is called once, by the first watcher or the first job. Its watchers must be told after each first look, as those of `pollAgain` are. */
export function createDocumentQueues(open: () => CardPrinter): DocumentPrinter {
  let queues: CardPrinter | undefined
  let stop: (() => void) | undefined
  const opened = (): CardPrinter => (queues ??= open())

  const printers = createWatchedOnDemand<readonly PrinterState[]>({
    begin() {
      // What is told at once is what was seen long ago, or nothing.
      let looked = false
      stop = opened().watch((seen) => {
        if (looked) printers.tell(seen)
      })
      looked = true
    },
    end: () => stop?.(),
  })

  return {
    watch: printers.watch,
    print: (job) => opened().print(job),
    async close() {
      printers.clear()
      stop?.()
      await queues?.close()
    },
  }
}
