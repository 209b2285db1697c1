/** The UUID that CIS gave: typed twice, or pasted once, and not already another registrant's here. */
import { personOfSummary, type CaseSummary } from '../../../../domain/case/summary.ts'
import { parseUuid } from '../../../../domain/registrant/uuid.ts'

export type DuplicateCheck = 'no-match' | 'existing-profile-used'

export interface UuidEntry {
  typed: string
  again: string
  /** What was last pasted into the first box. A pasted UUID cannot be mistyped, so it is entered once. */
  pasted: string
}

const digitsOf = (typed: string): string | undefined => {
  const parsed = parseUuid(typed)
  return parsed.ok ? parsed.value : undefined
}

export function isPasted({ typed, pasted }: Pick<UuidEntry, 'typed' | 'pasted'>): boolean {
  const digits = digitsOf(pasted)
  return digits !== undefined && digits === digitsOf(typed)
}

export type UuidReading =
  | { readonly uuid: string; readonly field?: never }
  | { readonly field: 'typed' | 'again'; readonly problem: string; readonly uuid?: never }

export function readUuidEntry(entry: UuidEntry): UuidReading {
  const typed = parseUuid(entry.typed)
  if (!typed.ok) return { field: 'typed', problem: typed.error.message }
  if (isPasted(entry)) return { uuid: typed.value }
  const again = parseUuid(entry.again)
  if (!again.ok) return { field: 'again', problem: again.error.code === 'uuid-missing' ? 'Enter the UUID again.' : again.error.message }
  return again.value === typed.value ? { uuid: typed.value } : { field: 'again', problem: 'The two UUIDs do not match. Check CIS.' }
}

/** Refusals of the rules of a case that are about the UUID. */
export const uuidRefusals = { 'flag-value': 'typed', 'uuid-taken': 'typed' } as const

/** Whether both are about one person, as an agent has said. */
const isSamePerson = (other: CaseSummary, caseId: string | undefined, summaries: readonly CaseSummary[]): boolean => {
  const mine = summaries.find((one) => one.caseId === caseId)
  return mine !== undefined && personOfSummary(mine) === personOfSummary(other)
}

/** The case of another person that has what is typed, so that the agent can open it. */
export function findOtherCase(typed: string, caseId: string | undefined, summaries: readonly CaseSummary[]): CaseSummary | undefined {
  const uuid = digitsOf(typed)
  return uuid === undefined ? undefined : summaries.find((other) => other.uuid === uuid && !isSamePerson(other, caseId, summaries))
}

/**
 * Finds another case with the same UUID. That is allowed only if that case is closed and the agent says that CIS offered an existing
 * profile: the same person is being registered again.
 */
export function findUuidConflict(
  uuid: string,
  caseId: string,
  duplicateCheck: DuplicateCheck,
  summaries: readonly CaseSummary[],
): CaseSummary | undefined {
  return summaries.find(
    (other) =>
      other.uuid === uuid &&
      !isSamePerson(other, caseId, summaries) &&
      !(duplicateCheck === 'existing-profile-used' && other.status === 'closed'),
  )
}
