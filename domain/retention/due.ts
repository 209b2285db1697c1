/**
 * THE RULES: what is erased, on which day, by which value of the policy, and what keeps it. A value that nobody decided erases nothing.
 * A day is never earlier than some days after the rule was first seen on this workstation, so that nothing goes without having been announced.
 */
import { addDays, comparePlainDates, formatPlainDate } from '../registrant/plain-date.ts'
import type { Policy } from '../station/policy.ts'
import { err, ok, type Result } from '../result.ts'
import { retained, type Retained } from './kinds.ts'
import type { RetentionSubject } from './subject.ts'

/** How long what will be erased is announced when a rule is new. RA Desk's own choice: a weekend, and a day to act on it. */
export const NOTICE_DAYS = 3

export const retentionRules = ['evidenceDays', 'passcodeDays', 'caseDays'] as const
export type RetentionRule = (typeof retentionRules)[number]
export const ruleOf: Readonly<Record<Retained, RetentionRule>> = {
  documents: 'evidenceDays',
  photographs: 'evidenceDays',
  passcode: 'passcodeDays',
  case: 'caseDays',
}

/** A value of the policy, and the day since which this workstation goes by it. */
export type CountedRules = Readonly<Record<RetentionRule, { readonly days: number | null; readonly since: string }>>

/** A value that changed counts from today; one that stayed keeps its day. */
export function countRules(policy: Pick<Policy, RetentionRule>, before: CountedRules | undefined, today: string): CountedRules {
  return Object.fromEntries(
    retentionRules.map((rule) => {
      const known = before?.[rule]
      return [rule, known && known.days === policy[rule] ? known : { days: policy[rule], since: today }]
    }),
  ) as unknown as CountedRules
}

export interface RetainedItem {
  readonly caseId: string
  readonly caseReference: string
  readonly what: Retained
  /** The first day on which it is erased. */
  readonly on: string
  /** The day that the policy counts from, and how many days it counts. */
  readonly countedFrom: string
  readonly days: number
  /** `due`: erased at the next sign-in or midnight. `needed`, `held`: not while that is so. */
  readonly state: 'coming' | 'due' | 'needed' | 'held'
  /** Counted from the day on which another workstation signed that it has the case. */
  readonly fromReceipt?: true
  /** An agent put it off: until then, at the latest. */
  readonly keptUntil?: string
}

const later = (one: string, other: string): string => (comparePlainDates(one, other) < 0 ? other : one)
const earlier = (one: string, other: string): string => (comparePlainDates(one, other) < 0 ? one : other)

export function findRetained(subject: RetentionSubject, rules: CountedRules, keepLongerDays: number, today: string): RetainedItem[] {
  return retained.flatMap((what): RetainedItem[] => {
    const countedFrom = countedFromOf(subject, what)
    const { days, since } = rules[ruleOf[what]]
    if (countedFrom === undefined || days === null) return []
    const regular = addDays(countedFrom, days)
    const wanted = subject.keptUntil[what]
    const kept = wanted === undefined ? undefined : earlier(wanted, addDays(regular, keepLongerDays))
    const announced = later(regular, addDays(since, NOTICE_DAYS))
    const on = kept === undefined ? announced : later(announced, kept)
    const isDue = comparePlainDates(on, today) <= 0
    const state = subject.held ? 'held' : isDue && what === 'photographs' && subject.photographNeeded ? 'needed' : isDue ? 'due' : 'coming'
    return [
      {
        caseId: subject.caseId,
        caseReference: subject.caseReference,
        what,
        on,
        countedFrom,
        days,
        state,
        ...(isFromReceipt(subject, what) ? { fromReceipt: true } : {}),
        ...(kept === undefined ? {} : { keptUntil: kept }),
      },
    ]
  })
}

const isFromReceipt = ({ fromReceipt }: RetentionSubject, what: Retained): boolean =>
  what === 'case' ? fromReceipt.end : what !== 'passcode' && fromReceipt.evidence

/** Nothing when the case has none of it, or has not come so far. */
function countedFromOf(subject: RetentionSubject, what: Retained): string | undefined {
  switch (what) {
    case 'documents':
      return subject.documents.length > 0 ? subject.identityDay : undefined
    case 'photographs':
      return subject.photographs.length > 0 ? subject.identityDay : undefined
    case 'passcode':
      return subject.passcode?.day
    case 'case':
      return subject.endDay
  }
}

export type KeepFailureCode = 'nothing-to-keep' | 'keep-not-allowed' | 'keep-too-long'

/** Whether an agent may put this erasure off until a day. */
export function checkKeepLonger(item: RetainedItem | undefined, keepLongerDays: number, until: string): Result<void, KeepFailureCode> {
  if (item === undefined) return err('nothing-to-keep', 'There is nothing of this kind that will be erased.', 'Look at the case again.')
  if (keepLongerDays === 0)
    return err(
      'keep-not-allowed',
      'The policy of your organisation does not let anything be kept longer. Nothing was changed.',
      'Ask an RA manager: they can hold the whole case from being erased.',
    )
  const latest = addDays(addDays(item.countedFrom, item.days), keepLongerDays)
  if (comparePlainDates(until, item.on) <= 0)
    return err('keep-too-long', 'It is kept until then anyway. Nothing was changed.', 'Choose a later day.')
  if (comparePlainDates(until, latest) > 0)
    return err(
      'keep-too-long',
      `The policy lets it be kept until ${formatPlainDate(latest)} at the latest. Nothing was changed.`,
      'Choose an earlier day, or ask an RA manager to hold the case.',
    )
  return ok()
}

export interface KeyEnds {
  /** First day on which the case's own key must not come back; `undefined`: nobody decided, the case has not ended, or it is held. */
  readonly case: string | undefined
  /** The same of the key of a scan or picture, also of one that the case does not name. */
  evidence(keyId: string): string | undefined
}

/**
 * So long at least a backup brings back what an open case still needs, however short the policy's days are: whoever restores a lost
 * computer within two weeks loses no scan of a case that goes on. RA Desk's own choice.
 */
export const NEEDED_DAYS = 14

/**
 * For a backup, which knows nothing of what comes after it: from which day on a restore must not bring a key back. What has a day has that
 * one. A scan whose call has not ended, and a photograph whose card is not printed, count as if that happened today, and two weeks at least:
 * later it may have, and been erased on its day. The case itself is not counted so, because an open case must never be lost. What is held may come back.
 */
export function findKeyEnds(subject: RetentionSubject | undefined, rules: CountedRules, keepLongerDays: number, today: string): KeyEnds {
  const items = new Map(subject ? findRetained(subject, rules, keepLongerDays, today).map((item) => [item.what, item] as const) : [])
  const caseEnd = subject?.held ? undefined : items.get('case')?.on
  const endOf = (what: 'documents' | 'photographs'): string | undefined => {
    const { days, since } = rules[ruleOf[what]]
    if (days === null || subject?.held) return undefined
    const item = items.get(what)
    if (item && item.state !== 'needed') return item.on
    const fromToday = later(addDays(today, Math.max(days, NEEDED_DAYS)), addDays(since, NOTICE_DAYS))
    return item ? later(item.on, fromToday) : fromToday
  }
  const photographs = new Set(subject?.photographs.map(({ keyId }) => keyId))
  return {
    case: caseEnd,
    evidence: (keyId) => {
      const end = endOf(photographs.has(keyId) ? 'photographs' : 'documents')
      return end === undefined || caseEnd === undefined ? (end ?? caseEnd) : earlier(end, caseEnd)
    },
  }
}
