/**
 * The rules of retention: what is erased, on which day, by which limit of the policy, and what keeps it. If no limit is set, nothing is
 * erased. The day is never earlier than some days after this workstation first saw the rule, so that every erasure is announced.
 */
import { addDays, comparePlainDates, formatPlainDate } from '../registrant/plain-date.ts'
import type { Policy } from '../station/policy.ts'
import { err, ok, type Result } from '../result.ts'
import { retained, type Retained } from './kinds.ts'
import type { RetentionSubject } from './subject.ts'

/** How many days a new rule is announced before it erases anything. RA Desk's own choice: a weekend, and a day to act. */
export const NOTICE_DAYS = 3
/** The work list announces what is deleted within this many days. */
export const SOON_DAYS = 7

/** Of cases. */
export const retentionRules = ['evidenceDays', 'passcodeDays', 'caseDays'] as const
/** Of what belongs to no case. */
const otherRules = ['cimReportDays', 'entryDays'] as const
const allRules = [...retentionRules, ...otherRules] as const
export type RetentionRule = (typeof allRules)[number]
const ruleOf: Readonly<Record<Retained, RetentionRule>> = {
  documents: 'evidenceDays',
  photographs: 'evidenceDays',
  passcode: 'passcodeDays',
  case: 'caseDays',
}

/** A limit of the policy, and the plain date since which this workstation applies it. */
export type CountedRules = Readonly<Record<RetentionRule, { readonly days: number | null; readonly since: string }>>

/** A changed limit counts from today; an unchanged one keeps its date. */
export function countRules(policy: Pick<Policy, RetentionRule>, before: Partial<CountedRules> | undefined, today: string): CountedRules {
  return Object.fromEntries(
    allRules.map((rule) => {
      const known = before?.[rule]
      return [rule, known && known.days === policy[rule] ? known : { days: policy[rule], since: today }]
    }),
  ) as unknown as CountedRules
}

export interface RetainedItem {
  readonly caseId: string
  readonly caseReference: string
  readonly what: Retained
  /** Plain date on which it is erased. */
  readonly on: string
  /** The day that the policy counts from, and how many days it counts. */
  readonly countedFrom: string
  readonly days: number
  /** `due`: erased at the next sign-in or midnight. `needed`, `held`: kept while that lasts. */
  readonly state: 'coming' | 'due' | 'needed' | 'held'
  /** Counted from the day on which another workstation signed that it has the case. */
  readonly fromReceipt?: true
  /** Plain date until which an agent chose to keep it. */
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

/** `undefined` if the case has none of it, or has not reached that point. */
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

/** Whether an agent may keep this item until a plain date. */
export function checkKeepLonger(item: RetainedItem | undefined, keepLongerDays: number, until: string): Result<void, KeepFailureCode> {
  if (item === undefined) return err('nothing-to-keep', 'There is nothing of this kind to delete.', 'Check the case again.')
  if (keepLongerDays === 0)
    return err(
      'keep-not-allowed',
      'Your organisation’s policy does not allow anything to be kept longer. Nothing was changed.',
      'Ask an RA manager to put the whole case on hold.',
    )
  const latest = addDays(addDays(item.countedFrom, item.days), keepLongerDays)
  if (comparePlainDates(until, item.on) <= 0)
    return err('keep-too-long', 'It is already kept until then. Nothing was changed.', 'Choose a later day.')
  if (comparePlainDates(until, latest) > 0)
    return err(
      'keep-too-long',
      `The policy allows keeping it until ${formatPlainDate(latest)} at the latest. Nothing was changed.`,
      'Choose an earlier day, or ask an RA manager to hold the case.',
    )
  return ok()
}

export interface KeyEnds {
  /** First day on which the case's own key must not come back; `undefined` if no limit is set, the case has not ended, or it is on hold. */
  readonly case: string | undefined
  /** The same for the key of a scan or picture, even one that the case does not name. */
  evidence(keyId: string): string | undefined
}

/**
 * A backup brings back what an open case needs for at least this many days, however short the policy's limits are: a restore within two
 * weeks loses no scan of an open case. RA Desk's own choice.
 */
const NEEDED_DAYS = 14

/**
 * From which day a restore must not bring a key back. A backup cannot know what happens after it. An item with a date has that date. A scan
 * whose call has not ended, and a photograph whose card is not printed, count as if that happened today, with two weeks at least. The case
 * itself does not count like that, because an open case must never be lost. What is on hold may come back.
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
