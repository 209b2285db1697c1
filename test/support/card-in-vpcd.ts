/** A virtual card of this process in a reader of vpcd, and everything that any program says to it. */
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createVirtualCard, type VirtualCard } from '../../native/card/virtual-card.ts'
import type { VirtualCardState } from '../../native/card/virtual-card-state.ts'
import type { CardReader } from '../../native/ports.ts'
import { attachToVpcd, type CardInVpcd } from '../../native/reader/vpicc.ts'
import { vpcdReader } from './pcsc.ts'

export interface Said {
  readonly command: Uint8Array
  readonly answer: Uint8Array
}

/** The same bytes each time for the same seed: a card made with it answers the same commands in the same way again. */
export function seededRandom(seed: string): (length: number) => Uint8Array {
  let count = 0
  return (length) => {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at += 32)
      bytes.set(
        createHash('sha256')
          .update(`${seed} ${String(count++)}`)
          .digest()
          .subarray(0, length - at),
        at,
      )
    return bytes
  }
}

export interface CardSlot {
  /** Takes out what is in, and waits until every given reader has seen both. Forgets what was said. */
  insert(state: VirtualCardState, random: (length: number) => Uint8Array): Promise<VirtualCard>
  said(): readonly Said[]
  forget(): void
  remove(): Promise<void>
}

/** `readers`: who must have noticed before a card counts as in or out. `port`: of the first reader of the PC/SC in use. */
export function createCardSlot(readers: readonly CardReader[], port: number): CardSlot {
  let inReader: CardInVpcd | undefined
  let said: Said[] = []
  const until = (inside: boolean): Promise<void> =>
    Promise.all(
      readers.map(
        (reader) =>
          new Promise<void>((resolve, reject) => {
            const late = setTimeout(() => {
              end()
              reject(new Error(`the card was not seen to be ${inside ? 'in' : 'out'}`))
            }, 15_000)
            const end = (): void => {
              clearTimeout(late)
              queueMicrotask(() => stop())
              resolve()
            }
            const stop = reader.watch((state) => {
              if (state.readers.some(({ name, card }) => name === vpcdReader && (card === 'empty') !== inside)) end()
            })
          }),
      ),
    ).then(() => undefined)
  const remove = async (): Promise<void> => {
    if (!inReader) return
    await inReader.detach()
    inReader = undefined
    await until(false)
  }
  return {
    async insert(state, random) {
      await remove()
      said = []
      const card = createVirtualCard({ state, random })
      const heard: VirtualCard = {
        ...card,
        transmit(command) {
          const answer = card.transmit(command)
          said.push({ command: Uint8Array.from(command), answer })
          return answer
        },
      }
      for (let attempt = 0; inReader === undefined; attempt++) {
        try {
          inReader = await attachToVpcd({ card: heard, port })
        } catch (reason) {
          if (attempt > 50) throw reason
          await sleep(100)
        }
      }
      await until(true)
      return card
    },
    said: () => said,
    forget: () => {
      said = []
    },
    remove,
  }
}
