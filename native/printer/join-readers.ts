/** Two card readers as one: the readers of the workstation, and the one inside a printer. */
import type { CardReader, ReadersState } from '../ports.ts'

/** The service of the first is the service that is told; what the second lacks is left out. */
export function joinReaders(first: CardReader, second: CardReader): CardReader {
  const joined = (one: ReadersState, other: ReadersState): ReadersState =>
    one.service === 'running' && other.service === 'running' ? { ...one, readers: [...one.readers, ...other.readers] } : one
  return {
    watch(listener) {
      let mine: [ReadersState | undefined, ReadersState | undefined] = [undefined, undefined]
      const hear = (at: 0 | 1) => (state: ReadersState): void => {
        mine = at === 0 ? [state, mine[1]] : [mine[0], state]
        const [one, other] = mine
        if (!one || !other) return
        listener(joined(one, other))
      }
      const stops = [first.watch(hear(0)), second.watch(hear(1))]
      return () => {
        for (const stop of stops) stop()
      }
    },
    async connect(name) {
      const here = await isOf(second, name)
      return here ? second.connect(name) : first.connect(name)
    },
    async close() {
      await Promise.all([first.close(), second.close()])
    },
  }
}

/** A watcher is told at once, so this is what is so now. */
function isOf(reader: CardReader, name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = reader.watch((state) => resolve(state.readers.some((one) => one.name === name)))
    queueMicrotask(stop)
  })
}
