/** What a bundle would change: one of its cases held against the copy that is here, before anything is written. */
import type { RecordedEvent } from '../case/events.ts'
import { foldFacts } from '../case/facts.ts'
import { canonicalEvents } from './canonical.ts'
import { isInHand } from './custody.ts'

/**
 * `new`: not here. `comes-back`: it was handed over from here, and more has happened since. `here-already`: nothing in it is new.
 * `held-here`: this workstation works on it itself, and the bundle knows more. `apart`: different things happened on both.
 */
export const arrivals = ['new', 'comes-back', 'here-already', 'held-here', 'apart'] as const
export type Arrival = (typeof arrivals)[number]

/** Only these two are taken over. */
export const isTakenOver = (arrival: Arrival): boolean => arrival === 'new' || arrival === 'comes-back'

/** What may be noted of a copy that is not worked on: where its case is, and what is kept of it for how long. */
const copyMarks: ReadonlySet<string> = new Set(['handoverReceipted', 'handoverTakenBack', 'erased', 'keptLonger', 'heldFromErasing'])

export function compareArrival(here: readonly RecordedEvent[] | undefined, coming: readonly RecordedEvent[]): Arrival {
  if (!here) return 'new'
  const { custody } = foldFacts(here)
  const mine = canonicalEvents(here)
  const theirs = canonicalEvents(coming)
  if (isPrefix(theirs, mine)) return 'here-already'
  if (!custody || isInHand(custody.state)) return isPrefix(mine, theirs) ? 'held-here' : 'apart'
  // The other workstation cannot know of those.
  const shared = mine.slice(0, custody.seq)
  if (!here.slice(custody.seq).every(({ event }) => copyMarks.has(event.kind))) return 'apart'
  return isPrefix(shared, theirs) ? 'comes-back' : 'apart'
}

const isPrefix = (short: readonly string[], long: readonly string[]): boolean =>
  short.length <= long.length && short.every((line, index) => line === long[index])

export const arrivalWords: Readonly<Record<Arrival, string>> = {
  new: 'New here. It is taken over.',
  'comes-back': 'It was handed over from here and comes back, with what happened since. It is taken over.',
  'here-already': 'Already here, with everything that is in the bundle. Nothing changes.',
  'held-here': 'This workstation has it in hand itself. It is left as it is: ring the other workstation and agree who goes on with it.',
  apart: 'Different things were recorded here and there. It is left as it is: ring the other workstation and agree which one counts.',
}
