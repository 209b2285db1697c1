/** Shown in place of a deleted scan or picture: when and by which rule it was deleted. */
import { createContext, useContext, type ReactNode } from 'react'
import type { CaseFacts } from '../../../../domain/case/facts.ts'
import type { Evidence } from '../../../../domain/values.ts'
import { formatDate } from '../../../ui/index.ts'

const Erasures = createContext<CaseFacts | undefined>(undefined)

/** Around every page of a case: pictures inside say themselves when they are gone. */
export function WithErasures({ facts, children }: { readonly facts: CaseFacts; readonly children: ReactNode }) {
  return <Erasures value={facts}>{children}</Erasures>
}

/** In words, when this scan or picture is gone. */
export function useErasure(evidence: Evidence | undefined): string | undefined {
  const facts = useContext(Erasures)
  if (!facts || !evidence || !facts.erasedEvidence.includes(evidence.evidenceId)) return undefined
  const erased = [facts.erased.documents, facts.erased.photographs].find((one) => one?.evidenceIds.includes(evidence.evidenceId))
  if (!erased) return 'Deleted under the retention policy.'
  const what =
    facts.outcome === undefined
      ? 'another workstation signed for the case'
      : facts.outcome.outcome === 'not-matched'
        ? 'the call ended without a match'
        : 'identity was confirmed'
  return `Deleted on ${formatDate(erased.recordedAt.slice(0, 10))} under the retention policy: ${what} on ${formatDate(erased.countedFrom)}.`
}

export function ErasedNote({ message, what }: { readonly message: string; readonly what: string }) {
  return (
    <div className="retention-erased" role="note">
      <p>
        <strong>{what} is not kept any more.</strong>
      </p>
      <p>{message} It cannot be recovered. The case still shows what was checked and decided.</p>
    </div>
  )
}
