/** Names of persons in cases, opened one after another and remembered until the case changes or RA Desk locks. */
import type { CaseStore } from '../registration/case-store.ts'
import type { RecordStore } from '../record/store.ts'

export interface CaseNames {
  /** `undefined`: the case is gone, or has no name yet. */
  read(caseId: string): Promise<{ readonly given: string; readonly family: string } | undefined>
}

export function createCaseNames({
  cases,
  store,
}: {
  readonly cases: Pick<CaseStore, 'get'>
  readonly store: Pick<RecordStore, 'revOf'>
}): CaseNames {
  const known = new Map<string, { readonly rev: number; readonly name: { readonly given: string; readonly family: string } | undefined }>()
  return {
    async read(caseId) {
      const rev = await store.revOf('cases', caseId)
      const before = known.get(caseId)
      if (rev === undefined) return undefined
      if (before?.rev === rev) return before.name
      const opened = await cases.get(caseId)
      const { name } = opened?.view.facts.registrant ?? {}
      const kept = name && { given: name.given, family: name.family }
      known.set(caseId, { rev, name: kept })
      return kept
    },
  }
}
