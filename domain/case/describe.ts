/** One event of a case in words, for the history. The words are those of its part of the journey. */
import type { Edition } from '../guidance/edition.ts'
import type { EventWords } from '../journey/part.ts'
import { journeyRules, type CaseEvent } from './events.ts'
import type { JourneyRules } from './rules.ts'

export function describeEventWith(rules: JourneyRules, event: { readonly kind: string }, edition: Edition): EventWords {
  const rule = rules.events.get(event.kind)
  if (!rule) throw new Error(`no part of the journey knows ${event.kind}`)
  return rule.describe(event as never, edition)
}

export const describeEvent = (event: CaseEvent, edition: Edition): EventWords => describeEventWith(journeyRules, event, edition)
