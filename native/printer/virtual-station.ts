/** The state of a card printer with a contact station in memory, and how a card goes through it. */
import type { VirtualCardState } from '../card/virtual-card-state.ts'
import type { CardMove, PrinterState } from '../ports.ts'
import { createVirtualReader } from '../reader/virtual-reader.ts'
import type { PrintedJob } from './virtual-printer.ts'

export const stationPrinterName = 'RA Desk virtual card printer with contact station'
const stationReaderName = 'Contact station of the virtual card printer'

/** A card where a person can look at it, with what was printed on it. */
export interface TrayCard {
  readonly state: VirtualCardState
  readonly face: readonly PrintedJob[]
}

/** What goes wrong with one move, or with one print. */
export type MoveFault =
  /** Something is in the way before it begins: nothing moves. */
  | 'refused'
  /** The card jams inside, and stays there until a hand takes it out. */
  | 'jam'
  /** It is done, and the answer is lost. */
  | 'lost-after'
  /** It is not done, and the answer is lost. */
  | 'lost-before'

export interface VirtualStation {
  /** The reader at the contact station. */
  readonly contacts: ReturnType<typeof createVirtualReader>
  readonly listeners: Set<(printers: readonly PrinterState[]) => void>
  /** By what goes wrong the next time that it is asked for. */
  readonly faults: Map<CardMove | 'print', MoveFault>
  readonly jobs: PrintedJob[]
  readonly hopper: TrayCard[]
  readonly rejected: TrayCard[]
  feeder: readonly VirtualCardState[]
  /** The one inside. */
  card: TrayCard | undefined
  place: 'transport' | 'contacts' | 'jammed'
  /** What a hand says is wrong, in the printer's words. */
  trouble: string | undefined
}

export function createVirtualStation(random: (length: number) => Uint8Array): VirtualStation {
  return {
    contacts: createVirtualReader({ random, name: stationReaderName }),
    listeners: new Set(),
    faults: new Map(),
    jobs: [],
    hopper: [],
    rejected: [],
    feeder: [],
    card: undefined,
    place: 'transport',
    trouble: undefined,
  }
}

/** What is wrong with the whole printer, in its words. */
export function findProblem({ trouble, place, card, feeder }: VirtualStation): string | undefined {
  return trouble ?? (place === 'jammed' ? 'Card jammed' : !card && feeder.length === 0 ? 'Feeder empty' : undefined)
}

export function stationState(station: VirtualStation): readonly PrinterState[] {
  const problem = findProblem(station)
  return [
    {
      name: stationPrinterName,
      ...(problem === undefined ? { state: 'ready' } : { state: 'problem', problem }),
      path: { reader: stationReaderName },
    },
  ]
}

export function tellStation(station: VirtualStation): void {
  for (const listener of [...station.listeners]) listener(stationState(station))
}

/** The fault that was set for this, which counts once. */
export function takeFault(station: VirtualStation, what: CardMove | 'print'): MoveFault | undefined {
  const fault = station.faults.get(what)
  station.faults.delete(what)
  return fault
}

/** The card leaves the reader with all that was written on it. */
export function leaveContacts(station: VirtualStation): void {
  const { place, card, contacts } = station
  if (place !== 'contacts' || !card) return
  contacts.hand.remove()
  station.card = { ...card, state: contacts.hand.cardState() ?? card.state }
  station.place = 'transport'
}

export function takeCard(station: VirtualStation): TrayCard | undefined {
  leaveContacts(station)
  const taken = station.card
  station.card = undefined
  station.place = 'transport'
  return taken
}

/** Each of them assumes that nothing is in its way. */
export const carryOut: Readonly<Record<CardMove, (station: VirtualStation) => void>> = {
  feed(station) {
    const [next, ...rest] = station.feeder
    station.feeder = rest
    station.card = { state: next!, face: [] }
  },
  toContacts(station) {
    station.place = 'contacts'
    station.contacts.hand.insert(station.card!.state)
  },
  eject: (station) => void station.hopper.push(takeCard(station)!),
  reject: (station) => void station.rejected.push(takeCard(station)!),
}
