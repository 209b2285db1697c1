/** What one case keeps, reduced to what the rules of retention ask: random ids, key ids and days; nothing of the registrant. */
import type { CaseRecord } from '../case/case.ts'
import type { StepId } from '../case/steps.ts'
import type { CaseFacts } from '../case/facts.ts'
import { findSpentSecrets } from '../case/spent-secrets.ts'
import { isStepComplete, type CaseView } from '../case/status.ts'
import type { Evidence } from '../values.ts'
import type { Retained } from './kinds.ts'

export type KeptEvidence = Pick<Evidence, 'evidenceId' | 'keyId' | 'chunks'>

export interface RetentionSubject {
  readonly caseId: string
  readonly caseReference: string
  readonly events: number
  /** Day on which the call ended with a match, while that stands; or without one, for good; or on which another workstation signed that it has the case. */
  readonly identityDay?: string
  readonly matched: boolean
  /** What is counted from the receipt, because nothing earlier ended it here. */
  readonly fromReceipt: { readonly evidence: boolean; readonly end: boolean }
  /** Day on which the case was closed or stopped, or on which another workstation signed that it has it: this copy has ended then. */
  readonly endDay?: string
  readonly documents: readonly KeptEvidence[]
  readonly photographs: readonly KeptEvidence[]
  /** The card is not printed yet: chip and face are made from the photograph. */
  readonly photographNeeded: boolean
  /** A passcode that waits for its release. */
  readonly passcode?: { readonly attempt: number; readonly custodyIds: readonly string[]; readonly day: string }
  /** Every secret, and every card's journal of steps, that the case ever named. */
  readonly secretIds: readonly string[]
  readonly manifests: readonly { readonly dispatchReference: string; readonly position: number }[]
  readonly keptUntil: Partial<Readonly<Record<Retained, string>>>
  readonly held: boolean
}

/** `dayOf`: the calendar day of an instant where the workstation stands. */
export function readSubject(record: CaseRecord, view: CaseView, dayOf: (instant: string) => string): RetentionSubject {
  const { facts, status, edition } = view
  const gone = new Set(facts.erasedEvidence)
  const documents = new Map<string, KeptEvidence>()
  const photographs = new Map<string, KeptEvidence>()
  const put = (into: Map<string, KeptEvidence>, ...all: readonly (Evidence | undefined)[]) => {
    for (const one of all)
      if (one && !gone.has(one.evidenceId)) into.set(one.evidenceId, { evidenceId: one.evidenceId, keyId: one.keyId, chunks: one.chunks })
  }
  const manifests: { dispatchReference: string; position: number }[] = []
  for (const { event } of record.events) {
    if (event.kind === 'requestReceived') put(documents, event.source)
    if (event.kind === 'identityDocumentAttached') put(documents, event.evidence)
    if (event.kind === 'photographAttached') put(photographs, event.evidence, event.print, event.chip)
    if (event.kind === 'manifestClosed') manifests.push({ dispatchReference: event.dispatchReference, position: event.position })
  }
  // A bundle is made from this copy until the other workstation has signed that it has the case. From then on nothing here is needed.
  const awaitsReceipt = facts.custody?.state === 'outstanding'
  const goneAt = facts.custody?.state === 'gone' ? receiptOf(record, facts.custody.handoverId) : undefined
  const isStopped = facts.outcome?.outcome === 'not-matched'
  const ended = isStopped
    ? facts.outcome.recordedAt
    : isStepComplete(view, edition.closingStep as StepId)
      ? facts.firstLogIn?.recordedAt
      : goneAt
  // While somebody may go on from here, a call whose ground has changed has to be held again, and what it is held with stays.
  const settled = facts.outcome !== undefined && (ended !== undefined || isStepComplete(view, 'outcome'))
  // Where no call is held, the identity was proved before the case began.
  const hasCall = view.steps.outcome !== undefined
  const evidenceFrom = settled ? facts.outcome.recordedAt : hasCall ? goneAt : (facts.knownIdentity?.recordedAt ?? goneAt)
  const passcode = findWaitingPasscode(facts, dayOf)
  return {
    caseId: record.caseId,
    caseReference: record.caseReference,
    events: record.events.length,
    ...(evidenceFrom === undefined ? {} : { identityDay: dayOf(evidenceFrom) }),
    matched: !hasCall || facts.outcome?.outcome === 'matched',
    fromReceipt: { evidence: !settled && hasCall && goneAt !== undefined, end: ended !== undefined && ended === goneAt },
    ...(ended === undefined ? {} : { endDay: dayOf(ended) }),
    documents: [...documents.values()],
    photographs: [...photographs.values()],
    photographNeeded: (status === 'open' || awaitsReceipt) && ended === undefined && !isStepComplete(view, 'print-card'),
    ...(passcode ? { passcode } : {}),
    secretIds: [
      ...facts.phoneCodes.map(({ custodyId }) => custodyId),
      ...facts.cards.flatMap(({ passcodeId, pukId }) => [passcodeId, pukId]),
    ].filter((id) => id !== undefined),
    manifests,
    held: facts.held !== undefined,
    keptUntil: Object.fromEntries(Object.entries(facts.keptLonger).map(([what, { until }]) => [what, until])),
  }
}

const receiptOf = (record: CaseRecord, handoverId: string): string | undefined =>
  record.events.findLast(({ event }) => event.kind === 'handoverReceipted' && event.handoverId === handoverId)?.at

function findWaitingPasscode(facts: CaseFacts, dayOf: (instant: string) => string): RetentionSubject['passcode'] {
  const spent = new Set(findSpentSecrets(facts))
  const card = facts.cards.findLast(({ passcodeId }) => passcodeId !== undefined && !spent.has(passcodeId))
  if (!card || card.attempt <= (facts.erased.passcode?.attempt ?? 0)) return undefined
  return { attempt: card.attempt, custodyIds: [card.passcodeId, card.pukId].filter((id) => id !== undefined), day: dayOf(card.startedAt) }
}
