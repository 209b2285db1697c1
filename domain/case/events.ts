/**
 * What can happen to a case: the events of all parts of the journey. A case IS the list of its events: facts are folded from these, statuses
 * from facts, and nothing is ever edited in place. A correction is another event of the same kind, with a reason.
 */
import { z } from 'zod'
import type { EventRule } from '../journey/part.ts'
import { parts } from '../journey/journey.ts'
import { instant, randomId, shortText, text } from '../values.ts'
import { assembleRules, type AnyEventRule } from './rules.ts'

export const journeyRules = assembleRules(parts)

type Parts = (typeof parts)[keyof typeof parts]
type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void ? All : never
/** Every event rule under its kind. */
export type EventRules = Both<Parts['events']>

type EventOfRule<Rule> = Rule extends EventRule<infer _Facts, infer Event, infer _Act, infer _Judged, infer _By> ? Event : never

export type EventKind = keyof EventRules
export type EventOf<Kind extends EventKind> = EventOfRule<EventRules[Kind]>
export type CaseEvent = { [Kind in EventKind]: EventOf<Kind> }[EventKind]
/** Kinds that an agent records on a screen. */
export type AgentEventKind = { [Kind in EventKind]: EventRules[Kind] extends { readonly by: 'main' } ? never : Kind }[EventKind]
export type AgentEvent = EventOf<AgentEventKind>

const unionOf = <Event>(rules: readonly AnyEventRule[]): z.ZodType<Event, Event> =>
  z.discriminatedUnion('kind', rules.map(({ schema }) => schema) as never) as never

/** Acts that the agent records on a screen. */
export const agentEvent = unionOf<AgentEvent>([...journeyRules.events.values()].filter(({ by }) => by !== 'main'))
export const caseEvent = unionOf<CaseEvent>([...journeyRules.events.values()])

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
