/**
 * Which acts may happen to a case now. It is asked by intention, before anything is drawn, printed or texted: `mayDo(view, 'text-passcode')`.
 * The screen asks so that it can say why not; `main` asks again, and judges the whole event when it records it: the page's opinion is a
 * convenience.
 */
import type { z } from 'zod'
import { findReplaceableCard } from '../journey/card.ts'
import { refuseElsewhere } from '../journey/custody.ts'
import { refuseForeignEvidence } from '../journey/foreign-evidence.ts'
import { refusal, type Asked, type RefusalCode, type World } from '../journey/part.ts'
import type { Failure } from '../result.ts'
import { journeyRules, type CaseEvent, type EventRules } from './events.ts'
import type { CardAttempt } from './facts.ts'
import type { AnyEventRule, JourneyRules } from './rules.ts'
import type { CaseView } from './status.ts'
import type { StepId } from './steps.ts'

export type GuardCode = RefusalCode
export type { World } from '../journey/part.ts'

type Rules = EventRules[keyof EventRules]
/** Everything that the guard can be asked. */
export type Act = Rules extends { readonly act: infer Name extends string } ? Name : never
type JudgedOf<Rule, Name> = Rule extends {
  readonly act: Name
  readonly schema: z.ZodType<infer Event>
  readonly judgedBy?: readonly (infer Judged)[]
}
  ? Pick<Event, Judged & keyof Event>
  : never
/** What an act is judged by before it is done; an empty object for most. */
export type About<Name extends Act> = JudgedOf<Rules, Name>

export interface AskOptions {
  readonly reason?: string | undefined
  readonly world?: World | undefined
}

/** Why the act is refused; undefined when it may happen. */
export function mayDo<Name extends Act>(
  view: CaseView,
  act: Name,
  ...[about, options]: keyof About<Name> extends never
    ? [about?: undefined, options?: AskOptions]
    : [about: About<Name>, options?: AskOptions]
): Failure<GuardCode> | undefined {
  return mayDoWith(journeyRules, view, act, about ?? {}, options)
}

export function mayDoWith(
  rules: JourneyRules,
  view: CaseView,
  act: string,
  about: object,
  options: AskOptions = {},
): Failure<GuardCode> | undefined {
  const rule = rules.events.get(rules.kindOfAct.get(act) ?? '')
  if (!rule) throw new Error(`no part of the journey knows the act ${act}`)
  const asked = askedOf(view, options)
  return findEndRefusal(view, rule) ?? findStepRefusal(rules, view, rule, asked, about) ?? rule.refuse?.(asked as never, about as never)
}

/** As `mayDo`, and what is wrong with the event itself. */
export const findRefusal = (view: CaseView, event: CaseEvent, reason?: string, world?: World): Failure<GuardCode> | undefined =>
  findRefusalWith(journeyRules, view, event, { reason, world })

export function findRefusalWith(
  rules: JourneyRules,
  view: CaseView,
  event: { readonly kind: string },
  options: AskOptions = {},
): Failure<GuardCode> | undefined {
  const rule = rules.events.get(event.kind)
  if (!rule) throw new Error(`no part of the journey knows ${event.kind}`)
  return (
    mayDoWith(rules, view, rule.act, event, options) ??
    refuseForeignEvidence(event, options.world) ??
    rule.check?.(askedOf(view, options) as never, event as never)
  )
}

/** The first event of a case has no case to be asked about: only the event itself is judged. */
export const findFirstEventRefusal = (edition: CaseView['edition'], event: CaseEvent, world?: World): Failure<GuardCode> | undefined =>
  findFirstEventRefusalWith(journeyRules, edition, event, world)

export function findFirstEventRefusalWith(
  rules: JourneyRules,
  edition: CaseView['edition'],
  event: { readonly kind: string },
  world?: World,
): Failure<GuardCode> | undefined {
  const rule = rules.events.get(event.kind)
  if (rule?.step === undefined || edition.steps[0]?.id !== rule.step)
    return refusal('cannot-start-yet', 'A case does not begin like this.', 'Open “New request” and begin the case there.')
  const asked = { facts: {}, edition, isComplete: () => false, reason: undefined, world }
  return refuseForeignEvidence(event, world) ?? rule.check?.(asked as never, event as never)
}

function askedOf(view: CaseView, { reason, world }: AskOptions): Asked<CaseView['facts']> {
  return { facts: view.facts, edition: view.edition, isComplete: (id) => view.steps[id as StepId]?.status === 'Completed', reason, world }
}

function findEndRefusal(view: CaseView, rule: AnyEventRule): Failure<GuardCode> | undefined {
  if (rule.when === 'on-any-copy') return undefined
  const elsewhere = refuseElsewhere(view.facts)
  if (elsewhere) return elsewhere
  if (rule.when === 'after-end') return undefined
  if (view.status === 'stopped')
    return view.facts.ended
      ? refusal('case-stopped', 'This case was ended.', 'Add a note, or reopen the case first.')
      : refusal(
          'case-stopped',
          'This case has stopped, because the registrant did not match on the call.',
          'Add a note, or begin a new case after speaking to the sponsor.',
        )
  if (view.status === 'closed') return refusal('case-closed', 'This case is closed.', 'Add a note, or begin a new case.')
  return undefined
}

function findStepRefusal(
  rules: JourneyRules,
  view: CaseView,
  rule: AnyEventRule,
  asked: Asked<CaseView['facts']>,
  about: object,
): Failure<GuardCode> | undefined {
  if (rule.step === undefined) return undefined
  const step = view.steps[rule.step as StepId]
  if (!step)
    return refusal(
      'not-in-edition',
      'The guidance that this case follows does not have this step. Nothing was changed.',
      'Look at the task list: it shows every step of this case.',
    )
  if (rule.when === 'any-time') return undefined
  if (step.waitsFor.length > 0 && !rule.startsEarly?.(asked as never, about as never))
    return refusal('cannot-start-yet', 'Something before this is not finished yet.', 'Finish the earlier steps on the task list first.')
  if (step.status !== 'Completed' || rule.again === 'freely') return undefined
  if (rules.steps.get(rule.step)?.irreversible)
    return refusal('step-finished', 'This is finished and cannot be done again.', 'Open the task list to see what is next.')
  return asked.reason
    ? undefined
    : refusal('reason-needed', 'This is already finished. Changing it needs a reason.', 'Say why it changes, then save again.')
}

/** The card that can be replaced: the live one, or one whose writing was begun and not finished. */
export const findReplaceable = ({ facts }: Pick<CaseView, 'facts'>): CardAttempt | undefined => findReplaceableCard(facts)
