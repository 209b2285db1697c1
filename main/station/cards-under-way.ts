/** Knows whether a card is being written or printed just now: locking in the middle would leave it inside the printer. */
import type { ChannelName, Handlers } from '../../preload/contract.ts'

const channelsOfCards = ['batch.next', 'card.printFace', 'card.write', 'printer.issue'] as const satisfies readonly ChannelName[]

export interface CardsUnderWay {
  isAny(): boolean
  /** The same handlers; those that move a card are counted while they run. */
  watch(handlers: Handlers): Handlers
}

export function createCardsUnderWay(): CardsUnderWay {
  let running = 0
  function counted<Input, Reply>(answer: (input: Input) => Promise<Reply>): (input: Input) => Promise<Reply> {
    return async (input) => {
      running += 1
      try {
        return await answer(input)
      } finally {
        running -= 1
      }
    }
  }
  return {
    isAny: () => running > 0,
    watch: (handlers) => ({
      ...handlers,
      ...Object.fromEntries(channelsOfCards.map((name) => [name, counted(handlers[name] as (input: unknown) => Promise<unknown>)])),
    }),
  }
}
