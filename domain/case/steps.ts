/** The steps that this version of RA Desk knows. Which of them a case has, in which order and after which, is in its edition. */
import type { parts } from '../journey/journey.ts'
import { journeyRules, type EventKind } from './events.ts'
import type { AnyStepRule } from './rules.ts'

type StepsOf<Every> = Every extends { readonly steps: infer Steps } ? keyof Steps & string : never
export type StepId = StepsOf<(typeof parts)[keyof typeof parts]>

export const stepIds = [...journeyRules.steps.keys()] as StepId[]
export const isStepId = (id: string): id is StepId => journeyRules.steps.has(id)

export function getStepRule(id: StepId): AnyStepRule {
  const rule = journeyRules.steps.get(id)
  if (!rule) throw new Error(`no part of the journey has the step ${id}`)
  return rule
}

/** Kinds of events that carry a step out. */
export const eventsOfStep = (id: StepId): EventKind[] =>
  [...journeyRules.events].filter(([, { step }]) => step === id).map(([kind]) => kind) as EventKind[]
