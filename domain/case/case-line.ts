/**
 * What `main` needs to know of every case without opening it: for guards over all cases, retention, the register of cards and the backup
 * page. One line is stored with each case, in the same commit, and erased with it. It is sealed under the vault's records key and not under
 * the case's own, so it holds no name, contact, address or finding: ids, days, blind marks, serial numbers of cards, and two numbers that must not
 * occur twice (`uuid`, `tracking`).
 */
import type { CaseCardEntry } from '../card/register/register.ts'
import { findUsedTracking } from '../journey/posting.ts'
import { readSubject, type RetentionSubject } from '../retention/subject.ts'
import { readCaseCards } from './case-cards.ts'
import type { CaseRecord } from './case.ts'
import { findNamedSecrets, findSpentSecrets } from './spent-secrets.ts'
import { personIdOf } from '../journey/person.ts'
import type { CaseStatus, CaseView } from './status.ts'
import { findToUndo, type ToUndo } from './to-undo.ts'

/** Raise it with every change of what a line says: lines of another shape are made again from their cases. */
export const LINE_SHAPE = 3

export interface CaseLine {
  readonly shape: typeof LINE_SHAPE
  /** Revision of the case row that the line stands for. */
  readonly caseRev: number
  readonly caseId: string
  readonly caseReference: string
  /** The case's own id where it was never linked to another person. */
  readonly personId: string
  /** What marks the person, under the vault's index key (`main/person/blind-marks.ts`): nothing readable. */
  readonly marks: readonly string[]
  /** Ids of persons whom an agent compared and found to be others. */
  readonly toldApart: readonly string[]
  /** Id of the edition that it follows. */
  readonly edition: string
  readonly odsCode?: string
  readonly status: CaseStatus
  /** Instant of the newest event. */
  readonly lastAt: string
  readonly uuid?: string
  /** Tracking references in the form in which they are compared. */
  readonly tracking: readonly string[]
  /** Ids of the secrets in custody that the case still needs. */
  readonly liveSecrets: readonly string[]
  /** Id of the passcode of a written card, until the passcode has arrived. */
  readonly waitingPasscode?: string
  readonly cards: readonly CaseCardEntry[]
  /** What it leaves to be undone one day. */
  readonly toUndo: readonly ToUndo[]
  /** Its days are instants: which day that is depends on where the workstation stands (`withDays`). */
  readonly kept: RetentionSubject
}

/** `marks`: made by `main`, which has the key. */
export function lineOf(record: CaseRecord, view: CaseView, caseRev: number, marks: readonly string[] = []): CaseLine {
  const { facts, status } = view
  const { liveCard, firstLogIn, passcodeSettled } = facts
  const spent = findSpentSecrets(facts)
  const waits = liveCard?.passcodeId !== undefined && !firstLogIn && !passcodeSettled?.arrived
  return {
    shape: LINE_SHAPE,
    caseRev,
    caseId: record.caseId,
    caseReference: record.caseReference,
    personId: personIdOf(record.caseId, facts),
    marks,
    toldApart: facts.otherPersons,
    edition: record.edition,
    ...(facts.organisation ? { odsCode: facts.organisation.odsCode } : {}),
    status,
    lastAt: facts.lastAt,
    ...(facts.uuid ? { uuid: facts.uuid } : {}),
    tracking: findUsedTracking(facts),
    liveSecrets: findNamedSecrets(facts).filter((id) => !spent.includes(id)),
    ...(waits ? { waitingPasscode: liveCard.passcodeId } : {}),
    cards: readCaseCards(record.events),
    toUndo: findToUndo(record, view),
    kept: readSubject(record, view, spent, (instant) => instant),
  }
}

const needed = [
  'shape',
  'caseRev',
  'caseId',
  'caseReference',
  'personId',
  'marks',
  'toldApart',
  'edition',
  'status',
  'lastAt',
  'tracking',
  'liveSecrets',
  'cards',
  'toUndo',
  'kept',
] as const
const fields: ReadonlySet<string> = new Set<keyof CaseLine>([...needed, 'odsCode', 'uuid', 'waitingPasscode'])

/**
 * `undefined` for a line of another shape, with other fields, or of another case than the one asked for. What the fields hold is not checked,
 * because tens of thousands are read at each unlock: the line was opened with its seal, so `lineOf` of this shape made it.
 */
export function readCaseLine(stored: unknown, caseId: string): CaseLine | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  for (const field in stored) if (!fields.has(field)) return undefined
  const line = stored as CaseLine
  return line.shape === LINE_SHAPE && line.caseId === caseId && needed.every((field) => line[field] !== undefined) ? line : undefined
}
