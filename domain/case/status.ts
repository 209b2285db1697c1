/** What the agent sees of each step and of the case, in the NHS task list's words. A function of the facts and nothing else. */
import type { RecordedEvent } from './events.ts'
import { isInHand } from '../handover/custody.ts'
import { foldFacts, type CaseFacts } from './facts.ts'
import { findStepOfEvent, getStepRule, stepIds, type StepId } from './steps.ts'

export const stepStatuses = ['Cannot start yet', 'Not started', 'In progress', 'Completed', 'There is a problem'] as const
export type StepStatus = (typeof stepStatuses)[number]

export interface StepView {
  readonly id: StepId
  readonly status: StepStatus
  readonly problem?: string
  /** Unfinished steps it waits for. */
  readonly waitsFor: readonly StepId[]
  /** Finished once, and opened again because something it rests on changed. */
  readonly reopened: boolean
  readonly finishedAt?: string
  readonly finishedBy?: string
}

/** `handed-over`: another workstation has it in hand; this copy is read-only. */
export type CaseStatus = 'open' | 'stopped' | 'closed' | 'handed-over'

export interface CaseView {
  readonly status: CaseStatus
  readonly facts: CaseFacts
  readonly steps: Readonly<Record<StepId, StepView>>
  /** The one thing to do next. */
  readonly nextStep?: StepId
  readonly completed: number
}

export function viewCase(events: readonly RecordedEvent[]): CaseView {
  const facts = foldFacts(events)
  const last = lastEventOfEachStep(events)
  const views: Partial<Record<StepId, StepView>> = {}
  // The table is in the order of the journey: what a step needs stands above it, or is looked at on the way.
  const viewOf = (id: StepId): StepView => {
    const known = views[id]
    if (known) return known
    const view = viewStep(id, facts, last[id], (need) => viewOf(need).status === 'Completed')
    views[id] = view
    return view
  }
  for (const id of stepIds) viewOf(id)
  const all = views as Record<StepId, StepView>
  const status: CaseStatus =
    facts.custody && !isInHand(facts.custody.state)
      ? 'handed-over'
      : facts.outcome?.outcome === 'not-matched'
        ? 'stopped'
        : all['first-log-in'].status === 'Completed'
          ? 'closed'
          : 'open'
  const nextStep =
    status === 'open' ? stepIds.find((id) => all[id].status !== 'Completed' && all[id].status !== 'Cannot start yet') : undefined
  return {
    status,
    facts,
    steps: all,
    completed: stepIds.filter((id) => all[id].status === 'Completed').length,
    ...(nextStep ? { nextStep } : {}),
  }
}

function viewStep(id: StepId, facts: CaseFacts, last: RecordedEvent | undefined, isCompleted: (need: StepId) => boolean): StepView {
  const rule = getStepRule(id)
  const waitsFor = rule.needs.filter((need) => !isCompleted(need as StepId)) as StepId[]
  const doneOnce = rule.done(facts)
  const stale = last !== undefined && !rule.gone?.(facts) && rule.restsOn.some((ground) => (facts.groundChangedAt[ground] ?? 0) > last.seq)
  const done = doneOnce && !stale
  const problem =
    stale && doneOnce && rule.final ? 'Something this rests on changed after it was finished.' : stale ? undefined : rule.problem?.(facts)
  const status: StepStatus = problem
    ? 'There is a problem'
    : done && waitsFor.length === 0
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
    reopened: doneOnce && (stale || waitsFor.length > 0),
    ...(problem ? { problem } : {}),
    ...(done && last ? { finishedAt: last.at, finishedBy: last.agentName } : {}),
  }
}

function lastEventOfEachStep(events: readonly RecordedEvent[]): Partial<Record<StepId, RecordedEvent>> {
  const last: Partial<Record<StepId, RecordedEvent>> = {}
  for (const recorded of events) {
    const step = findStepOfEvent(recorded.event.kind)
    if (step) last[step] = recorded
  }
  return last
}
