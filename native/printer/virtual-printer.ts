/** A printer that keeps each PDF in memory as hardware keeps it on plastic or paper, and the hand that empties its feeder. */
import { err, ok } from '../../domain/result.ts'
import type { CardPrinter, PrinterState } from '../ports.ts'
import { createWatchedValue } from '../watched-value.ts'

export interface PrintedJob {
  readonly jobId: string
  readonly printer: string
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

const cardPrinterName = 'RA Desk virtual card printer'
/** Two, as an office has them, so that one is chosen. */
export const virtualDocumentPrinters = ['RA Desk virtual office printer', 'RA Desk virtual label printer'] as const

export function createVirtualPrinter(names: readonly string[] = [cardPrinterName]): {
  readonly printer: CardPrinter
  readonly hand: VirtualPrinterControls
} {
  const printers = createWatchedValue<readonly PrinterState[]>(names.map((name) => ({ name, state: 'ready' })))
  const jobs: PrintedJob[] = []
  let trouble: string | undefined
  let held = false
  return {
    printer: {
      watch: printers.watch,
      async print({ printer, title, pdf }) {
        await Promise.resolve()
        if (!names.includes(printer))
          return err('printer-not-found', 'There is no printer of this name. Nothing was printed.', 'Choose another printer.')
        if (trouble !== undefined)
          return err('printer-problem', `The printer reports: ${trouble}. Nothing was printed.`, 'Fix the printer and print again.')
        if (new TextDecoder('latin1').decode(pdf.subarray(0, 5)) !== '%PDF-')
          return err('printer-refused', 'The printer takes PDF only. Nothing was printed.', 'Report this: it is a fault of RA Desk.')
        if (held) return new Promise<never>(() => undefined)
        const jobId = `virtual-${String(jobs.length + 1)}`
        jobs.push({ jobId, printer, title, pdf: Uint8Array.from(pdf) })
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
        printers.set(names.map((name) => (trouble === undefined ? { name, state: 'ready' } : { name, state: 'problem', problem: trouble })))
      },
    },
  }
}

/** A station without a card printer: the face is saved as a PDF and printed from the printer’s own program. */
export const createAbsentPrinter = (): CardPrinter =>
  absent('There is no card printer. Nothing was printed.', 'Save the card face as a PDF and print it from the printer’s own program.')

/** A station without a printer for documents: they are saved as PDF. */
export const createAbsentDocumentPrinter = (): CardPrinter =>
  absent('There is no printer. Nothing was printed.', 'Save the PDF and print it from another program, at 100 % size.')

function absent(message: string, next: string): CardPrinter {
  return {
    watch(listener) {
      listener([])
      return () => undefined
    },
    print: () => Promise.resolve(err('printer-not-found', message, next)),
    close: () => Promise.resolve(),
  }
}
