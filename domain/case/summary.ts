/** The line that the work list shows for a case: small, sealed in chunks, rebuilt from the case whenever it changes. */
import type { Edition } from '../guidance/edition.ts'
import { findUsedTracking } from '../journey/posting.ts'
import { fullName } from '../journey/registrant.ts'
import { plainDateOf } from '../plain-date-of.ts'
import type { CaseRecord } from './case.ts'
import { findWait, type CaseWait } from './due-dates.ts'
import type { RecordedEvent } from './events.ts'
import { viewCase, type CaseStatus, type CaseView } from './status.ts'
import type { StepId } from './steps.ts'

/** Raise it with every change of what a summary says: those of another shape are made again from their cases. */
export const SUMMARY_SHAPE = 2

/** Something that was sent back. `reason`: an id of the edition's list of that kind. */
export interface Rejection {
  readonly of: 'document' | 'photograph' | 'call'
  readonly reason: string
  readonly on: string
}

export interface CaseSummary {
  readonly caseId: string
  /** Absent: the case belongs to a person of its own (`personOfSummary`). */
  readonly personId?: string
  readonly reference: string
  readonly name: string
  readonly organisation: string
  readonly odsCode?: string
  readonly sponsor?: string
  /** Who acted last. */
  readonly agent?: string
  /** What is printed on card, label, posting list and receipt: serial numbers, item, dispatch and tracking references. */
  readonly references?: readonly string[]
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
  /** What the case waits for, and until when. */
  readonly wait?: CaseWait
  /** The day on which each stage of the edition was finished, for those that are. */
  readonly stages?: Readonly<Record<string, string>>
  readonly rejections?: readonly Rejection[]
}

const dayOf = (instant: string): string => plainDateOf(new Date(instant))

function stagesOf({ edition, steps }: CaseView): Record<string, string> {
  const ends = edition.stages.flatMap(({ id }) => {
    const ofStage = edition.steps.filter(({ stage }) => stage === id).map((step) => steps[step.id as StepId])
    if (ofStage.length === 0 || ofStage.some((step) => step?.status !== 'Completed')) return []
    const last = ofStage.map((step) => step?.finishedAt ?? '').reduce((a, b) => (b > a ? b : a))
    return last === '' ? [] : [[id, dayOf(last)] as const]
  })
  return Object.fromEntries(ends)
}

function referencesOf({ facts }: CaseView): readonly string[] {
  const serials = facts.cards.flatMap(({ serial }) => serial ?? [])
  const { label, manifest } = facts
  const item = label ? [label.itemReference] : []
  const dispatch = [label?.dispatchReference, manifest?.dispatchReference].filter((one) => one !== undefined)
  return [...new Set([...serials, ...item, ...dispatch, ...findUsedTracking(facts)])]
}

/** Every time that something was sent back, also where it was accepted later. */
function rejectionsOf(events: readonly RecordedEvent[]): Rejection[] {
  return events.flatMap(({ event, at }) => {
    const found = (of: Rejection['of'], reasons: readonly string[] = []) => reasons.map((reason) => ({ of, reason, on: dayOf(at) }))
    if (event.kind === 'identityDocumentAssessed' && event.outcome === 'rejected') return found('document', event.reasons)
    if (event.kind === 'photographAssessed' && event.outcome === 'rejected') return found('photograph', event.reasons)
    return event.kind === 'callEnded' && event.outcome === 'not-matched' ? found('call', event.reasons) : []
  })
}

export const personOfSummary = ({ caseId, personId }: Pick<CaseSummary, 'caseId' | 'personId'>): string => personId ?? caseId

export function summarise(record: CaseRecord, edition: Edition): CaseSummary {
  const view = viewCase(record.events, edition)
  const { facts } = view
  const { manifest } = view.steps
  const wait = findWait(view)
  const references = referencesOf(view)
  const rejections = rejectionsOf(record.events)
  const email = facts.registrant?.email?.address ?? facts.request?.registrantEmail
  const problem = Object.values(view.steps).find(({ problem: found }) => found)?.problem
  return {
    caseId: record.caseId,
    reference: record.caseReference,
    name: facts.registrant ? fullName(facts.registrant) : (facts.request?.registrantName ?? ''),
    organisation: facts.organisation?.name ?? '',
    ...(facts.organisation ? { odsCode: facts.organisation.odsCode } : {}),
    ...(facts.request ? { sponsor: facts.request.sponsor.name } : {}),
    agent: record.events.at(-1)?.agentName ?? '',
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
    ...(wait ? { wait } : {}),
    stages: stagesOf(view),
    ...(references.length > 0 ? { references } : {}),
    ...(rejections.length > 0 ? { rejections } : {}),
  }
}
