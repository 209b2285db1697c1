/** What a bundle would change: compares one of its cases with the copy that is here, before anything is written. */
import { canonicalEvents } from './canonical.ts'
import { isInHand, type Custody } from './custody.ts'

/**
 * `new`: not here. `comes-back`: it was handed over from here, and more has happened since. `here-already`: nothing in it is new.
 * `held-here`: this workstation has the case itself, and the bundle knows more. `apart`: different things happened on both.
 */
export const arrivals = ['new', 'comes-back', 'here-already', 'held-here', 'apart'] as const
export type Arrival = (typeof arrivals)[number]

/** The copy of a case that is here. */
export interface CopyHere {
  /** Recorded events, oldest first. */
  readonly events: readonly { readonly event: { readonly kind: string } }[]
  /** `seq`: how many events the case had when it was handed over or taken over. */
  readonly custody?: { readonly state: Custody; readonly seq: number } | undefined
}

/** Only these two are taken over. */
export const isTakenOver = (arrival: Arrival): boolean => arrival === 'new' || arrival === 'comes-back'

/** Events that a copy may get although its case is elsewhere: where the case is, and how long the copy is kept. */
const copyMarks: ReadonlySet<string> = new Set(['handoverReceipted', 'handoverTakenBack', 'erased', 'keptLonger', 'heldFromErasing'])

/** `coming`: the recorded events of the case in the bundle, oldest first. */
export function compareArrival(here: CopyHere | undefined, coming: readonly object[]): Arrival {
  if (!here) return 'new'
  const { events, custody } = here
  const mine = canonicalEvents(events)
  const theirs = canonicalEvents(coming)
  if (isPrefix(theirs, mine)) return 'here-already'
  if (!custody || isInHand(custody.state)) return isPrefix(mine, theirs) ? 'held-here' : 'apart'
  // The other workstation does not have the marks of this copy.
  const shared = mine.slice(0, custody.seq)
  if (!events.slice(custody.seq).every(({ event }) => copyMarks.has(event.kind))) return 'apart'
  return isPrefix(shared, theirs) ? 'comes-back' : 'apart'
}

const isPrefix = (short: readonly string[], long: readonly string[]): boolean =>
  short.length <= long.length && short.every((line, index) => line === long[index])

export const arrivalWords: Readonly<Record<Arrival, string>> = {
  new: 'New here. It will be taken over.',
  'comes-back': 'It was handed over from here and comes back with later changes. It will be taken over.',
  'here-already': 'Already here, with everything in the bundle. Nothing changes.',
  'held-here': 'This workstation already has this case. It is left unchanged: phone the other workstation and agree who continues with it.',
  apart:
    'Different things were recorded here and there. It is left unchanged: phone the other workstation and agree which record is right.',
}
