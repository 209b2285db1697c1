/**
 * The printers of Windows, through `pdf-to-printer`, which starts SumatraPDF as a program of its own. Loaded on Windows only. Never tried on Windows here.
 * Windows tells no state of a printer in this way, and whether the size of its cards is right is for its driver: it prints at 100 %, never scaled.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { err, ok } from '../../domain/result.ts'
import type { CardPrinter, PrinterState } from '../ports.ts'
import { pollAgain } from './poll.ts'
import { findPages } from './page-medium.ts'
import { printFailures } from './print-failures.ts'

/** What of the library is used. */
export interface SpoolerLibrary {
  getPrinters(): Promise<readonly { readonly name: string; readonly paperSizes: readonly string[] }[]>
  print(
    path: string,
    options: {
      readonly printer: string
      readonly scale: 'noscale'
      readonly silent: true
      readonly copies: 1
      readonly paperSize?: string
      readonly sumatraPdfPath?: string
    },
  ): Promise<void>
}

export interface WindowsSpoolerGiven {
  readonly load?: () => Promise<{ readonly library: SpoolerLibrary; readonly program?: string }>
  /** Milliseconds between two looks at the printers while somebody watches. */
  readonly lookEvery?: number
}

/** What drivers of card printers call the medium of ISO/IEC 7810 ID-1. */
const cardPaper = /\bCR-?80\b|\bID-?1\b|\b54(?:\.0+)?\s*(?:mm)?\s*[x×]\s*86\b|\b86(?:\.0+)?\s*(?:mm)?\s*[x×]\s*54\b/i
const noState = 'Windows does not tell its state'

export function openWindowsSpooler({ load = loadLibrary, lookEvery = 15_000 }: WindowsSpoolerGiven = {}): CardPrinter {
  let loaded: ReturnType<typeof load> | undefined
  const library = () => (loaded ??= load())

  async function findPrinters() {
    return (await library()).library.getPrinters().catch(() => undefined)
  }
  async function look(): Promise<readonly PrinterState[]> {
    const found = await findPrinters().catch(() => undefined)
    return (
      found?.map(({ name }) => ({ name, state: 'ready', problem: noState })) ?? [
        { name: 'Print spooler of this workstation', state: 'offline', problem: 'Does not answer' },
      ]
    )
  }
  const looking = pollAgain(look, lookEvery)

  return {
    watch: looking.watch,
    close: looking.close,
    async print({ printer, title, pdf }) {
      if (looking.isClosed()) return printFailures.closed()
      const found = await findPrinters().catch(() => undefined)
      if (!found)
        return err(
          'printer-not-found',
          'The print spooler of Windows does not answer. Nothing was printed.',
          'Have the service “Print Spooler” started, and print again.',
        )
      const queue = found.find(({ name }) => name === printer)
      if (!queue) return printFailures.unknown()
      if (!(await findPages(pdf))) return printFailures.notOurPdf()
      const paperSize = queue.paperSizes.find((name) => cardPaper.test(name))
      const {
        library: { print },
        program,
      } = await library()
      // The program reads files only: the face is on the disk, in a folder of this user, for as long as it takes to hand it over.
      const folder = await mkdtemp(join(tmpdir(), 'ra-desk-face-'))
      const path = join(folder, 'card.pdf')
      try {
        await writeFile(path, pdf, { mode: 0o600, flag: 'wx' })
        await print(path, {
          printer,
          scale: 'noscale',
          silent: true,
          copies: 1,
          ...(paperSize === undefined ? {} : { paperSize }),
          ...(program === undefined ? {} : { sumatraPdfPath: program }),
        })
        return ok({ jobId: title })
      } catch {
        return printFailures.perhaps()
      } finally {
        // Zeros first: what a removed file held can be read from the disk.
        await writeFile(path, new Uint8Array(pdf.length)).catch(() => undefined)
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

/** Inside an archive no program can be started: its copy beside the archive is. */
async function loadLibrary() {
  const library = await import('pdf-to-printer')
  const folder = dirname(createRequire(import.meta.url).resolve('pdf-to-printer')).replace(/\bapp\.asar\b/, 'app.asar.unpacked')
  return { library, program: join(folder, 'SumatraPDF-3.4.6-32.exe') }
}
