/** The cases on this workstation as retention sees them, and what of each is kept until when. */
import { findRetained, type CountedRules, type RetainedItem } from '../../domain/retention/due.ts'
import type { RetentionSubject } from '../../domain/retention/subject.ts'
import type { RecordStore } from '../record/store.ts'

export interface SubjectsDeps {
  readonly store: Pick<RecordStore, 'has'>
  readonly rules: () => CountedRules
  readonly keepLongerDays: number
  /** Plain date. */
  readonly today: () => string
}

export function createSubjects({ store, rules, keepLongerDays, today }: SubjectsDeps) {
  const subjects = new Map<string, RetentionSubject>()

  function itemsOf(caseId: string): RetainedItem[] {
    const subject = subjects.get(caseId)
    if (!subject) return []
    const all = findRetained(subject, rules(), keepLongerDays, today())
    // A passcode that was destroyed early has nothing left to delete.
    return all.filter(({ what }) => what !== 'passcode' || subject.passcode!.custodyIds.some((id) => store.has('secrets', id)))
  }

  return {
    put: (subject: RetentionSubject) => void subjects.set(subject.caseId, subject),
    find: (caseId: string) => subjects.get(caseId),
    forget: (caseId: string) => void subjects.delete(caseId),
    forgetErased() {
      for (const caseId of subjects.keys()) if (!store.has('cases', caseId)) subjects.delete(caseId)
    },
    /** The earliest day first. */
    items: () => [...subjects.keys()].flatMap(itemsOf).sort((one, other) => one.on.localeCompare(other.on)),
    findItem: (caseId: string, what: RetainedItem['what']) => itemsOf(caseId).find((item) => item.what === what),
    /** What is due of a case: the whole case before its parts. */
    findDue(caseId: string): RetainedItem | undefined {
      const due = itemsOf(caseId).filter((item) => item.state === 'due')
      return due.find(({ what }) => what === 'case') ?? due[0]
    },
  }
}
export type Subjects = ReturnType<typeof createSubjects>
