/** Printers for documents of the device process, which looks at them only while somebody here watches. */
import type { DocumentPrinter, PrinterState } from '../ports.ts'
import { watchAnswer } from '../device-messages.ts'
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
  const listeners = new Set<(printers: readonly PrinterState[]) => void>()
  let known: readonly PrinterState[] | undefined
  const askToWatch = (on: boolean): void => {
    void calls.ask({ call: 'watchDocuments', on }, watchAnswer, { lost: done, notSent: done })
  }
  return {
    printer: {
      watch(listener) {
        listeners.add(listener)
        if (known) listener(known)
        if (listeners.size === 1) askToWatch(true)
        return () => {
          if (!listeners.delete(listener) || listeners.size > 0) return
          // What is seen later may be different.
          known = undefined
          askToWatch(false)
        }
      },
      print: createRemotePrint(calls, 'documents'),
      async close() {
        await Promise.resolve()
        listeners.clear()
      },
    },
    see(printers) {
      if (listeners.size === 0) return
      known = printers
      for (const listener of [...listeners]) listener(printers)
    },
    started() {
      if (listeners.size > 0) askToWatch(true)
    },
    lost() {
      known = undefined
    },
  }
}
