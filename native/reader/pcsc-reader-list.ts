/** The readers of one instance of the binding, and the card in each. An instance that broke is ended, and a new one is followed by a new list. */
import { formatHex } from '../../domain/bytes.ts'
import type { ReaderState } from '../ports.ts'
import { quiet, type PcscContext, type SystemReader } from './pcsc-binding.ts'

// SCARD_STATE_PRESENT and SCARD_STATE_MUTE of winscard.h.
const present = 0x20
const muted = 0x200

interface ListedReader {
  readonly system: SystemReader
  state: ReaderState
}

export interface PcscReaderList {
  find(name: string): Readonly<ListedReader> | undefined
  states(): readonly ReaderState[]
  /** Nothing is heard of this instance any more. */
  end(): void
}

/** `on.broken`: the instance is of no use any more. */
export function listReaders(context: PcscContext, on: { readonly changed: () => void; readonly broken: () => void }): PcscReaderList {
  const readers = new Map<string, ListedReader>()
  let ended = false

  const follow = (system: SystemReader): void => {
    const { name } = system
    const reader: ListedReader = { system, state: { name, card: 'empty' } }
    readers.set(name, reader)
    system.on('error', on.broken)
    system.on('end', () => {
      if (readers.get(name) !== reader) return
      readers.delete(name)
      on.changed()
    })
    system.on('status', (status) => {
      reader.state = readStatus(name, status) ?? reader.state
      on.changed()
    })
    on.changed()
  }

  context.on('error', on.broken)
  context.on('reader', (reader) => {
    if (!ended) follow(reader)
  })

  return {
    find: (name) => readers.get(name),
    states: () => [...readers.values()].map((reader) => reader.state),
    end() {
      ended = true
      for (const { system } of readers.values()) quiet(system)
      readers.clear()
      try {
        context.close()
      } catch {
        // It is being thrown away, often because it is broken.
      }
    },
  }
}

/** `undefined`: a card is there, but it is not powered up yet, so the status says nothing new. */
export function readStatus(name: string, { state, atr }: { readonly state: number; readonly atr?: Uint8Array }): ReaderState | undefined {
  if ((state & muted) !== 0) return { name, card: 'mute' }
  if ((state & present) === 0) return { name, card: 'empty' }
  return atr && atr.length > 0 ? { name, card: 'present', atr: formatHex(atr) } : undefined
}
