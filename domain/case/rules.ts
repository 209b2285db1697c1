/** Puts the parts of a registration together: every event and step under its own name, and a refusal to start when two parts disagree. */
import type { z } from 'zod'
import type { Failure } from '../result.ts'
import type { Asked, EventWords, Recording, RecordedBy, RefusalCode } from '../journey/part.ts'
import type { StepWait } from '../journey/wait.ts'
import type { ActionKind } from '../journey/words.ts'
import type { Edition } from '../guidance/edition.ts'
import type { Role } from '../station/roles.ts'

/** An event rule of any part. What it reads of facts and event is known to the part alone, hence `never`. */
export interface AnyEventRule {
  readonly schema: z.ZodType
  readonly by: RecordedBy
  readonly act: string
  readonly step?: string
  readonly again?: 'freely'
  readonly when?: 'any-time' | 'after-end' | 'on-any-copy'
  startsEarly?(asked: Asked<never>, about: never): boolean
  readonly judgedBy?: readonly string[]
  refuse?(asked: Asked<never>, about: never): Failure<RefusalCode> | undefined
  check?(asked: Asked<never>, event: never): Failure<RefusalCode> | undefined
  apply?(facts: never, event: never, recording: Recording): void
  readonly record: { readonly words: string; readonly kind: ActionKind; readonly signed?: true }
  describe(event: never, edition: Edition): EventWords
  isSettledBy?(event: never, later: never): boolean
}

export interface AnyStepRule {
  readonly invalidatedBy: readonly string[]
  isComplete(facts: never): boolean
  problem?(facts: never): string | undefined
  readonly wait?: StepWait<never>
  readonly irreversible?: true
  redoneBy?(facts: never): readonly { readonly kind: string }[]
  readonly workedOnBy?: readonly Role[]
  frozenWhen?(facts: never): boolean
  readonly beginsCase?: true
  readonly madeFrom?: readonly (readonly string[])[]
  hasLists?(edition: Edition): boolean
}

type Reactions = Readonly<Record<string, (facts: never, recording: Recording) => void>>

export interface AnyPart {
  readonly empty: object
  readonly events: Readonly<Record<string, AnyEventRule>>
  readonly steps: Readonly<Record<string, AnyStepRule>>
  readonly inputs?: readonly string[]
  readonly onChange?: Reactions
  readonly onEvent?: Reactions
  isStopped?(facts: never): boolean
}

export interface JourneyRules {
  readonly parts: readonly AnyPart[]
  readonly events: ReadonlyMap<string, AnyEventRule>
  readonly steps: ReadonlyMap<string, AnyStepRule>
  /** Kind of event by what the guard is asked. */
  readonly kindOfAct: ReadonlyMap<string, string>
}

/** Throws when an event, a step or an act is declared twice, a step depends on an input that no part reports, or on a step that no part has. */
export function assembleRules(parts: Readonly<Record<string, AnyPart>>): JourneyRules {
  const all = Object.values(parts)
  const events = new Map<string, AnyEventRule>()
  const steps = new Map<string, AnyStepRule>()
  const kindOfAct = new Map<string, string>()
  const once = <Value>(map: Map<string, Value>, name: string, value: Value) => {
    if (map.has(name)) throw new Error(`${name} is declared by two parts of the journey`)
    map.set(name, value)
  }
  for (const part of all) {
    for (const [kind, rule] of Object.entries(part.events)) {
      once(events, kind, rule)
      once(kindOfAct, rule.act, kind)
    }
    for (const [id, rule] of Object.entries(part.steps)) once(steps, id, rule)
  }
  const inputs = new Set(all.flatMap((part) => part.inputs ?? []))
  for (const [id, { invalidatedBy }] of steps) {
    const unknown = invalidatedBy.find((input) => !inputs.has(input))
    if (unknown) throw new Error(`step ${id} depends on ${unknown}, which no part reports`)
  }
  for (const [id, { madeFrom }] of steps) {
    const unknown = madeFrom?.flat().find((other) => !steps.has(other))
    if (unknown) throw new Error(`step ${id} is made from ${unknown}, which is no step`)
  }
  for (const [kind, { step }] of events) if (step && !steps.has(step)) throw new Error(`${kind} carries out ${step}, which is no step`)
  return { parts: all, events, steps, kindOfAct }
}
