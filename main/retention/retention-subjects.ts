/**
 * The cases on this workstation as retention sees them, and what of each is kept until when. A change of one case changes its own days only.
 * Nothing is kept in memory when the policy sets no limit.
 */
import { addDays } from '../../domain/registrant/plain-date.ts'
import { findRetained, retentionRules, SOON_DAYS, type CountedRules, type RetainedItem } from '../../domain/retention/due.ts'
import type { RetentionSubject } from '../../domain/retention/subject.ts'
import type { RecordStore } from '../record/store.ts'
import { createCalendar } from './calendar.ts'

export interface SubjectsDeps {
  readonly store: Pick<RecordStore, 'has'>
  readonly rules: () => CountedRules
  readonly keepLongerDays: number
  /** Plain date. */
  readonly today: () => string
}

export interface Subjects {
  put(subject: RetentionSubject): void
  forget(caseId: string): void
  find(caseId: string): RetentionSubject | undefined
  /** What is kept of a case. */
  itemsOf(caseId: string): readonly RetainedItem[]
  findItem(caseId: string, what: RetainedItem['what']): RetainedItem | undefined
  /** What is due of a case: the whole case before its parts. */
  findDue(caseId: string): RetainedItem | undefined
  /** Ids of the cases of which something is due, the earliest day first. */
  dueCases(): readonly string[]
  /** The earliest `limit` items over all cases, and how many more there are. */
  first(limit: number): { readonly items: RetainedItem[]; readonly more: number }
  /** How many items will be deleted within a week, and on which day the first. */
  soon(): { readonly count: number; readonly first?: string }
}

export function createSubjects({ store, rules, keepLongerDays, today }: SubjectsDeps): Subjects {
  const subjects = new Map<string, RetentionSubject>()
  const calendar = createCalendar()
  const isDecided = retentionRules.some((rule) => rules()[rule].days !== null)
  let countedBy = ''

  function itemsOf(caseId: string): readonly RetainedItem[] {
    const subject = subjects.get(caseId)
    if (!subject) return []
    // A passcode that was destroyed early has nothing left to delete.
    return findRetained(subject, rules(), keepLongerDays, today()).filter(
      ({ what }) => what !== 'passcode' || subject.passcode!.custodyIds.some((id) => store.has('secrets', id)),
    )
  }

  const note = (caseId: string): void => {
    calendar.put(
      caseId,
      itemsOf(caseId).map(({ on }) => on),
    )
  }

  /** The days of all cases change only when a rule does. */
  function recount(): void {
    const rulesNow = JSON.stringify(rules())
    if (rulesNow === countedBy) return
    countedBy = rulesNow
    calendar.clear()
    for (const caseId of subjects.keys()) note(caseId)
  }

  function* inOrder(last?: string): Generator<RetainedItem> {
    recount()
    for (const [day, caseId] of calendar.upTo(last)) for (const item of itemsOf(caseId)) if (item.on === day) yield item
  }

  function findDue(caseId: string): RetainedItem | undefined {
    const due = itemsOf(caseId).filter((item) => item.state === 'due')
    return due.find(({ what }) => what === 'case') ?? due[0]
  }

  return {
    put(subject) {
      if (!isDecided) return
      recount()
      subjects.set(subject.caseId, subject)
      note(subject.caseId)
    },
    forget(caseId) {
      subjects.delete(caseId)
      calendar.put(caseId, [])
    },
    find: (caseId) => subjects.get(caseId),
    itemsOf,
    findItem: (caseId, what) => itemsOf(caseId).find((item) => item.what === what),
    findDue,
    dueCases: () => [...new Set([...inOrder(today())].filter(({ state }) => state === 'due').map(({ caseId }) => caseId))],
    first(limit) {
      const items: RetainedItem[] = []
      for (const item of inOrder()) {
        items.push(item)
        if (items.length === limit) break
      }
      return { items, more: calendar.size() - items.length }
    },
    soon() {
      let count = 0
      let first: string | undefined
      for (const { state, on } of inOrder(addDays(today(), SOON_DAYS))) {
        if (state !== 'coming' && state !== 'due') continue
        count += 1
        first ??= on
      }
      return { count, ...(first === undefined ? {} : { first }) }
    },
  }
}
