/**
 * The life of one card, from blank stock to destroyed. What may follow what is ONE table: whatever is not in it is refused with words.
 * Acts of a `case` follow from what happened to that case; acts of the `station` are what no case knows.
 */
import { err, ok, type Result } from '../result.ts'

/** `begun`: its writing was started and can be finished. `unknown`: what is on it is not known, do not use. */
export const cardStates = ['blank', 'begun', 'issued', 'posted', 'active', 'cancelled', 'spoiled', 'lost', 'unknown', 'destroyed'] as const
export type CardState = (typeof cardStates)[number]

/** A card that is not in the register yet. */
export type BeforeFirst = 'unseen'

export interface CardTransition {
  readonly from: readonly (CardState | BeforeFirst)[]
  readonly to: CardState
  readonly by: 'case' | 'station'
}

export const cardTransitions = {
  /** Came in with a box of blank stock. */
  listed: { from: ['unseen'], to: 'blank', by: 'station' },
  begun: { from: ['unseen', 'blank'], to: 'begun', by: 'case' },
  /** The card refused before anything was written: it is as blank as it was. */
  untouched: { from: ['begun'], to: 'blank', by: 'case' },
  written: { from: ['begun'], to: 'issued', by: 'case' },
  posted: { from: ['issued'], to: 'posted', by: 'case' },
  /** Its holder has it, in an unopened envelope. */
  arrived: { from: ['posted'], to: 'active', by: 'case' },
  /** The record of the arrival was corrected: it did not come, or not unopened. */
  notArrived: { from: ['active'], to: 'posted', by: 'case' },
  spoiled: { from: ['begun', 'issued', 'posted', 'active'], to: 'spoiled', by: 'case' },
  unknown: { from: ['begun'], to: 'unknown', by: 'case' },
  replacedLost: { from: ['begun', 'issued', 'posted', 'active'], to: 'lost', by: 'case' },
  replacedCancelled: { from: ['begun', 'issued', 'posted', 'active'], to: 'cancelled', by: 'case' },
  replacedDestroyed: { from: ['begun', 'issued', 'posted', 'active'], to: 'destroyed', by: 'case' },
  /** Cancelled in CIS, because another case issued the card that takes its place. */
  replacedElsewhere: { from: ['issued', 'posted', 'active'], to: 'cancelled', by: 'case' },
  cancel: { from: ['issued', 'posted', 'active'], to: 'cancelled', by: 'station' },
  markLost: { from: ['blank', 'begun', 'issued', 'posted', 'active', 'cancelled', 'spoiled', 'unknown'], to: 'lost', by: 'station' },
  destroy: {
    from: ['blank', 'begun', 'issued', 'posted', 'active', 'cancelled', 'spoiled', 'lost', 'unknown'],
    to: 'destroyed',
    by: 'station',
  },
  /** A case said that the card was destroyed; how, and who saw it, comes after. */
  proveDestroyed: { from: ['destroyed'], to: 'destroyed', by: 'station' },
} as const satisfies Record<string, CardTransition>

export type CardAct = keyof typeof cardTransitions
export type StationCardAct = { [Act in CardAct]: (typeof cardTransitions)[Act]['by'] extends 'station' ? Act : never }[CardAct]
export type CaseCardAct = Exclude<CardAct, StationCardAct>

export const cardActs = Object.keys(cardTransitions) as CardAct[]

/** States in which a card can be used, or will be: a registrant never has two of these. */
export const liveStates: ReadonlySet<CardState> = new Set<CardState>(['issued', 'posted', 'active'])

export const cardStateWords: Readonly<Record<CardState, string>> = {
  blank: 'Blank',
  begun: 'Being written',
  issued: 'Issued',
  posted: 'Posted',
  active: 'Active',
  cancelled: 'Cancelled',
  spoiled: 'Spoiled',
  lost: 'Lost',
  unknown: 'Unknown: do not use',
  destroyed: 'Destroyed',
}

/** Past tense, for the history of a card. */
export const cardActWords: Readonly<Record<CardAct, string>> = {
  listed: 'Taken into stock',
  begun: 'Writing begun',
  untouched: 'Refused: nothing was written to it',
  written: 'Written, read back and checked',
  posted: 'Posted',
  arrived: 'Arrived with its holder',
  notArrived: 'Arrival corrected: it has not come unopened',
  spoiled: 'Spoiled',
  unknown: 'Lost while it was being written: its passcode is not known',
  replacedLost: 'Replaced: it was lost',
  replacedCancelled: 'Replaced and cancelled',
  replacedDestroyed: 'Replaced and destroyed',
  replacedElsewhere: 'Cancelled: replaced by a card of another case',
  cancel: 'Cancelled',
  markLost: 'Marked as lost',
  destroy: 'Destroyed',
  proveDestroyed: 'How it was destroyed was recorded',
}

/** How a chip is destroyed so that it can no longer be read. */
export const destructionMethods = [
  { id: 'folded', name: 'Folded through the chip' },
  { id: 'cut', name: 'Cut through the chip' },
  { id: 'punched', name: 'Punched through the chip' },
] as const
export type DestructionMethod = (typeof destructionMethods)[number]['id']
export const destructionMethodIds = destructionMethods.map(({ id }) => id) as [DestructionMethod, ...DestructionMethod[]]

export type LifecycleFailureCode = 'card-transition'

const refusedWords: Readonly<Record<CardState | BeforeFirst, readonly [message: string, next: string]>> = {
  unseen: ['This card is not in the register.', 'Import the list of its box first.'],
  blank: ['This card is blank and in stock.', 'Only cards that were written can be posted, cancelled or replaced.'],
  begun: ['Writing of this card was started and not finished.', 'Put it back in the reader and continue in its case, or replace it there.'],
  issued: ['This card is written and belongs to a registrant.', 'Open its case to continue.'],
  posted: ['This card is on its way to its holder.', 'Open its case to continue.'],
  active: ['This card is with its holder.', 'If it must no longer be used, cancel it or mark it as lost.'],
  cancelled: ['This card is cancelled.', 'If you have it, destroy it.'],
  spoiled: ['This card is spoiled and cannot be used again.', 'Destroy it, and take a blank one.'],
  lost: ['This card is marked as lost and cannot be used again.', 'If you find it, destroy it.'],
  unknown: ['Do not use this card: its passcode is not known.', 'Destroy it, and take a blank one.'],
  destroyed: ['This card is destroyed.', 'There is nothing more to record for it.'],
}

/** The state after an act, or why it cannot be. */
export function moveCard(from: CardState | BeforeFirst, act: CardAct): Result<CardState, LifecycleFailureCode> {
  const rule: CardTransition = cardTransitions[act]
  if (rule.from.includes(from)) return ok(rule.to)
  const [message, next] = refusedWords[from]
  return err('card-transition', `${message} Nothing was changed.`, next)
}
