/** The line that the work list shows for a case: small, sealed in chunks, rebuilt from the case whenever it changes. */
import type { Edition } from '../guidance/edition.ts'
import { fullName } from '../journey/registrant.ts'
import type { CaseRecord } from './case.ts'
import { viewCase, type CaseStatus } from './status.ts'
import type { StepId } from './steps.ts'

export interface CaseSummary {
  readonly caseId: string
  /** Absent: the case belongs to a person of its own (`personOfSummary`). */
  readonly personId?: string
  readonly reference: string
  readonly name: string
  readonly organisation: string
  readonly mobile?: string
  readonly email?: string
  readonly uuid?: string
  readonly status: CaseStatus
  /** It stopped because an agent ended it. */
  readonly ended?: true
  readonly nextStep?: StepId
  readonly problem?: string
  readonly completed: number
  readonly of: number
  readonly openedAt: string
  readonly changedAt: string
  /** Printed and labelled, waiting for a manifest. */
  readonly waitsForManifest: boolean
  /** Id of the edition that the case follows. */
  readonly edition: string
  readonly practice: boolean
}

/** Raise it with every change of what a line says: lines of another shape are made again from their cases. */
export const SUMMARY_SHAPE = 2

export const personOfSummary = ({ caseId, personId }: Pick<CaseSummary, 'caseId' | 'personId'>): string => personId ?? caseId

export function summarise(record: CaseRecord, edition: Edition): CaseSummary {
  const view = viewCase(record.events, edition)
  const { facts } = view
  const { manifest } = view.steps
  const email = facts.registrant?.email?.address ?? facts.request?.registrantEmail
  const problem = Object.values(view.steps).find(({ problem: found }) => found)?.problem
  return {
    caseId: record.caseId,
    reference: record.caseReference,
    name: facts.registrant ? fullName(facts.registrant) : (facts.request?.registrantName ?? ''),
    organisation: facts.organisation?.name ?? '',
    ...(facts.registrant?.mobile ? { mobile: facts.registrant.mobile } : {}),
    ...(facts.linkedPerson ? { personId: facts.linkedPerson.personId } : {}),
    ...(email ? { email } : {}),
    ...(facts.uuid ? { uuid: facts.uuid } : {}),
    ...(facts.ended ? { ended: true } : {}),
    status: view.status,
    ...(view.nextStep ? { nextStep: view.nextStep } : {}),
    ...(problem ? { problem } : {}),
    completed: view.completed,
    of: view.order.length,
    openedAt: facts.openedAt,
    changedAt: facts.lastAt,
    waitsForManifest: view.status === 'open' && manifest?.waitsFor.length === 0 && manifest.status !== 'Completed',
    edition: record.edition,
    practice: record.practice,
  }
}
