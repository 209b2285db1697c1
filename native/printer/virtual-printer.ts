/** A card printer that keeps each PDF in memory as hardware keeps it on plastic, and the hand that empties its feeder. */
import { err, ok } from '../../domain/result.ts'
import type { CardPrinter, PrinterState } from '../ports.ts'
import { createWatchedValue } from '../watched-value.ts'

export interface PrintedJob {
  readonly jobId: string
  readonly title: string
  readonly pdf: Uint8Array
}

export interface VirtualPrinterControls {
  jobs(): readonly PrintedJob[]
  /** In the printer's words, for example "Feeder empty"; nothing puts it right again. */
  problem(words?: string): void
  /** The next job is taken and never answered for, as when the computer dies meanwhile. */
  hold(): void
}

const printerName = 'RA Desk virtual card printer'

export function createVirtualPrinter(): { readonly printer: CardPrinter; readonly hand: VirtualPrinterControls } {
  const printers = createWatchedValue<readonly PrinterState[]>([{ name: printerName, state: 'ready' }])
  const jobs: PrintedJob[] = []
  let trouble: string | undefined
  let held = false
  return {
    printer: {
      watch: printers.watch,
      async print({ printer, title, pdf }) {
        await Promise.resolve()
        if (printer !== printerName)
          return err('printer-not-found', 'There is no printer of this name. Nothing was printed.', 'Choose another printer.')
        if (trouble !== undefined)
          return err('printer-problem', `The printer reports: ${trouble}. Nothing was printed.`, 'Fix the printer and print again.')
        if (new TextDecoder('latin1').decode(pdf.subarray(0, 5)) !== '%PDF-')
          return err('printer-refused', 'The printer takes PDF only. Nothing was printed.', 'Report this: it is a fault of RA Desk.')
        if (held) return new Promise<never>(() => undefined)
        const jobId = `virtual-${String(jobs.length + 1)}`
        jobs.push({ jobId, title, pdf: Uint8Array.from(pdf) })
        return ok({ jobId })
      },
      async close() {
        await Promise.resolve()
        printers.clear()
      },
    },
    hand: {
      jobs: () => [...jobs],
      hold: () => {
        held = true
      },
      problem(words) {
        trouble = words === '' ? undefined : words
        printers.set([
          trouble === undefined ? { name: printerName, state: 'ready' } : { name: printerName, state: 'problem', problem: trouble },
        ])
      },
    },
  }
}

/** A station without a card printer: the face is saved as a PDF and printed from the printer's own program. */
export function createAbsentPrinter(): CardPrinter {
  return {
    watch(listener) {
      listener([])
      return () => undefined
    },
    print: () =>
      Promise.resolve(
        err(
          'printer-not-found',
          'There is no card printer. Nothing was printed.',
          'Save the card face as a PDF and print it from the printer’s own program.',
        ),
      ),
    close: () => Promise.resolve(),
  }
}
