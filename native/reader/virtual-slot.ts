/** The state of a reader in memory, and what happens to the card in it. */
import { formatHex } from '../../domain/bytes.ts'
import { createVirtualCard, type VirtualCard } from '../card/virtual-card.ts'
import type { VirtualCardState } from '../card/virtual-card-state.ts'
import type { ReadersState } from '../ports.ts'

/** What can go wrong with one command. */
export type ReaderFault =
  /** The card leaves before the command reaches it. */
  | { readonly kind: 'removed' }
  /** The card carries the command out and leaves before the answer gets through. The nastiest of all. */
  | { readonly kind: 'answer-lost' }
  /** The card stays and says nothing; it never saw the command. */
  | { readonly kind: 'mute' }
  /** The card takes the command and never answers, as a card that hangs does. Whether it carried it out: `done` says. */
  | { readonly kind: 'silent'; readonly done: boolean }
  /** Another program resets the card; it never saw the command. */
  | { readonly kind: 'reset-by-another' }
  /** One byte comes back: what bindings make of a card that went. The card carried the command out. */
  | { readonly kind: 'short' }
  /** The card answers this status word and does nothing. */
  | { readonly kind: 'status'; readonly sw: string }
  /** The smart card service dies; the card never saw the command. */
  | { readonly kind: 'service-stopped' }

/** Who else uses the card: with `another-program` connections are refused, with the other only shared ones are granted. */
export type CardHolder = 'none' | 'another-program' | 'another-program-shared'

/**
 * What gets through to the card: `short` readers and drivers answer 0x80100016 to an extended APDU and send the card nothing; with `t0` (ISO/IEC
 * 7816-3) there is no extended form either, and an answer to a command with data waits for GET RESPONSE.
 */
export type ReaderCarries = 'extended' | 'short' | 't0'

export interface VirtualSlot {
  readonly name: string
  readonly carries: ReaderCarries
  readonly random: (length: number) => Uint8Array
  /** Lets the time pass that the card takes. */
  readonly wait: (milliseconds: number) => Promise<void>
  readonly listeners: Set<(state: ReadersState) => void>
  /** By the number of the command that goes wrong. */
  readonly faults: Map<number, ReaderFault>
  service: 'running' | 'stopped'
  plugged: boolean
  mute: boolean
  holder: CardHolder
  card: VirtualCard | undefined
  /** Of the card that was last taken out. */
  lastState: VirtualCardState | undefined
  /** Goes up whenever what a connection stood on is gone. */
  era: number
  connected: boolean
  /** How many commands have been sent. */
  commands: number
  /** The card goes after this many commands. */
  leavesAt: number | undefined
}

export function createVirtualSlot(given: Pick<VirtualSlot, 'carries' | 'name' | 'random' | 'wait'>): VirtualSlot {
  return {
    ...given,
    listeners: new Set(),
    faults: new Map(),
    service: 'running',
    plugged: true,
    mute: false,
    holder: 'none',
    card: undefined,
    lastState: undefined,
    era: 0,
    connected: false,
    commands: 0,
    leavesAt: undefined,
  }
}

export function readersState({ service, plugged, card, mute, name }: VirtualSlot): ReadersState {
  if (service === 'stopped') return { service, kind: 'virtual', readers: [] }
  if (!plugged) return { service, kind: 'virtual', readers: [] }
  if (!card) return { service, kind: 'virtual', readers: [{ name, card: 'empty' }] }
  return { service, kind: 'virtual', readers: [mute ? { name, card: 'mute' } : { name, card: 'present', atr: formatHex(card.atr) }] }
}

export function tellReaders(slot: VirtualSlot): void {
  for (const listener of [...slot.listeners]) listener(readersState(slot))
}

/** Ends the connection; the card loses its power, and with it all log-ins. */
export function dropConnection(slot: VirtualSlot): void {
  slot.era++
  slot.connected = false
  slot.card?.reset()
}

export function insertCard(slot: VirtualSlot, state: VirtualCardState): void {
  takeOut(slot)
  slot.card = createVirtualCard({ state, random: slot.random })
  tellReaders(slot)
}

export function takeOut(slot: VirtualSlot): void {
  if (!slot.card) return
  slot.lastState = slot.card.state()
  slot.leavesAt = undefined
  dropConnection(slot)
  slot.card = undefined
  slot.mute = false
  tellReaders(slot)
}

export function muteCard(slot: VirtualSlot): void {
  dropConnection(slot)
  slot.mute = true
  tellReaders(slot)
}

export function stopService(slot: VirtualSlot): void {
  dropConnection(slot)
  slot.service = 'stopped'
  tellReaders(slot)
}
