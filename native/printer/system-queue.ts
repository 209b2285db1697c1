/**
 * Real printers over IPP: every queue of this workstation's CUPS (Linux, macOS), or one IPP Everywhere printer by its address.
 * A job is handed over at most once. Wherever it may have been taken, the answer says so, and a person looks at what came out.
 */
import { existsSync } from 'node:fs'
import { ok, type Result } from '../../domain/result.ts'
import type { PrinterFailureCode, PrinterState } from '../ports.ts'
import type { QueuePrinter } from './evolis-printer.ts'
import {
  findIppGroup,
  findIppNumber,
  ippAttributes,
  ippGroup,
  ippOperation,
  readIppStrings,
  type IppAttributes,
  type IppAttributeGroup,
  type IppMessage,
  type IppValue,
} from './ipp.ts'
import { askIpp, findIppPlace, type IppAnswer, type IppPlace } from './ipp-client.ts'
import { pollAgain } from './poll.ts'
import { describeMedium, findMedium, findPages, type MediumSize } from './page-medium.ts'
import { printFailures } from './print-failures.ts'
import { describePrinter, plain } from './printer-messages.ts'

export interface SystemPrinterGiven {
  /** `ipps://printer.example/ipp/print`, or `ipp://localhost:60000/ipp/print`; absent: the queues of CUPS. */
  readonly uri?: string
  /** Whose jobs they are: what the queue calls their owner. */
  readonly userName: string
  /** Milliseconds between two looks at the printers while somebody watches. */
  readonly lookEvery?: number
  /** Milliseconds until a job that was taken counts as lost sight of. */
  readonly jobPatience?: number
  /** Where CUPS is asked; absent: its socket when it is there, port 631 of this machine when not. */
  readonly cups?: { readonly socketPath: string } | { readonly host: string; readonly port: number }
  /** PEM of whom an `ipps` printer is believed from; absent: what Node and the system trust. */
  readonly certificates?: readonly string[]
}

/** What stands for CUPS among the printers while it does not answer and no queue is known. */
const serviceName = 'Print service of this workstation'
const serviceStopped = 'The print service (CUPS) does not answer'

const cupsSockets = ['/run/cups/cups.sock', '/private/var/run/cupsd']
const question = { idle: 5_000, whole: 10_000 }
/** A printer may print while it takes the job, and be silent meanwhile. */
const handingOver = { idle: 120_000, whole: 600_000 }

const stateAttributes = [
  'printer-name',
  'printer-info',
  'printer-state',
  'printer-state-reasons',
  'printer-state-message',
  'printer-is-accepting-jobs',
]
const jobAttributes = [
  'media-supported',
  'media-size-supported',
  'media-col-database',
  'document-format-supported',
  'print-scaling-supported',
  'copies-supported',
  'sides-supported',
]

const keywords = (values: readonly string[]): readonly IppValue[] => values.map((value) => ({ kind: 'keyword', value }))
const isSuccess = ({ code }: IppMessage): boolean => code < 0x0100
const notFound = 0x0406
const notSupported = 0x0501
/** Internal error, device error, job cancelled: some of it may be on the card. */
const perhapsPrinted = new Set([0x0500, 0x0504, 0x0508])
const jobIsOver = new Set([7, 8])
const jobStopped = 6
const jobCompleted = 9
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

interface Target {
  readonly uri: string
  readonly place: IppPlace
}

