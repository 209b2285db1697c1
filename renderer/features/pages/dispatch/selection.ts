/** Which of the waiting cases go on the next manifest: all of them, except those that are left out. */
import type { CaseSummary } from '../../../../domain/case/summary.ts'

/** The case that a link asked for, from the history state; `undefined` if the state holds anything else. */
export function readAskedCase(state: unknown): string | undefined {
  return state && typeof state === 'object' && 'caseId' in state && typeof state.caseId === 'string' ? state.caseId : undefined
}

/** Whether the card of a case waits for a posting list. */
export const isWaiting = ({ waitsForManifest }: CaseSummary): boolean => waitsForManifest

/** Oldest first, as they have been waiting. */
export function listWaiting(summaries: readonly CaseSummary[]): readonly CaseSummary[] {
  return summaries.filter(isWaiting).toSorted((one, other) => one.changedAt.localeCompare(other.changedAt))
}

/** Chosen by default, because the labels of one dispatch belong together; a card that becomes ready later is chosen too. */
export function chosenOf(waiting: readonly CaseSummary[], leftOut: readonly string[]): readonly string[] {
  return waiting.filter(({ caseId }) => !leftOut.includes(caseId)).map(({ caseId }) => caseId)
}

/** What is left out when a page asked for these cases only; `undefined` when none of them waits. */
export function leftOutFor(waiting: readonly CaseSummary[], asked: readonly string[]): readonly string[] | undefined {
  const others = waiting.filter(({ caseId }) => !asked.includes(caseId)).map(({ caseId }) => caseId)
  return others.length === waiting.length ? undefined : others
}

export function toggle(leftOut: readonly string[], caseId: string): string[] {
  return leftOut.includes(caseId) ? leftOut.filter((id) => id !== caseId) : [...leftOut, caseId]
}
