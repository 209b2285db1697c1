/** Whether the card that is live now has a face already. A print of an earlier card says nothing about this one. */
import type { CaseFacts } from '../../../domain/case/facts.ts'

export function findFacePrint(facts: CaseFacts): CaseFacts['facePrinted'] {
  const { facePrinted } = facts
  return facePrinted && facePrinted.seq > (facts.groundChangedAt.card ?? 0) ? facePrinted : undefined
}
