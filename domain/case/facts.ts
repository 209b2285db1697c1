/**
 * What is true now: the fold of everything that happened to a case. Pure and total: the same events give the same facts on every machine,
 * so a restart, an audit and a merge all agree.
 */
import type { BaseFacts, Part, Recording } from '../journey/part.ts'
import type { parts } from '../journey/journey.ts'
import { journeyRules, type RecordedEvent } from './events.ts'
import type { JourneyRules } from './rules.ts'

export type { CardAttempt } from '../journey/card.ts'
export type { PhoneCode } from '../journey/phone-code.ts'

type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void ? All : never
type FactsOf<Every> = Every extends Part<infer Facts, unknown, string> ? Facts : never
type AllFacts = BaseFacts & Both<FactsOf<(typeof parts)[keyof typeof parts]>>
export type CaseFacts = { readonly [Key in keyof AllFacts]: AllFacts[Key] }

type AnyRecorded = Pick<RecordedEvent, 'seq' | 'at' | 'agentName'> & { readonly event: { readonly kind: string } }

export function foldFactsWith(rules: JourneyRules, events: readonly AnyRecorded[]): CaseFacts {
  const first = events[0]
  if (!first) throw new Error('a case without events does not exist')
  const facts = Object.assign(
    { openedAt: first.at, lastSeq: 0, lastAt: first.at, inputChangedAt: {} },
    ...rules.parts.map(({ empty }) => empty),
  )
  for (const recorded of events) apply(rules, facts, recorded)
  return facts
}

/** The event changes the facts of its own part; then each part does what an input that changed, or the event, means for it. */
function apply(
  rules: JourneyRules,
  facts: BaseFacts & { lastSeq: number; lastAt: string; inputChangedAt: object },
  recorded: AnyRecorded,
): void {
  const { event, seq, at, agentName } = recorded
  const rule = rules.events.get(event.kind)
  if (!rule) throw new Error(`no part of the journey knows ${event.kind}`)
  facts.lastSeq = seq
  facts.lastAt = at
  const changed: string[] = []
  const recording: Recording = {
    seq,
    at,
    changed(input, before, now) {
      if (JSON.stringify(before) === JSON.stringify(now)) return
      facts.inputChangedAt = { ...facts.inputChangedAt, [input]: seq }
      changed.push(input)
    },
  }
  rule.apply?.(facts as never, { ...event, seq, recordedAt: at, agentName } as never, recording)
  // A reaction may change further inputs, which are reacted to in turn.
  for (let next = changed.shift(); next !== undefined; next = changed.shift())
    for (const part of rules.parts) part.onChange?.[next]?.(facts as never, recording)
  for (const part of rules.parts) part.onEvent?.[event.kind]?.(facts as never, recording)
}

export const foldFacts = (events: readonly RecordedEvent[]): CaseFacts => foldFactsWith(journeyRules, events)
