/** Looks once at the printers for documents, which nothing looks at otherwise. */
import type { DocumentPrinter, PrinterState } from '../../native/ports.ts'

/** `patience`: milliseconds. `undefined` if they are not known by then. */
export function lookAtPrinters({ watch }: Pick<DocumentPrinter, 'watch'>, patience: number): Promise<readonly PrinterState[] | undefined> {
  return new Promise((resolve) => {
    const end = (printers: readonly PrinterState[] | undefined): void => {
      clearTimeout(late)
      // The listener may be called before `watch` has answered how to stop.
      queueMicrotask(() => stop())
      resolve(printers)
    }
    const late = setTimeout(() => end(undefined), patience)
    const stop = watch(end)
  })
}
