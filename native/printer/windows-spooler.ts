/**
 * The printers of Windows: asked for through Windows' own PowerShell, printed on by SumatraPDF, which RA Desk starts. Card faces, labels and
 * documents go the same way: the size of the pages decides the paper. Never tried on Windows here.
 */
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { err, ok, type Result } from '../../domain/result.ts'
import type { CardPrinter, PrinterFailureCode, PrinterState } from '../ports.ts'
import { pollAgain } from './poll.ts'
import { findPages } from './page-medium.ts'
import { printFailures } from './print-failures.ts'
import { findSumatra, sumatraCommand } from './sumatra.ts'
import { findPaper } from './windows-paper.ts'
import { describeQueue } from './windows-printer-state.ts'
import { runProgram, type Environment, type ProgramEnd, type RunProgram } from './windows-program.ts'
import { askWindows } from './windows-queues.ts'

export interface WindowsSpoolerGiven {
  readonly run?: RunProgram
  readonly environment?: Environment
  /** Where SumatraPDF lies. */
  readonly program?: () => string
  /** A second page goes on the back, as on a card; not on paper. */
  readonly bothSides?: boolean
  /** Milliseconds between two looks at the printers while somebody watches. */
  readonly lookEvery?: number
}

const FOLDER = 'ra-desk-print-'
/** Longer than any print may take. */
const LEFT_BEHIND_MILLISECONDS = 3_600_000

export function openWindowsSpooler(given: WindowsSpoolerGiven = {}): CardPrinter {
  const { run = runProgram, environment = process.env, program = () => findSumatra(import.meta.url), lookEvery = 15_000 } = given
  const { bothSides: mayTurn = true } = given

  async function look(): Promise<readonly PrinterState[]> {
    const found = await askWindows(run, environment)
    return (
      found?.map((queue) => ({ name: queue.name, ...describeQueue(queue) })) ?? [
        { name: 'Print spooler of this workstation', state: 'offline', problem: 'Does not answer', isService: true },
      ]
    )
  }
  const looking = pollAgain(look, lookEvery)
  void removeLeftBehind()

  return {
    watch: looking.watch,
    close: looking.close,
    async print({ printer, title, pdf }) {
      if (looking.isClosed()) return printFailures.closed()
      const found = await askWindows(run, environment, printer)
      if (!found) return spoolerStopped
      const queue = found.find(({ name }) => name === printer)
      if (!queue) return printFailures.unknown()
      const { state, problem } = describeQueue(queue)
      if (state === 'problem' || state === 'offline') return printFailures.problem(problem ?? state)
      const document = await findPages(pdf)
      if (!document) return printFailures.notOurPdf()
      const paper = findPaper(document.size, queue.papers)
      if (!paper.ok) return paper
      const bothSides = mayTurn && document.pages > 1 && document.size.x > document.size.y
      const job = { printer, bothSides, paper: paper.value }
      const end = await withFile(pdf, (path) => run(sumatraCommand(program(), { ...job, path }, environment)))
      return readEnd(end, title)
    },
  }
}

function readEnd(end: ProgramEnd, title: string): Result<{ readonly jobId: string }, PrinterFailureCode> {
  if (end.outcome === 'not-started') return notAllowed
  return end.outcome === 'ended' && end.code === 0 ? ok({ jobId: title }) : printFailures.perhaps()
}

/** The program reads files only: the face is on the disk, in a folder of this user, for as long as it takes to hand it over. */
async function withFile<Answer>(pdf: Uint8Array, work: (path: string) => Promise<Answer>): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), FOLDER))
  const path = join(folder, 'page.pdf')
  try {
    await writeFile(path, pdf, { mode: 0o600, flag: 'wx' })
    return await work(path)
  } finally {
    // Zeros first: what a removed file held can be read from the disk.
    await writeFile(path, new Uint8Array(pdf.length)).catch(() => undefined)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined)
  }
}

/** A computer that was switched off while it printed leaves a face behind. */
async function removeLeftBehind(): Promise<void> {
  const folders = await readdir(tmpdir()).catch(() => [])
  for (const name of folders.filter((each) => each.startsWith(FOLDER))) {
    const folder = join(tmpdir(), name)
    const made = await stat(folder).catch(() => undefined)
    if (made && Date.now() - made.mtimeMs > LEFT_BEHIND_MILLISECONDS)
      await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  }
}

const spoolerStopped = err(
  'printer-not-found',
  'Windows does not list its printers. Nothing was printed.',
  'Have the service “Print Spooler” started, and print again. RA Desk asks by Windows PowerShell, which must be allowed to start.',
)
const notAllowed = err(
  'printer-refused',
  'The program that prints (SumatraPDF) cannot be started on this computer. Nothing was printed.',
  'Ask IT to allow it, or save the PDF and print it from another program at 100 % size.',
)
