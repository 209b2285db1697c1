/**
 * What `main` needs to know of every case without opening it: for guards over all cases, retention, the register of cards and the backup
 * page. One line is stored with each case, in the same commit, and erased with it. It is sealed under the vault's records key and not under
 * the case's own, so it holds no name, contact, address or finding: ids, days, serial numbers of cards, and two numbers that must not
 * occur twice (`uuid`, `tracking`).
 */
import { z } from 'zod'
import type { CaseCardEntry } from '../card/register/register.ts'
import { findUsedTracking } from '../journey/posting.ts'
import { readSubject, type RetentionSubject } from '../retention/subject.ts'
import { readCaseCards } from './case-cards.ts'
import type { CaseRecord } from './case.ts'
import { findNamedSecrets, findSpentSecrets } from './spent-secrets.ts'
import type { CaseStatus, CaseView } from './status.ts'

/** Raise it with every change of what a line says: lines of another shape are made again from their cases. */
export const LINE_SHAPE = 1

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

const caseLine = z.strictObject({
  shape: z.literal(LINE_SHAPE),
  /** Revision of the case row that the line stands for. */
  caseRev: z.number().int().positive(),
  caseId: z.string(),
  caseReference: z.string(),
  status: z.custom<CaseStatus>((value) => typeof value === 'string'),
  /** Instant of the newest event. */
  lastAt: z.string(),
  uuid: z.string().optional(),
  /** Tracking references in the form in which they are compared. */
  tracking: z.array(z.string()),
  /** Ids of the secrets in custody that the case still needs. */
  liveSecrets: z.array(z.string()),
  /** Id of the passcode of a written card, until the passcode has arrived. */
  waitingPasscode: z.string().optional(),
  cards: z.array(z.custom<CaseCardEntry>(isObject)),
  /** Its days are instants: which day that is depends on where the workstation stands (`withDays`). */
  kept: z.custom<RetentionSubject>(isObject),
})
export type CaseLine = Readonly<z.infer<typeof caseLine>>

export function lineOf(record: CaseRecord, view: CaseView, caseRev: number): CaseLine {
  const { facts, status } = view
  const { liveCard, firstLogIn, passcodeSettled } = facts
  const spent = findSpentSecrets(facts)
  const waits = liveCard?.passcodeId !== undefined && !firstLogIn && !passcodeSettled?.arrived
  return {
    shape: LINE_SHAPE,
    caseRev,
    caseId: record.caseId,
    caseReference: record.caseReference,
    status,
    lastAt: facts.lastAt,
    ...(facts.uuid ? { uuid: facts.uuid } : {}),
    tracking: findUsedTracking(facts),
    liveSecrets: findNamedSecrets(facts).filter((id) => !spent.includes(id)),
    ...(waits ? { waitingPasscode: liveCard.passcodeId } : {}),
    cards: readCaseCards(record.events),
    kept: readSubject(record, view, spent, (instant) => instant),
  }
}

/** `undefined` for a line of another shape, or of another case than the one asked for. */
export function readCaseLine(stored: unknown, caseId: string): CaseLine | undefined {
  const line = caseLine.safeParse(stored).data
  return line?.caseId === caseId ? line : undefined
}
