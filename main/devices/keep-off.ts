/** What RA Desk keeps its hands off, from what the service says of the readers and what the agent pinned. */
import { chooseReader, type ReaderChoice, type ReaderPins } from '../../domain/card/reader-choice.ts'
import { findKnownCard } from '../../native/card-inspection/known-cards.ts'
import type { ReadersState } from '../../native/ports.ts'

/** Kept outside the vault, as the modem's port is: devices are there before anyone signs in. */
export interface ReaderPinStore {
  read(): ReaderPins
  write(pins: ReaderPins): void
}

export function choiceOf(state: ReadersState, pins: ReaderPins): ReaderChoice {
  const readers = state.service === 'running' ? state.readers : []
  return chooseReader(
    readers.map(({ name, card, atr }) => ({ name, card, foreign: atr !== undefined && findKnownCard(atr)?.touch === false })),
    pins,
  )
}

export const keepOffWith = (pins: () => ReaderPins) => (readerName: string, state: ReadersState) =>
  choiceOf(state, pins()).readers.find(({ name }) => name === readerName)?.keepOff
