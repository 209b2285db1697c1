/**
 * The same readers, with the agent's own card out of reach: no connection is made to a reader that is kept for it, or to a card
 * that is never touched. What is in a reader is known from the service's news, so saying no costs the card nothing.
 * A card that another program has open is not used either: it may be the agent's own, and without transactions its commands and ours would mix.
 * One at a time: who comes while the app itself still talks to a card waits a moment, and is not told that "another program" has it.
 * And it remembers what gets through to a kind of card in a reader.
 */
import type { KeepOff } from '../../domain/card/reader-choice.ts'
import { ok } from '../../domain/result.ts'
import type { CardLink, CardReader, ReadersState } from '../ports.ts'
import { readerFailure } from '../reader-failure.ts'

/** Longer than a look at a card takes, shorter than writing one. */
const patienceMilliseconds = 5_000

export function guardReader(
  reader: CardReader,
  keepOff: (readerName: string, state: ReadersState) => KeepOff | undefined,
  given: { readonly patience?: number } = {},
): CardReader {
  const { patience = patienceMilliseconds } = given
  /** Our own connections, by reader: settled when they are let go. */
  const open = new Map<string, Promise<void>>()
  /** By reader and answer to reset. */
  const links = new Map<string, CardLink>()
  const linkTo = (readerName: string, atr: string): CardLink => {
    const key = `${atr} ${readerName}`
    const link = links.get(key) ?? {}
    links.set(key, link)
    return link
  }
  let state: ReadersState | undefined
  const stop = reader.watch((now) => {
    state = now
  })

  /** True when it took too long. */
  const ownIsGone = async (readerName: string): Promise<boolean> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(true), patience)
    })
    const tooLong = await Promise.race([open.get(readerName)?.then(() => false) ?? false, late])
    clearTimeout(timer)
    return tooLong
  }

  return {
    watch: reader.watch.bind(reader),
    async connect(readerName) {
      // Several may wait; the first of them to wake takes its place, and the others wait for it.
      for (let end = false; open.has(readerName) && !end;) end = await ownIsGone(readerName)
      const why = state && keepOff(readerName, state)
      if (why !== undefined) return readerFailure(why)
      let letGo: () => void = () => undefined
      const gone = new Promise<void>((resolve) => {
        letGo = resolve
      })
      if (!open.has(readerName)) open.set(readerName, gone)
      const end = (): void => {
        if (open.get(readerName) === gone) open.delete(readerName)
        letGo()
      }
      const connected = await reader.connect(readerName)
      if (!connected.ok) {
        end()
        return connected
      }
      const connection = connected.value
      if (connection.shared) {
        // Not reset: that would throw the other program out.
        await connection.disconnect('leave')
        end()
        return readerFailure('card-in-use')
      }
      return ok({
        ...connection,
        link: linkTo(readerName, connection.atr),
        async disconnect(after) {
          try {
            await connection.disconnect(after)
          } finally {
            end()
          }
        },
      })
    },
    async close() {
      stop()
      await reader.close()
    },
  }
}
