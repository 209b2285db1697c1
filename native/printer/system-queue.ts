/**
 * Real printers over IPP: every queue of this workstation's CUPS (Linux, macOS), or one IPP Everywhere printer by its address.
 * A job is handed over at most once. Wherever it may have been taken, the answer says so, and a person looks at what came out.
 */
import type { Result } from '../../domain/result.ts'
import type { PrinterFailureCode } from '../ports.ts'
import type { QueuePrinter } from './evolis-printer.ts'
import { findIppGroup, ippGroup, ippOperation } from './ipp.ts'
import { describeJob, jobAttributes, prepareJob, readJobEnd, readTaken } from './ipp-job.ts'
import {
  createAskTarget,
  getDirectTarget,
  isSuccess,
  keywords,
  notFound,
  type AskTarget,
  type CupsPlace,
  type IppTarget,
} from './ipp-target.ts'
import { pollAgain } from './poll.ts'
import { findPages } from './page-medium.ts'
import { describeIppRefusal } from './ipp-refusal.ts'
import { printFailures } from './print-failures.ts'
import type { PrinterHosts } from './printer-hosts.ts'
import { describe, findTarget, listPrinters, stateAttributes, type PrinterSource } from './system-printers.ts'

export interface SystemPrinterGiven {
  /** `ipps://printer.example/ipp/print`, or `ipp://localhost:60000/ipp/print`; absent: the queues of CUPS. */
  readonly uri?: string
  /** Whose jobs they are: what the queue calls their owner. */
  readonly userName: string
  /** A second page goes on the back, as on a card; not on paper. */
  readonly bothSides?: boolean
  /** Milliseconds between two looks at the printers while somebody watches. */
  readonly lookEvery?: number
  /** Milliseconds until a job that was taken counts as lost sight of. */
  readonly jobPatience?: number
  /** Where CUPS is asked; absent: its socket when it is there, port 631 of this machine when not. */
  readonly cups?: CupsPlace
  /** PEM of whom an `ipps` printer is believed from; absent: what Node and the system trust. */
  readonly certificates?: readonly string[]
  /** Where its address may lead; this computer and the private ranges when absent. */
  readonly hosts?: PrinterHosts
}

/** A printer may print while it takes the job, and be silent meanwhile. */
const handingOver = { idle: 120_000, whole: 600_000 }
const notSupported = 0x0501
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

/** Not for the queues of Windows: its spooler does not speak IPP. */
export function openSystemPrinter(given: SystemPrinterGiven): QueuePrinter {
  const { uri, userName, bothSides = true, lookEvery = 3_000, jobPatience = 180_000, certificates, cups, hosts } = given
  const source: PrinterSource = { direct: uri === undefined ? undefined : getDirectTarget(uri), cups }
  const ask = createAskTarget(userName, certificates, hosts)
  const look = () => listPrinters(ask, source, looking.last)
  const looking = pollAgain(look, lookEvery)
  const find = (name: string) => findTarget(name, source, looking.last())

  return {
    watch: looking.watch,
    close: looking.close,
    async print({ printer, title, pdf }) {
      if (looking.isClosed()) return printFailures.closed()
      if (source.direct && !find(printer)) looking.see(await look())
      const target = find(printer)
      return target ? printOn(ask, target, source, { title, pdf, bothSides }) : printFailures.unknown()
    },
    async jobEnd({ printer, jobId }) {
      const target = find(printer)
      if (!target) return 'unknown'
      for (
        const end = performance.now() + jobPatience;
        !looking.isClosed() && performance.now() < end;
        await pause(Math.min(lookEvery, 1_000))
      ) {
        const asked = await ask(target, ippOperation.getJobAttributes, {
          'job-id': { kind: 'integer', value: Number(jobId) },
          'requested-attributes': keywords(['job-state']),
        })
        const ended = asked.outcome === 'answered' && isSuccess(asked.answer) ? readJobEnd(asked.answer) : undefined
        if (ended) return ended
      }
      return 'unknown'
    },
  }
}

/** Asks the printer how it is and whether it would take this job, and only then hands the job over. */
async function printOn(
  ask: AskTarget,
  target: IppTarget,
  source: PrinterSource,
  { title, pdf, bothSides }: { readonly title: string; readonly pdf: Uint8Array; readonly bothSides: boolean },
): Promise<Result<{ readonly jobId: string }, PrinterFailureCode>> {
  const document = await findPages(pdf)
  if (!document) return printFailures.notOurPdf()

  const described = await ask(target, ippOperation.getPrinterAttributes, {
    'requested-attributes': keywords([...stateAttributes, ...jobAttributes]),
  })
  if (described.outcome !== 'answered') return source.direct ? printFailures.notReached(described.outcome) : printFailures.serviceStopped()
  if (described.answer.code === notFound) return printFailures.unknown()
  if (!isSuccess(described.answer)) return describeIppRefusal(described.answer)
  const attributes = findIppGroup(described.answer, ippGroup.printer)
  const { state, problem } = describe(attributes, source)
  if (state === 'problem' || state === 'offline') return printFailures.problem(problem ?? state)
  const job = prepareJob(document.size, { pages: document.pages, bothSides }, attributes)
  if (!job.ok) return job

  const description = describeJob(title)
  const checked = await ask(target, ippOperation.validateJob, description, { groups: [job.value] })
  if (checked.outcome !== 'answered') return printFailures.notReached(checked.outcome)
  const faithless = findIppGroup(checked.answer, ippGroup.unsupported).size > 0
  if (checked.answer.code !== notSupported && (!isSuccess(checked.answer) || faithless)) return describeIppRefusal(checked.answer)

  return readTaken(await ask(target, ippOperation.printJob, description, { groups: [job.value], data: pdf, patience: handingOver }))
}
