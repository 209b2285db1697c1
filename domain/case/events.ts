/**
 * What can happen to a case: the events of all parts of the journey. A case IS the list of its events: facts are folded from these, statuses
 * from facts, and nothing is ever edited in place. A correction is another event of the same kind, with a reason.
 */
import { z } from 'zod'
import { parts } from '../journey/journey.ts'
import { instant, randomId, shortText, text } from '../values.ts'
import { assembleRules, type JourneyRules } from './rules.ts'

export const journeyRules = assembleRules(parts)

type Parts = (typeof parts)[keyof typeof parts]
type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void ? All : never
/** Every event rule under its kind. */
export type EventRules = Both<Parts['events']>

type EventOfRule<Rule> = Rule extends { readonly schema: z.ZodType<infer Event> } ? Event : never

export type EventKind = keyof EventRules
export type EventOf<Kind extends EventKind> = EventOfRule<EventRules[Kind]>
export type CaseEvent = { [Kind in EventKind]: EventOf<Kind> }[EventKind]
/** Kinds that an agent records on a screen. */
export type AgentEventKind = { [Kind in EventKind]: EventRules[Kind] extends { readonly by: 'main' } ? never : Kind }[EventKind]
export type AgentEvent = EventOf<AgentEventKind>

/** One schema for the events of all parts: those that an agent records on a screen, those that `main` alone records, or every one. */
export function schemaOfEvents(rules: JourneyRules, which: 'agent' | 'main' | 'every'): z.ZodType<{ readonly kind: string }> {
  const chosen = [...rules.events.values()].filter(({ by }) => which === 'every' || (by === 'main') === (which === 'main'))
  return z.discriminatedUnion('kind', chosen.map(({ schema }) => schema) as never)
}
const schemaOf = <Event>(which: 'agent' | 'main' | 'every'): z.ZodType<Event, Event> => schemaOfEvents(journeyRules, which) as never

/** Acts that the agent records on a screen. */
export const agentEvent = schemaOf<AgentEvent>('agent')
export const caseEvent = schemaOf<CaseEvent>('every')

export const agentEventKinds = [...journeyRules.events].filter(([, { by }]) => by !== 'main').map(([kind]) => kind) as AgentEventKind[]

/** An event as it stands in the case: who, when, in which order, and why when it corrects an earlier one. */
export const recordedEvent = z.strictObject({
  seq: z.number().int().positive(),
  at: instant,
  agentId: randomId,
  agentName: shortText,
  reason: text.optional(),
  event: caseEvent,
})
export type RecordedEvent = z.infer<typeof recordedEvent>
