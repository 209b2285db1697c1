/** The readers of a virtual station: one to begin with, and as many more as a hand plugs in. */
import type { CardReader } from '../ports.ts'
import { joinReaders } from './joined-reader.ts'
import { createVirtualReader, type VirtualReaderControls } from './virtual-reader.ts'

export interface VirtualReaders {
  readonly reader: CardReader
  /** Of the first reader. */
  readonly hand: VirtualReaderControls
  readonly readers: { find(name: string): VirtualReaderControls | undefined; add(name: string): VirtualReaderControls }
}

export function createVirtualReaders(given: { readonly random: (length: number) => Uint8Array; readonly name?: string }): VirtualReaders {
  const { random, name = 'RA Desk virtual reader' } = given
  const first = createVirtualReader({ random, name })
  const hands = new Map([[name, first.hand]])
  const reader = joinReaders(first.reader)
  return {
    reader,
    hand: first.hand,
    readers: {
      find: (wanted) => hands.get(wanted),
      add(wanted) {
        const { reader: further, hand } = createVirtualReader({ random, name: wanted })
        hands.set(wanted, hand)
        reader.add(further)
        return hand
      },
    },
  }
}
