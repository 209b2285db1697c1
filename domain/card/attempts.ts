/**
 * How many attempts a new card comes with. Most allow 3, others 5, 6, 10 or 15, and only some say how many of them are used. Of the others a new card
 * is told from a tried one by what the first card of the same stock showed, which the agent confirmed.
 */
import { z } from 'zod'

/** What a card allows of which nothing else is known. */
export const USUAL_ATTEMPTS = 3

/** Counters have four bits (ISO/IEC 7816-4). No card comes with a single attempt: one that has one left was tried. */
export const attemptsOfNewCard = z.number().int().min(2).max(15)

/** Cards that come with the same number of attempts: those of a box, or those of a kind that came in no box, told by their answer to reset. */
export const cardStock = z.union([
  z.strictObject({ box: z.string().min(1) }),
  z.strictObject({ atr: z.string().regex(/^(?:[0-9A-F]{2}){2,33}$/) }),
])
export type CardStock = z.infer<typeof cardStock>

export const sameStock = (one: CardStock, other: CardStock): boolean =>
  'box' in one ? 'box' in other && one.box === other.box : 'atr' in other && one.atr === other.atr

/** `ask`: whether new cards come like this is for the agent to say. */
export type AttemptsVerdict = 'unused' | 'tried' | 'locked' | 'untold' | 'ask'

/** `total`: as the card says it. `learnt`: what new cards of its stock come with, as the agent confirmed it. */
export function judgeAttempts(given: {
  readonly left: number | undefined
  readonly total: number | undefined
  readonly learnt: number | undefined
}): AttemptsVerdict {
  const { left, total, learnt } = given
  if (left === undefined) return 'untold'
  if (left === 0) return 'locked'
  if (left === (total ?? learnt ?? USUAL_ATTEMPTS)) return 'unused'
  if (total !== undefined || left === 1) return 'tried'
  // More than the stock is known for cannot come from trying: then what was learnt came from a card that was tried, or this one is of another kind.
  return learnt === undefined || left > learnt ? 'ask' : 'tried'
}