/** Not for the queues of Windows: its spooler does not speak IPP. */
export function openSystemPrinter(given: SystemPrinterGiven): QueuePrinter {
  const { uri, userName, lookEvery = 3_000, jobPatience = 180_000, certificates } = given
  const direct = uri === undefined ? undefined : { uri, place: getPlace(uri) }

  const ask = (
    target: Target,
    operation: number,
    operationAttributes: Readonly<Record<string, IppValue | readonly IppValue[]>>,
    rest: Partial<Parameters<typeof askIpp>[1]> = {},
  ): Promise<IppAnswer> => {
    const first: IppAttributeGroup = {
      tag: ippGroup.operation,
      attributes: ippAttributes({
        'attributes-charset': { kind: 'charset', value: 'utf-8' },
        'attributes-natural-language': { kind: 'naturalLanguage', value: 'en-gb' },
        ...(operation === ippOperation.cupsGetPrinters ? {} : { 'printer-uri': { kind: 'uri', value: target.uri } }),
        'requesting-user-name': { kind: 'name', value: userName },
        ...operationAttributes,
      }),
    }
    return askIpp(target.place, {
      operation,
      patience: question,
      ...(certificates ? { certificates } : {}),
      ...rest,
      groups: [first, ...(rest.groups ?? [])],
    })
  }

  const queueAt = (path: string): Target => {
    const cups = given.cups ?? findCups()
    return { uri: `ipp://localhost${path}`, place: 'socketPath' in cups ? { ...cups, path } : { ...cups, path, secure: false } }
  }

  /** The name of a direct printer is its own once it was heard, and its address before. */
  const nameOf = (attributes: IppAttributes): string => {
    const names = direct ? ['printer-info', 'printer-name'] : ['printer-name']
    return names.map((name) => plain(readIppStrings(attributes, name)[0] ?? '')).find((name) => name !== '') ?? direct?.uri ?? ''
  }
  const describe = (attributes: IppAttributes): PrinterState => ({
    name: nameOf(attributes),
    ...describePrinter(attributes, direct ? 'printer' : 'queue'),
  })
  const gone = (problem: string): readonly PrinterState[] => {
    const names = looking.last().length > 0 ? looking.last().map(({ name }) => name) : [direct?.uri ?? serviceName]
    return names.map((name) => ({ name, state: 'offline', problem }))
  }

  const look = async (): Promise<readonly PrinterState[]> => {
    const requested = { 'requested-attributes': keywords(stateAttributes) }
    const asked = direct
      ? await ask(direct, ippOperation.getPrinterAttributes, requested)
      : await ask(queueAt('/'), ippOperation.cupsGetPrinters, requested)
    if (asked.outcome !== 'answered') return gone(direct ? printFailures.silence(asked.outcome) : serviceStopped)
    // CUPS says so when there is no queue at all.
    if (asked.answer.code === notFound && !direct) return []
    if (!isSuccess(asked.answer)) return gone('Does not say how it is')
    const found = asked.answer.groups
      .filter(({ tag }) => tag === ippGroup.printer)
      .map(({ attributes }) => describe(attributes))
      .filter(({ name }) => name !== '')
    return direct ? found.slice(0, 1) : found
  }

  const looking = pollAgain(look, lookEvery)

  const findTarget = (name: string): Target | undefined => {
    if (direct) return name === direct.uri || looking.last().some((printer) => printer.name === name) ? direct : undefined
    return name === '' || name === serviceName ? undefined : queueAt(`/printers/${encodeURIComponent(name)}`)
  }

  return {
    watch: looking.watch,
    close: looking.close,
    async print({ printer, title, pdf }) {
      if (looking.isClosed()) return printFailures.closed()
      if (direct && !findTarget(printer)) looking.see(await look())
      const target = findTarget(printer)
      if (!target) return printFailures.unknown()
      const document = await findPages(pdf)
      if (!document) return printFailures.notOurPdf()

      const described = await ask(target, ippOperation.getPrinterAttributes, {
        'requested-attributes': keywords([...stateAttributes, ...jobAttributes]),
      })
      if (described.outcome !== 'answered') return direct ? printFailures.notReached(described.outcome) : printFailures.serviceStopped()
      if (described.answer.code === notFound) return printFailures.unknown()
      if (!isSuccess(described.answer)) return printFailures.refused(described.answer)
      const attributes = findIppGroup(described.answer, ippGroup.printer)
      const { state, problem } = describe(attributes)
      if (state === 'problem' || state === 'offline') return printFailures.problem(problem ?? state)
      const job = prepareJob(document.size, document.pages, attributes)
      if (!job.ok) return job

      const description = {
        'job-name': { kind: 'name', value: fitName(title) },
        'document-format': { kind: 'mimeMediaType', value: 'application/pdf' },
        'ipp-attribute-fidelity': { kind: 'boolean', value: true },
      } as const
      const checked = await ask(target, ippOperation.validateJob, description, { groups: [job.value] })
      if (checked.outcome !== 'answered') return printFailures.notReached(checked.outcome)
      const faithless = findIppGroup(checked.answer, ippGroup.unsupported).size > 0
      if (checked.answer.code !== notSupported && (!isSuccess(checked.answer) || faithless)) return printFailures.refused(checked.answer)

      return readTaken(await ask(target, ippOperation.printJob, description, { groups: [job.value], data: pdf, patience: handingOver }))
    },
    async jobEnd({ printer, jobId }) {
      const target = findTarget(printer)
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
        if (asked.outcome !== 'answered' || !isSuccess(asked.answer)) continue
        const state = findIppNumber(findIppGroup(asked.answer, ippGroup.job), 'job-state') ?? 0
        if (state === jobCompleted) return 'completed'
        if (jobIsOver.has(state) || state === jobStopped) return 'stopped'
      }
      return 'unknown'
    },
  }
}

