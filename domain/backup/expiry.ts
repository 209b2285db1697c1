/** How long a backup may bring evidence back: no longer than it would have been kept where it was. */
import type { CaseFacts } from '../case/facts.ts'

const DAY_MILLISECONDS = 86_400_000

/**
 * The day from which the keys of a case's scans and photographs are left out of a restore. Counted from the confirmed identity; a case that has not
 * come so far counts as confirmed when the backup was made, because later it may have been. Nothing where the RA manager has decided on no period.
 */
export function findEvidenceExpiry(facts: Pick<CaseFacts, 'outcome'> | undefined, evidenceDays: number | null, madeAt: Date): string | undefined {
  if (evidenceDays === null) return undefined
  const confirmedAt = facts?.outcome?.outcome === 'matched' ? new Date(facts.outcome.recordedAt) : madeAt
  return new Date(confirmedAt.getTime() + evidenceDays * DAY_MILLISECONDS).toISOString().slice(0, 10)
}

/** `today` is a plain date. The day itself still counts. */
export const isExpired = (until: string | undefined, today: string): boolean => until !== undefined && until < today
