/** How a printer is, in words. */
import type { DevicesView } from '../../../../preload/contract.ts'

type Printer = DevicesView['printers'][number]

const states: Readonly<Record<Printer['state'], string>> = {
  ready: 'Ready',
  printing: 'Printing',
  problem: 'Needs attention',
  offline: 'Switched off or not connected',
}

export const describePrinter = ({ state, problem }: Pick<Printer, 'state' | 'problem'>): string =>
  `${states[state]}${problem ? `: ${problem}` : ''}`

/** For a list: its state is said unless it is ready. */
export const namePrinter = (printer: Pick<Printer, 'name' | 'state' | 'problem'>): string =>
  printer.state === 'ready' && !printer.problem ? printer.name : `${printer.name} (${describePrinter(printer)})`
