/** The events of a case in words, for the history. The words are those of its part of the journey. */
import type { Edition } from '../guidance/edition.ts'
import type { EventWords } from '../journey/part.ts'
import { journeyRules, type CaseEvent, type RecordedEvent } from './events.ts'
import type { JourneyRules } from './rules.ts'

export function describeEventWith(rules: JourneyRules, event: { readonly kind: string }, edition: Edition): EventWords {
  const rule = rules.events.get(event.kind)
  if (!rule) throw new Error(`no part of the journey knows ${event.kind}`)
  return rule.describe(event as never, edition)
}

export const describeEvent = (event: CaseEvent, edition: Edition): EventWords => describeEventWith(journeyRules, event, edition)

type AnyRecorded = Pick<RecordedEvent, 'event'>

/** What the history of a case shows, in its order: what was written down before it was tried is left out once it is known how it went. */
export function listHistory<Recorded extends AnyRecorded>(events: readonly Recorded[]): Recorded[] {
  return events.filter(({ event }, index) => {
    const { isSettledBy } = journeyRules.events.get(event.kind) ?? {}
    const later = isSettledBy && events.slice(index + 1).find((one) => one.event.kind === event.kind)
    return later === undefined || !isSettledBy?.(event as never, later.event as never)
  })
}
