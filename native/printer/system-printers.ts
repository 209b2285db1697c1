/** The printers that a station has over IPP: the queues of CUPS, or one printer by its address. */
import type { PrinterState } from '../ports.ts'
import { ippGroup, ippOperation, readIppStrings, type IppAttributes } from './ipp.ts'
import { getCupsTarget, isSuccess, keywords, notFound, type AskTarget, type CupsPlace, type IppTarget } from './ipp-target.ts'
import { printFailures } from './print-failures.ts'
import { describePrinter, plain } from './printer-messages.ts'

/** What stands for CUPS among the printers while it does not answer and no queue is known. */
const serviceName = 'Print service of this workstation'
const serviceStopped = 'The print service (CUPS) does not answer'

export const stateAttributes = [
  'printer-name',
  'printer-info',
  'printer-state',
  'printer-state-reasons',
  'printer-state-message',
  'printer-is-accepting-jobs',
]

export interface PrinterSource {
  /** The one printer; absent: the queues of CUPS. */
  readonly direct: IppTarget | undefined
  readonly cups: CupsPlace | undefined
}

/** How all of them are now. `last`: as they were seen before, for their names while they do not answer. */
export async function listPrinters(
  ask: AskTarget,
  source: PrinterSource,
  last: () => readonly PrinterState[],
): Promise<readonly PrinterState[]> {
  const { direct, cups } = source
  const gone = (problem: string): readonly PrinterState[] => {
    const before = last()
    const known: readonly Pick<PrinterState, 'name' | 'isService'>[] =
      before.length > 0 ? before : [direct ? { name: direct.uri } : { name: serviceName, isService: true }]
    return known.map(({ name, isService }) => ({ name, state: 'offline', problem, ...(isService ? { isService } : {}) }))
  }
  const requested = { 'requested-attributes': keywords(stateAttributes) }
  const asked = direct
    ? await ask(direct, ippOperation.getPrinterAttributes, requested)
    : await ask(getCupsTarget('/', cups), ippOperation.cupsGetPrinters, requested)
  if (asked.outcome !== 'answered') return gone(direct ? printFailures.silence(asked.outcome) : serviceStopped)
  if (asked.answer.code === notFound && !direct) return []
  if (!isSuccess(asked.answer)) return gone('Does not say how it is')
  const found = asked.answer.groups
    .filter(({ tag }) => tag === ippGroup.printer)
    .map(({ attributes }) => describe(attributes, source))
    .filter(({ name }) => name !== '')
  return direct ? found.slice(0, 1) : found
}

export function describe(attributes: IppAttributes, { direct }: PrinterSource): PrinterState {
  return { name: nameOf(attributes, direct), ...describePrinter(attributes, direct ? 'printer' : 'queue') }
}

/** The name of a direct printer is its own once it was heard, and its address before. */
function nameOf(attributes: IppAttributes, direct: IppTarget | undefined): string {
  const names = direct ? ['printer-info', 'printer-name'] : ['printer-name']
  return names.map((name) => plain(readIppStrings(attributes, name)[0] ?? '')).find((name) => name !== '') ?? direct?.uri ?? ''
}

/** `known`: as they were seen last. */
export function findTarget(name: string, { direct, cups }: PrinterSource, known: readonly PrinterState[]): IppTarget | undefined {
  if (direct) return name === direct.uri || known.some((printer) => printer.name === name) ? direct : undefined
  return name === '' || name === serviceName ? undefined : getCupsTarget(`/printers/${encodeURIComponent(name)}`, cups)
}
