/**
 * A card printer with a contact station in memory: a feeder with a stack of blank cards, a reader where the card stops on its way, an output hopper and a
 * reject tray. As strict as hardware: one card inside at a time, nothing moves while something is wrong, and a card that jams stays until a hand takes it out.
 * The hand is a separate object: the app holds the printer and the reader, a test or a demonstration holds the hand.
 */
import type { VirtualCardState } from '../card/virtual-card-state.ts'
import type { CardMove, CardPrinter, CardReader } from '../ports.ts'
import type { VirtualReaderControls } from '../reader/virtual-reader.ts'
import type { VirtualPrinterControls } from './virtual-printer.ts'
import { createVirtualStation, takeCard, tellStation, type MoveFault, type TrayCard, type VirtualStation } from './virtual-station.ts'
import { createStationPort } from './virtual-station-port.ts'

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
  const station = createVirtualStation(given.random)
  return { printer: createStationPort(station), reader: station.contacts.reader, hand: createControls(station) }
}

function createControls(station: VirtualStation): VirtualStationControls {
  const { contacts } = station
  return {
    jobs: () => [...station.jobs],
    problem(words) {
      station.trouble = words === '' ? undefined : words
      tellStation(station)
    },
    load(cards) {
      station.feeder = [...station.feeder, ...cards]
      tellStation(station)
    },
    takeFromFeeder() {
      const taken = station.feeder
      station.feeder = []
      tellStation(station)
      return taken
    },
    feeder: () => [...station.feeder],
    inside: () =>
      station.card && station.place === 'contacts'
        ? { ...station.card, state: contacts.hand.cardState() ?? station.card.state }
        : station.card,
    hopper: () => [...station.hopper],
    rejectTray: () => [...station.rejected],
    failNext: (what, fault) => void station.faults.set(what, fault),
    takeOut() {
      const taken = takeCard(station)
      tellStation(station)
      return taken
    },
    station: contacts.hand,
  }
}
