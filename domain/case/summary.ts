/** The line that the work list shows for a case: small, sealed in chunks, rebuilt from the case whenever it changes. */
import type { CaseRecord } from './case.ts'
import { viewCase, type CaseStatus } from './status.ts'
import { stepIds, type StepId } from './steps.ts'

export interface CaseSummary {
  readonly caseId: string
  readonly reference: string
  readonly name: string
  readonly organisation: string
  readonly mobile?: string
  readonly uuid?: string
  readonly status: CaseStatus
  readonly nextStep?: StepId
  readonly problem?: string
  readonly completed: number
  readonly of: number
  readonly openedAt: string
  readonly changedAt: string
  /** Printed and labelled, waiting for a manifest. */
  readonly waitsForManifest: boolean
  readonly practice: boolean
}

export function summarise(record: CaseRecord): CaseSummary {
  const view = viewCase(record.events)
  const { facts } = view
  const problem = Object.values(view.steps).find((step) => step.problem)?.problem
  return {
    caseId: record.caseId,
    reference: record.caseReference,
    name: facts.details ? `${facts.details.name.given} ${facts.details.name.family}` : (facts.request?.registrantName ?? ''),
    organisation: facts.request?.organisation.name ?? '',
    ...(facts.details ? { mobile: facts.details.mobile } : {}),
    ...(facts.cis ? { uuid: facts.cis.uuid } : {}),
    status: view.status,
    ...(view.nextStep ? { nextStep: view.nextStep } : {}),
    ...(problem ? { problem } : {}),
    completed: view.completed,
    of: stepIds.length,
    openedAt: facts.openedAt,
    changedAt: facts.lastAt,
    waitsForManifest: view.status === 'open' && view.steps.manifest.waitsFor.length === 0 && view.steps.manifest.status !== 'Completed',
    practice: record.practice,
  }
}
