/** Printers for documents of the device process, which looks at them only while somebody here watches. */
import type { DocumentPrinter, PrinterState } from '../ports.ts'
import { watchAnswer } from '../device-messages.ts'
import { createWatchedOnDemand } from '../watched-on-demand.ts'
import type { DeviceCalls } from './device-calls.ts'
import { createRemotePrint } from './remote-printer.ts'

export interface RemoteDocuments {
  readonly printer: DocumentPrinter
  /** The process has seen them. */
  see(printers: readonly PrinterState[]): void
  /** A process has started: it does not know who watches. */
  started(): void
  lost(): void
}

const done = { ok: true } as const

export function createRemoteDocuments(calls: DeviceCalls): RemoteDocuments {
  const askToWatch = (on: boolean): void => {
    void calls.ask({ call: 'watchDocuments', on }, watchAnswer, { lost: done, notSent: done })
  }
  const printers = createWatchedOnDemand<readonly PrinterState[]>({ begin: () => askToWatch(true), end: () => askToWatch(false) })
  return {
    printer: {
      watch: printers.watch,
      print: createRemotePrint(calls, 'documents'),
      async close() {
        await Promise.resolve()
        printers.clear()
      },
    },
    see: printers.tell,
    started() {
      if (printers.isWatched()) askToWatch(true)
    },
    lost: printers.forget,
  }
}
