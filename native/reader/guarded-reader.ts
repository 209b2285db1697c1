/**
 * The same readers, with the agent's own card out of reach: whoever asks, no connection is made to a reader that is kept for it, or to a card
 * that is never touched. What is in a reader is known from the service's news, so saying no costs the card nothing.
 */
import type { KeepOff } from '../../domain/card/reader-choice.ts'
import type { CardReader, ReadersState } from '../ports.ts'
import { readerFailure } from './reader-failure.ts'

export function guardReader(reader: CardReader, keepOff: (readerName: string, state: ReadersState) => KeepOff | undefined): CardReader {
  let state: ReadersState | undefined
  const stop = reader.watch((now) => { state = now })
  return {
    watch: reader.watch.bind(reader),
    async connect(readerName) {
      const why = state && keepOff(readerName, state)
      return why === undefined ? reader.connect(readerName) : readerFailure(why)
    },
    async close() {
      stop()
      await reader.close()
    },
  }
}
