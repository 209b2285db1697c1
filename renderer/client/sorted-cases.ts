/** A list of cases in the order of the work list, changed without sorting it again. */
import type { CaseSummary } from '../../domain/case/summary.ts'

/** Last changed first: what the agent worked on last is at the top. Cases changed at the same time are in the order of their ids. */
export function byLastChange(a: CaseSummary, b: CaseSummary): number {
  if (a.changedAt !== b.changedAt) return a.changedAt < b.changedAt ? 1 : -1
  return a.caseId < b.caseId ? -1 : a.caseId > b.caseId ? 1 : 0
}

export type CaseOrder = (a: CaseSummary, b: CaseSummary) => number

/** Place of a case in a sorted list, or where it belongs. */
function placeOf(cases: readonly CaseSummary[], one: CaseSummary, order: CaseOrder): number {
  let low = 0
  let high = cases.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (order(cases[middle]!, one) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * A copy of a sorted list without `removed` and with `added`. Only the copy grows with the list: no other case is looked at.
 * Answers `cases` itself if nothing changes. Throws if a case to remove is not in it.
 */
export function patchSorted<Case extends CaseSummary>(
  cases: readonly Case[],
  removed: readonly Case[],
  added: readonly Case[],
  /** Of no two different cases that neither comes first. */
  order: CaseOrder = byLastChange,
): readonly Case[] {
  if (removed.length + added.length === 0) return cases
  const patched = cases.slice()
  for (const one of removed) {
    const place = placeOf(patched, one, order)
    if (patched[place] !== one) throw new Error('a case to remove is not in the list')
    patched.splice(place, 1)
  }
  for (const one of added) patched.splice(placeOf(patched, one, order), 0, one)
  return patched
}
