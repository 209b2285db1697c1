/**
 * What an open case waits for, since when, and on which day that is due. Which step ends a wait is said in the step's own file; how many
 * days it may take is a rule of the edition (`dueDays`). Days are those of the clock on the wall where the workstation stands.
 */
import type { Edition } from '../guidance/edition.ts'
import type { StepWait, WaitDetails, WaitKind } from '../journey/wait.ts'
import { plainDateOf } from '../plain-date-of.ts'
import { addDays } from '../registrant/plain-date.ts'
import { journeyRules } from './events.ts'
import type { JourneyRules } from './rules.ts'
import type { CaseView } from './status.ts'
import type { StepId } from './steps.ts'

export interface CaseWait {
  readonly kind: WaitKind
  readonly since: string
  /** The last day in time. Absent where the edition has no rule for it. */
  readonly due?: string
  /** Of an arranged call: the time on the wall, and the id or words of its channel. */
  readonly at?: string
  readonly channel?: string
  /** How often the registrant was reminded of it, and when last. */
  readonly reminded?: { readonly times: number; readonly on: string }
}

const dayOf = (time: string): string => (time.length > 10 ? plainDateOf(new Date(time)) : time)
const laterOf = (a: string, b: string): string => (b > a ? b : a)

/** `undefined` for a case that is not open, or that waits for nothing its parts know of. */
export const findWait = (view: CaseView): CaseWait | undefined => findWaitWith(journeyRules, view)

function findWaitWith(rules: JourneyRules, view: CaseView): CaseWait | undefined {
  if (view.status !== 'open') return undefined
  const { facts, edition, steps } = view
  // The wait before ended when its step was finished.
  let since = dayOf(facts.openedAt)
  for (const id of view.order) {
    const wait = rules.steps.get(id)?.wait as StepWait<CaseView['facts']> | undefined
    if (!wait) continue
    const step = steps[id as StepId]
    if (step?.status !== 'Completed') return describeWait(view, wait, since)
    if (step.finishedAt !== undefined) since = laterOf(since, dayOf(step.finishedAt))
  }
  return undefined

  function describeWait({ facts: known }: CaseView, wait: StepWait<CaseView['facts']>, before: string): CaseWait {
    const { kind = wait.kind, ...details } = wait.read?.(known, edition) ?? ({} as WaitDetails)
    const began = details.since === undefined ? before : dayOf(details.since)
    // A reminder of an earlier card or an earlier request does not count.
    const reminders = known.reminders.filter(({ about, on }) => about === kind && on >= began)
    const remindedOn = reminders.map(({ on }) => on).reduce(laterOf, '')
    const due = dueOn(kind, remindedOn || (details.countedFrom ?? began), edition)
    return {
      kind,
      since: began,
      ...(due === undefined ? {} : { due }),
      ...(details.at === undefined ? {} : { at: details.at }),
      ...(details.channel === undefined ? {} : { channel: details.channel }),
      ...(remindedOn === '' ? {} : { reminded: { times: reminders.length, on: remindedOn } }),
    }
  }
}

function dueOn(kind: WaitKind, from: string, { dueDays }: Pick<Edition, 'dueDays'>): string | undefined {
  if (kind === 'appointment') return from
  const days = dueDays?.[kind]
  return days === undefined ? undefined : addDays(from, days)
}

export const isOverdue = ({ due }: Pick<CaseWait, 'due'>, today: string): boolean => due !== undefined && due < today
export const isDueBy = ({ due }: Pick<CaseWait, 'due'>, day: string): boolean => due !== undefined && due <= day

/** The day by which access that was given for an exceptional reason is reviewed; `undefined` where the edition has no rule. */
export function findReviewDay({ dueDays }: Pick<Edition, 'dueDays'>, grantedOn: string): string | undefined {
  return dueDays?.review === undefined ? undefined : addDays(grantedOn, dueDays.review)
}
