/**
 * A reader in memory, as strict as a real one, and the hand that puts cards in, pulls them out and breaks things at a chosen command.
 * The hand is a separate object: the app holds the reader, a test or a demonstration holds the hand.
 */
import type { VirtualCardState } from '../card/virtual-card-state.ts'
import type { CardReader } from '../ports.ts'
import { connectVirtually } from './virtual-connection.ts'
import {
  createVirtualSlot,
  dropConnection,
  insertCard,
  muteCard,
  readersState,
  stopService,
  takeOut,
  tellReaders,
  type CardHolder,
  type ReaderCarries,
  type ReaderFault,
  type VirtualSlot,
} from './virtual-slot.ts'

export interface VirtualReaderControls {
  /** Puts this card in, taking out the one that is there. */
  insert(state: VirtualCardState): void
  remove(): void
  /** The next `count` commands go through; then the card is gone. */
  removeAfter(count: number): void
  /** The card answers the next command with this status word (hex) and does nothing. */
  answerNext(sw: string): void
  muteNext(): void
  /** The card carries the next command out, or not, and never answers. */
  silenceNext(done: boolean): void
  /** The card in the reader stops answering, as one that was put in the wrong way round. */
  mute(): void
  /** The command number `index` from now (0 is the next one) goes wrong in this way. */
  failAt(index: number, fault: ReaderFault): void
  stopService(): void
  startService(): void
  unplug(): void
  plugIn(): void
  /** Another program holds the card: connections are refused, or only shared ones granted. */
  holdCard(by: CardHolder): void
  /** What the card in the reader, or the last one that was, remembers. */
  cardState(): VirtualCardState | undefined
  /** How many commands have been sent since the reader was made. */
  commandCount(): number
}

export function createVirtualReader(given: {
  readonly random: (length: number) => Uint8Array
  readonly name?: string
  readonly carries?: ReaderCarries
  /** Lets the time pass that a card takes; really waits when absent. */
  readonly wait?: (milliseconds: number) => Promise<void>
}): {
  readonly reader: CardReader
  readonly hand: VirtualReaderControls
} {
  const { random, name = 'RA Desk virtual reader', carries = 'extended', wait = pause } = given
  const slot = createVirtualSlot({ name, random, carries, wait })
  return { reader: createReader(slot), hand: createControls(slot) }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

function createReader(slot: VirtualSlot): CardReader {
  return {
    watch(listener) {
      slot.listeners.add(listener)
      listener(readersState(slot))
      return () => slot.listeners.delete(listener)
    },
    connect: async (readerName) => connectVirtually(slot, readerName),
    async close() {
      slot.listeners.clear()
      dropConnection(slot)
    },
  }
}

function createControls(slot: VirtualSlot): VirtualReaderControls {
  const failAt = (index: number, fault: ReaderFault): void => void slot.faults.set(slot.commands + index, fault)
  return {
    insert: (state) => insertCard(slot, state),
    remove: () => takeOut(slot),
    removeAfter(count) {
      if (count === 0) takeOut(slot)
      else slot.leavesAt = slot.commands + count
    },
    answerNext(sw) {
      if (!/^[0-9a-f]{4}$/i.test(sw)) throw new Error('a status word is four hex digits')
      failAt(0, { kind: 'status', sw })
    },
    muteNext: () => failAt(0, { kind: 'mute' }),
    silenceNext: (done) => failAt(0, { kind: 'silent', done }),
    mute() {
      if (slot.card) muteCard(slot)
    },
    failAt,
    stopService: () => stopService(slot),
    startService() {
      slot.service = 'running'
      tellReaders(slot)
    },
    unplug() {
      dropConnection(slot)
      slot.plugged = false
      tellReaders(slot)
    },
    plugIn() {
      slot.plugged = true
      tellReaders(slot)
    },
    holdCard(by) {
      slot.holder = by
    },
    cardState: () => slot.card?.state() ?? slot.lastState,
    commandCount: () => slot.commands,
  }
}
