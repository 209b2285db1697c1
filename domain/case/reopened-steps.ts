/**
 * Which finished steps a change opens again, said before it is saved. The change is tried out on the case by the rules that will apply it, so
 * there is no second list of what depends on what.
 */
import type { Edition } from '../guidance/edition.ts'
import { journeyRules, type RecordedEvent } from './events.ts'
import type { JourneyRules } from './rules.ts'
import { viewCaseWith, type CaseView } from './status.ts'
import type { StepId } from './steps.ts'

export interface ReopenedSteps {
  /** What was done counts no longer: they are done again. */
  readonly again: readonly StepId[]
  /** They only wait for those, and are finished as soon as those are. */
  readonly waiting: readonly StepId[]
}

type AnyRecorded = Omit<RecordedEvent, 'event'> & { readonly event: { readonly kind: string } }

/** `changes`: what would be recorded, in its order. */
export const findReopened = (
  events: readonly RecordedEvent[],
  edition: Edition,
  changes: readonly { readonly kind: string }[],
): ReopenedSteps => findReopenedWith(journeyRules, events, edition, changes)

function findReopenedWith(
  rules: JourneyRules,
  events: readonly AnyRecorded[],
  edition: Edition,
  changes: readonly { readonly kind: string }[],
): ReopenedSteps {
  const last = events.at(-1)
  if (!last) throw new Error('a case without events does not exist')
  const viewAfter = (changed: readonly { readonly kind: string }[]): CaseView => {
    const tried = changed.map((event, index) => ({ ...last, seq: last.seq + 1 + index, event }))
    return viewCaseWith(rules, [...events, ...tried] as RecordedEvent[], edition)
  }
  const before = viewAfter([])
  const isFinished = ({ steps }: CaseView, id: StepId) => steps[id]?.status === 'Completed'
  const finished = before.order.filter((id) => isFinished(before, id))
  const again = new Set<StepId>()
  const waiting = new Set<StepId>()
  // What `main` does over changes something in its turn, as a new code for the mobile does: it is tried out as well.
  for (let tried = [...changes], left = finished; ;) {
    const after = viewAfter(tried)
    const opened = left.filter((id) => !isFinished(after, id))
    const undone = opened.filter((id) => after.steps[id]?.isDone !== true && !again.has(id))
    for (const id of opened) waiting.add(id)
    for (const id of undone) again.add(id)
    if (undone.length === 0) break
    tried = [...tried, ...undone.flatMap((id) => rules.steps.get(id)?.redoneBy?.(after.facts as never) ?? [])]
    left = finished.filter((id) => !again.has(id))
  }
  return { again: finished.filter((id) => again.has(id)), waiting: finished.filter((id) => waiting.has(id) && !again.has(id)) }
}

/** What doing the step over would open again, where that is known before anything is entered; `undefined` where it depends on what is. */
export function findReopenedByRedoing(events: readonly RecordedEvent[], view: CaseView, id: StepId): ReopenedSteps | undefined {
  const changes = journeyRules.steps.get(id)?.redoneBy?.(view.facts as never)
  return changes && findReopened(events, view.edition, changes)
}
