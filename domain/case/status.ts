/** What the agent sees of each step and of the case, in the NHS task list's words. A function of the events and the case's edition. */
import type { Edition } from '../guidance/edition.ts'
import { isInHand } from '../handover/custody.ts'
import { journeyRules, type RecordedEvent } from './events.ts'
import { foldFactsWith, type CaseFacts } from './facts.ts'
import type { JourneyRules } from './rules.ts'
import type { StepId } from './steps.ts'

export const stepStatuses = ['Cannot start yet', 'Not started', 'In progress', 'Completed', 'There is a problem'] as const
export type StepStatus = (typeof stepStatuses)[number]

export interface StepView {
  readonly id: StepId
  readonly status: StepStatus
  readonly problem?: string
  /** Unfinished steps it waits for. */
  readonly waitsFor: readonly StepId[]
  /** Finished once, and opened again because something it depends on changed. */
  readonly reopened: boolean
  /** Finished, and still true: it may wait for others all the same, and then counts again when they are finished. */
  readonly isDone: boolean
  readonly finishedAt?: string
  readonly finishedBy?: string
}

/** `handed-over`: another workstation has it in hand; this copy is read-only. */
export type CaseStatus = 'open' | 'stopped' | 'closed' | 'handed-over'

export interface CaseView {
  readonly status: CaseStatus
  readonly facts: CaseFacts
  /** The edition that the case began under. */
  readonly edition: Edition
  /** The steps of the edition; another edition's steps are not here. */
  readonly steps: Readonly<Partial<Record<StepId, StepView>>>
  /** Ids of the edition's steps in their order. */
  readonly order: readonly StepId[]
  /** The one thing to do next. */
  readonly nextStep?: StepId
  readonly completed: number
}

export const viewCase = (events: readonly RecordedEvent[], edition: Edition): CaseView => viewCaseWith(journeyRules, events, edition)

export function viewCaseWith(rules: JourneyRules, events: readonly RecordedEvent[], edition: Edition): CaseView {
  const facts = foldFactsWith(rules, events)
  const last = lastEventOfEachStep(rules, events)
  const views: Partial<Record<StepId, StepView>> = {}
  const order = edition.steps.map(({ id }) => id as StepId)
  // What a step needs stands before it in its edition (`check-edition.ts`).
  for (const { id, needs } of edition.steps) {
    const waitsFor = needs.filter((need) => views[need as StepId]?.status !== 'Completed') as StepId[]
    views[id as StepId] = viewStep(rules, id as StepId, waitsFor, facts, last.get(id))
  }
  const isComplete = (id: StepId) => views[id]?.status === 'Completed'
  const isStopped = rules.parts.some((part) => part.isStopped?.(facts as never) === true)
  const elsewhere = facts.custody && !isInHand(facts.custody.state)
  const status = elsewhere ? 'handed-over' : isStopped ? 'stopped' : isComplete(edition.closingStep as StepId) ? 'closed' : 'open'
  const nextStep = status === 'open' ? order.find((id) => !isComplete(id) && views[id]?.status !== 'Cannot start yet') : undefined
  return { status, facts, edition, steps: views, order, completed: order.filter(isComplete).length, ...(nextStep ? { nextStep } : {}) }
}

function viewStep(
  rules: JourneyRules,
  id: StepId,
  waitsFor: readonly StepId[],
  facts: CaseFacts,
  last: RecordedEvent | undefined,
): StepView {
  const rule = rules.steps.get(id)
  if (!rule) throw new Error(`no part of the journey has the step ${id}`)
  const completedOnce = rule.isComplete(facts as never)
  const frozen = rule.frozenWhen?.(facts as never) === true
  const stale = last !== undefined && !frozen && rule.invalidatedBy.some((input) => (facts.inputChangedAt[input] ?? 0) > last.seq)
  const complete = completedOnce && !stale
  const problem =
    stale && completedOnce && rule.irreversible
      ? 'Something this depends on changed after it was finished.'
      : stale
        ? undefined
        : rule.problem?.(facts as never)
  const status: StepStatus = problem
    ? 'There is a problem'
    : complete && waitsFor.length === 0
      ? 'Completed'
      : waitsFor.length > 0
        ? 'Cannot start yet'
        : last && !stale
          ? 'In progress'
          : 'Not started'
  return {
    id,
    status,
    waitsFor,
    isDone: complete,
    reopened: completedOnce && (stale || waitsFor.length > 0),
    ...(problem ? { problem } : {}),
    ...(complete && last ? { finishedAt: last.at, finishedBy: last.agentName } : {}),
  }
}

function lastEventOfEachStep(rules: JourneyRules, events: readonly RecordedEvent[]): ReadonlyMap<string, RecordedEvent> {
  const last = new Map<string, RecordedEvent>()
  for (const recorded of events) {
    const step = rules.events.get(recorded.event.kind)?.step
    if (step) last.set(step, recorded)
  }
  return last
}

/** A step of the case's edition. One that is not in it is a bug and throws. */
export function getStep(view: CaseView, id: StepId): StepView {
  const step = view.steps[id]
  if (!step) throw new Error(`edition ${view.edition.id} has no step ${id}`)
  return step
}