function getPlace(uri: string): IppPlace {
  const place = findIppPlace(uri)
  if (!place) throw new TypeError('not the address of an IPP printer: ipps://…, or ipp:// on this machine')
  return place
}

function findCups(): { readonly socketPath: string } | { readonly host: string; readonly port: number } {
  const socketPath = cupsSockets.find((path) => existsSync(path))
  return socketPath === undefined ? { host: 'localhost', port: 631 } : { socketPath }
}

/** What the job asks for: one copy, on the medium of its page, at its own size. */
function prepareJob(page: MediumSize, pages: number, printer: IppAttributes): Result<IppAttributeGroup, PrinterFailureCode> {
  const formats = readIppStrings(printer, 'document-format-supported')
  if (formats.length > 0 && !formats.includes('application/pdf')) return printFailures.noPdf()
  const { medium, offers } = findMedium(page, printer)
  if (!medium) return printFailures.wrongMedium(describeMedium(page), offers)
  const scalings = readIppStrings(printer, 'print-scaling-supported')
  if (scalings.length > 0 && !scalings.includes('none')) return printFailures.scales()
  const sides = readIppStrings(printer, 'sides-supported')
  // A card lies: turned over like the page of a book, it turns about its short edge (RFC 8011 §5.2.8).
  const side = pages > 1 ? 'two-sided-short-edge' : 'one-sided'
  if (pages > 1 && !sides.includes(side)) return printFailures.oneSide()
  const size = ippAttributes({ 'x-dimension': { kind: 'integer', value: medium.x }, 'y-dimension': { kind: 'integer', value: medium.y } })
  return ok({
    tag: ippGroup.job,
    attributes: ippAttributes({
      ...(printer.has('copies-supported') ? { copies: { kind: 'integer', value: 1 } } : {}),
      'media-col': { kind: 'collection', members: ippAttributes({ 'media-size': { kind: 'collection', members: size } }) },
      ...(sides.includes(side) ? { sides: { kind: 'keyword', value: side } } : {}),
      // With fidelity, a printer that does not know it would refuse the job for it.
      ...(scalings.length > 0 ? { 'print-scaling': { kind: 'keyword', value: 'none' } } : {}),
    }),
  })
}

function readTaken(asked: IppAnswer): Result<{ readonly jobId: string }, PrinterFailureCode> {
  if (asked.outcome === 'cut') return printFailures.perhaps()
  if (asked.outcome !== 'answered') return printFailures.notReached(asked.outcome)
  const { answer } = asked
  if (!isSuccess(answer)) return perhapsPrinted.has(answer.code) ? printFailures.perhaps() : printFailures.refused(answer)
  const job = findIppGroup(answer, ippGroup.job)
  const jobId = findIppNumber(job, 'job-id')
  return jobId === undefined || jobIsOver.has(findIppNumber(job, 'job-state') ?? 0) ? printFailures.perhaps() : ok({ jobId: String(jobId) })
}

/** 255 bytes of UTF-8 at most, never half a character: RFC 8011 §5.1.3. */
function fitName(title: string): string {
  let name = title
  while (new TextEncoder().encode(name).length > 255) name = [...name].slice(0, -1).join('')
  return name
}
