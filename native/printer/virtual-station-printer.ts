/**
 * A card printer with a contact station in memory: a feeder with a stack of blank cards, a reader where the card stops on its way, an output hopper and a
 * reject tray. As strict as hardware: one card inside at a time, nothing moves while something is wrong, and a card that jams stays until a hand takes it out.
 * The hand is a separate object: the app holds the printer and the reader, a test or a demonstration holds the hand.
 */
import { err, ok, type Result } from '../../domain/result.ts'
import type { VirtualCardState } from '../card/virtual-card-state.ts'
import type { CardMove, CardMoveFailureCode, CardPrinter, CardReader, PrinterState } from '../ports.ts'
import { createVirtualReader, type VirtualReaderControls } from '../reader/virtual-reader.ts'
import { printFailures } from './print-failures.ts'
import type { PrintedJob, VirtualPrinterControls } from './virtual-printer.ts'

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

export interface VirtualStationControls extends Omit<VirtualPrinterControls, 'hold'> {
  /** Under the stack of the feeder. */
  load(cards: readonly VirtualCardState[]): void
  takeFromFeeder(): readonly VirtualCardState[]
  feeder(): readonly VirtualCardState[]
  inside(): TrayCard | undefined
  hopper(): readonly TrayCard[]
  rejectTray(): readonly TrayCard[]
  /** The next such move goes wrong in this way. */
  failNext(what: CardMove | 'print', fault: MoveFault): void
  /** A person opens the printer and takes out what is inside. */
  takeOut(): TrayCard | undefined
  /** The hand of the reader at the contact station, for what can go wrong with the card there. */
  readonly station: VirtualReaderControls
}

export function createVirtualStationPrinter(given: { readonly random: (length: number) => Uint8Array }): {
  readonly printer: CardPrinter
  readonly reader: CardReader
  readonly hand: VirtualStationControls
} {
  const contacts = createVirtualReader({ random: given.random, name: stationReaderName })
  const listeners = new Set<(printers: readonly PrinterState[]) => void>()
  const faults = new Map<CardMove | 'print', MoveFault>()
  const jobs: PrintedJob[] = []
  const hopper: TrayCard[] = []
  const rejected: TrayCard[] = []
  let feeder: VirtualCardState[] = []
  let card: TrayCard | undefined
  let place: 'transport' | 'contacts' | 'jammed' = 'transport'
  let trouble: string | undefined

  const problem = (): string | undefined =>
    trouble ?? (place === 'jammed' ? 'Card jammed' : !card && feeder.length === 0 ? 'Feeder empty' : undefined)
  const state = (): readonly PrinterState[] => {
    const words = problem()
    return [
      {
        name: stationPrinterName,
        ...(words === undefined ? { state: 'ready' } : { state: 'problem', problem: words }),
        path: { reader: stationReaderName },
      },
    ]
  }
  const tell = (): void => {
    for (const listener of [...listeners]) listener(state())
  }
  /** The card leaves the reader with all that was written on it. */
  const leaveContacts = (): void => {
    if (place !== 'contacts' || !card) return
    contacts.hand.remove()
    card = { ...card, state: contacts.hand.cardState() ?? card.state }
    place = 'transport'
  }
  const take = (): TrayCard | undefined => {
    leaveContacts()
    const taken = card
    card = undefined
    place = 'transport'
    return taken
  }

  const carryOut: Readonly<Record<CardMove, () => void>> = {
    feed() {
      const [next, ...rest] = feeder
      feeder = rest
      card = { state: next!, face: [] }
    },
    toContacts() {
      place = 'contacts'
      contacts.hand.insert(card!.state)
    },
    eject: () => void hopper.push(take()!),
    reject: () => void rejected.push(take()!),
  }

  const findObstacle = (move: CardMove): Result<never, CardMoveFailureCode> | undefined => {
    if (place === 'jammed') return printFailures.stuck('Card jammed')
    if (trouble !== undefined) return printFailures.noMove(trouble)
    if (move === 'feed' && card) return printFailures.noMove('A card is inside already')
    if (move === 'feed' && feeder.length === 0) return printFailures.noMove('Feeder empty')
    if (move !== 'feed' && !card) return printFailures.noMove('No card is inside')
    return undefined
  }

  const move =
    (which: CardMove) =>
    async (printer: string): Promise<Result<void, CardMoveFailureCode>> => {
      await Promise.resolve()
      if (printer !== stationPrinterName) return printFailures.unknownMover()
      const obstacle = findObstacle(which)
      if (obstacle) return obstacle
      const fault = faults.get(which)
      faults.delete(which)
      try {
        if (fault === 'refused') return printFailures.noMove('Cover open')
        if (fault === 'lost-before') return printFailures.movedPerhaps(which)
        if (fault === 'jam') {
          if (which === 'feed') carryOut.feed()
          leaveContacts()
          place = 'jammed'
          return printFailures.stuck('Card jammed')
        }
        carryOut[which]()
        return fault === 'lost-after' ? printFailures.movedPerhaps(which) : ok()
      } finally {
        tell()
      }
    }

  const printer: CardPrinter = {
    watch(listener) {
      listeners.add(listener)
      listener(state())
      return () => listeners.delete(listener)
    },
    async print({ printer: name, title, pdf }) {
      await Promise.resolve()
      if (name !== stationPrinterName) return printFailures.unknown()
      const words = problem()
      if (words !== undefined) return printFailures.problem(words)
      if (new TextDecoder('latin1').decode(pdf.subarray(0, 5)) !== '%PDF-')
        return err('printer-refused', 'The printer takes PDF only. Nothing was printed.', 'Report this: it is a fault of RA Desk.')
      const fault = faults.get('print')
      faults.delete('print')
      if (fault === 'refused') return printFailures.problem('Ribbon missing')
      if (fault === 'lost-before') return printFailures.perhaps()
      const wasInside = card !== undefined
      if (!wasInside) carryOut.feed()
      leaveContacts()
      const job = { jobId: `virtual-${String(jobs.length + 1)}`, title, pdf: Uint8Array.from(pdf) }
      jobs.push(job)
      card = { ...card!, face: [...card!.face, job] }
      if (fault === 'jam') place = 'jammed'
      else if (!wasInside) carryOut.eject()
      tell()
      if (fault === 'jam') return printFailures.stoppedAtCard('Card jammed')
      return fault === 'lost-after' ? printFailures.perhaps() : ok({ jobId: job.jobId })
    },
    path: { feed: move('feed'), toContacts: move('toContacts'), eject: move('eject'), reject: move('reject') },
    async close() {
      await Promise.resolve()
      listeners.clear()
    },
  }

  return {
    printer,
    reader: contacts.reader,
    hand: {
      jobs: () => [...jobs],
      problem(words) {
        trouble = words === '' ? undefined : words
        tell()
      },
      load(cards) {
        feeder = [...feeder, ...cards]
        tell()
      },
      takeFromFeeder() {
        const taken = feeder
        feeder = []
        tell()
        return taken
      },
      feeder: () => [...feeder],
      inside: () => (card && place === 'contacts' ? { ...card, state: contacts.hand.cardState() ?? card.state } : card),
      hopper: () => [...hopper],
      rejectTray: () => [...rejected],
      failNext: (what, fault) => void faults.set(what, fault),
      takeOut() {
        const taken = take()
        tell()
        return taken
      },
      station: contacts.hand,
    },
  }
}
