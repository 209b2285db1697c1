/**
 * A reader in memory, as strict as a real one, and the hand that puts cards in, pulls them out and breaks things at a chosen command.
 * The hand is a separate object: the app holds the reader, a test or a demonstration holds the hand.
 */
import { ok } from '../../domain/result.ts'
import { formatHex, fromHex } from '../../domain/bytes.ts'
import { createVirtualCard, type VirtualCard } from '../card/virtual-card.ts'
import type { VirtualCardState } from '../card/virtual-card-state.ts'
import type { CardReader, ReadersState } from '../ports.ts'
import { readerFailure } from '../reader-failure.ts'

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
  holdCard(by: 'none' | 'another-program' | 'another-program-shared'): void
  /** What the card in the reader, or the last one that was, remembers. */
  cardState(): VirtualCardState | undefined
  /** How many commands have been sent since the reader was made. */
  commandCount(): number
}

export function createVirtualReader(given: { readonly random: (length: number) => Uint8Array; readonly name?: string }): {
  readonly reader: CardReader
  readonly hand: VirtualReaderControls
} {
  const { random, name = 'RA Desk virtual reader' } = given
  const listeners = new Set<(state: ReadersState) => void>()
  const faults = new Map<number, ReaderFault>()
  let service: 'running' | 'stopped' = 'running'
  let plugged = true
  let mute = false
  let holder: 'none' | 'another-program' | 'another-program-shared' = 'none'
  let card: VirtualCard | undefined
  let lastState: VirtualCardState | undefined
  /** Goes up whenever what a connection stood on is gone. */
  let era = 0
  let connected = false
  let commands = 0
  let leavesAt: number | undefined

  const state = (): ReadersState => {
    if (service === 'stopped') return { service, kind: 'virtual', readers: [] }
    if (!plugged) return { service, kind: 'virtual', readers: [] }
    if (!card) return { service, kind: 'virtual', readers: [{ name, card: 'empty' }] }
    return { service, kind: 'virtual', readers: [mute ? { name, card: 'mute' } : { name, card: 'present', atr: formatHex(card.atr) }] }
  }
  const tell = (): void => {
    for (const listener of [...listeners]) listener(state())
  }
  const drop = (): void => {
    era++
    connected = false
    card?.reset()
  }
  const takeOut = (): void => {
    if (!card) return
    lastState = card.state()
    leavesAt = undefined
    drop()
    card = undefined
    mute = false
    tell()
  }

  const reader: CardReader = {
    watch(listener) {
      listeners.add(listener)
      listener(state())
      return () => listeners.delete(listener)
    },

    async connect(readerName) {
      if (service === 'stopped') return readerFailure('reader-service-stopped')
      if (!plugged || readerName !== name) return readerFailure('reader-gone')
      if (!card) return readerFailure('no-card')
      if (mute) return readerFailure('card-mute')
      if (connected || holder === 'another-program') return readerFailure('card-in-use')
      const mine = era
      const present = card
      connected = true
      const lost = () => readerFailure(service === 'stopped' ? 'reader-service-stopped' : plugged ? 'card-removed' : 'reader-gone')
      return ok({
        atr: formatHex(present.atr),
        shared: holder === 'another-program-shared',

        async transmit(command) {
          if (era !== mine) return lost()
          const fault = faults.get(commands)
          faults.delete(commands)
          commands++
          switch (fault?.kind) {
            case undefined: {
              const answer = present.transmit(Uint8Array.from(command))
              if (commands === leavesAt) takeOut()
              return ok(answer)
            }
            case 'status':
              return ok(fromHex(fault.sw))
            case 'removed':
              takeOut()
              return lost()
            case 'answer-lost':
              present.transmit(Uint8Array.from(command))
              takeOut()
              return lost()
            case 'short': {
              const answer = present.transmit(Uint8Array.from(command))
              return ok(answer.slice(0, 1))
            }
            case 'mute':
              drop()
              mute = true
              tell()
              return readerFailure('card-mute')
            case 'silent':
              if (fault.done) present.transmit(Uint8Array.from(command))
              return new Promise(() => undefined)
            case 'reset-by-another':
              drop()
              return readerFailure('card-reset')
            case 'service-stopped':
              hand.stopService()
              return lost()
          }
        },

        async disconnect(after) {
          if (era !== mine) return
          era++
          connected = false
          if (after === 'reset') present.reset()
        },
      })
    },

    async close() {
      listeners.clear()
      drop()
    },
  }

  const hand: VirtualReaderControls = {
    insert(cardState) {
      takeOut()
      card = createVirtualCard({ state: cardState, random })
      tell()
    },
    remove: takeOut,
    removeAfter(count) {
      if (count === 0) takeOut()
      else leavesAt = commands + count
    },
    answerNext(sw) {
      if (!/^[0-9a-f]{4}$/i.test(sw)) throw new Error('a status word is four hex digits')
      faults.set(commands, { kind: 'status', sw })
    },
    muteNext() {
      faults.set(commands, { kind: 'mute' })
    },
    silenceNext(done) {
      faults.set(commands, { kind: 'silent', done })
    },
    mute() {
      if (!card) return
      drop()
      mute = true
      tell()
    },
    failAt(index, fault) {
      faults.set(commands + index, fault)
    },
    stopService() {
      drop()
      service = 'stopped'
      tell()
    },
    startService() {
      service = 'running'
      tell()
    },
    unplug() {
      drop()
      plugged = false
      tell()
    },
    plugIn() {
      plugged = true
      tell()
    },
    holdCard(by) {
      holder = by
    },
    cardState: () => card?.state() ?? lastState,
    commandCount: () => commands,
  }

  return { reader, hand }
}
