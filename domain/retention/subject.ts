/** What one case keeps, reduced to what the rules of retention need: random ids, key ids and days; nothing of the registrant. */
import type { Custody } from '../handover/custody.ts'
import type { Retained } from './kinds.ts'

export interface KeptEvidence {
  readonly evidenceId: string
  /** Lower-case hexadecimal. */
  readonly keyId: string
  /** Sealed pieces. */
  readonly chunks: number
}

export interface RetentionSubject {
  readonly caseId: string
  readonly caseReference: string
  readonly events: number
  /**
   * Plain date from which scans and photographs are counted: the call ended with a match that still stands, or without one; or another
   * workstation signed that it has the case.
   */
  readonly identityDay?: string
  readonly matched: boolean
  /** What is counted from the receipt, because nothing earlier ended it here. */
  readonly fromReceipt: { readonly evidence: boolean; readonly end: boolean }
  /** Plain date on which this copy ended: the case was closed or stopped, or another workstation signed that it has it. */
  readonly endDay?: string
  readonly documents: readonly KeptEvidence[]
  readonly photographs: readonly KeptEvidence[]
  /** The card is not printed yet: chip and face are made from the photograph. */
  readonly photographNeeded: boolean
  /** A passcode that waits for its release. */
  readonly passcode?: { readonly attempt: number; readonly custodyIds: readonly string[]; readonly day: string }
  /** Number of the newest attempt at a card; 0 before the first. */
  readonly attempts: number
  /** Every secret, and every card's journal of steps, that the case names. */
  readonly secretIds: readonly string[]
  readonly manifests: readonly { readonly dispatchReference: string; readonly position: number }[]
  readonly keptUntil: Partial<Readonly<Record<Retained, string>>>
  readonly held: boolean
}

/** The fields of events that retention reads, as the journey records them. */
export interface KeptEvent {
  readonly kind: string
  readonly source?: KeptEvidence | undefined
  readonly evidence?: KeptEvidence | undefined
  readonly print?: KeptEvidence | undefined
  readonly chip?: KeptEvidence | undefined
  readonly smallerChips?: readonly KeptEvidence[] | undefined
  readonly dispatchReference?: string | undefined
  readonly position?: number | undefined
  readonly handoverId?: string | undefined
}

export interface KeptCase {
  readonly caseId: string
  readonly caseReference: string
  readonly events: readonly { readonly at: string; readonly event: KeptEvent }[]
}

interface KeptFacts {
  readonly lastAt?: string
  readonly erasedEvidence: readonly string[]
  readonly custody?: { readonly state: Custody; readonly handoverId: string }
  readonly outcome?: { readonly outcome: string; readonly recordedAt: string }
  readonly ended?: { readonly recordedAt: string }
  readonly firstLogIn?: { readonly recordedAt: string }
  readonly knownIdentity?: { readonly recordedAt: string }
  readonly phoneCodes: readonly { readonly custodyId: string }[]
  readonly cards: readonly KeptCard[]
  readonly erased: { readonly passcode?: { readonly attempt?: number | undefined } }
  readonly held?: unknown
  readonly keptLonger: Partial<Readonly<Record<Retained, { readonly until: string }>>>
}

interface KeptCard {
  readonly attempt: number
  readonly passcodeId?: string | undefined
  readonly pukId?: string | undefined
  readonly startedAt: string
}

/** What retention asks of the view of a case. A step that the case's edition does not have is absent. */
export interface KeptView {
  readonly status: string
  readonly facts: KeptFacts
  readonly steps: Readonly<Partial<Record<'outcome' | 'print-card' | 'first-log-in', { readonly status: string }>>>
}

/**
 * `spentSecrets`: ids of secrets that the case no longer needs. `dayOf`: the plain date of an instant where the workstation stands.
 */
export function readSubject(
  record: KeptCase,
  { facts, status, steps }: KeptView,
  spentSecrets: readonly string[],
  dayOf: (instant: string) => string,
): RetentionSubject {
  // A bundle is made from this copy until the other workstation has signed for the case. After that nothing here is needed.
  const awaitsReceipt = facts.custody?.state === 'outstanding'
  const goneAt = facts.custody?.state === 'gone' ? receiptOf(record, facts.custody.handoverId) : undefined
  const isDone = (step: keyof KeptView['steps']): boolean => steps[step]?.status === 'Completed'
  const isStopped = facts.outcome?.outcome === 'not-matched'
  // An edition may close its cases with another step; what is recorded later than the end then keeps the case longer, never shorter.
  const closedAt = isDone('first-log-in') ? facts.firstLogIn?.recordedAt : status === 'closed' ? facts.lastAt : undefined
  const ended = isStopped ? facts.outcome?.recordedAt : (facts.ended?.recordedAt ?? closedAt ?? goneAt)
  // While the case can continue, a call whose input changed has to be repeated, and the scans that it needs stay.
  const settledAt = ended !== undefined || isDone('outcome') ? facts.outcome?.recordedAt : undefined
  // Where no call is held, the identity was proved before the case began.
  const provedAt = steps.outcome === undefined ? facts.knownIdentity?.recordedAt : undefined
  const evidenceFrom = settledAt ?? provedAt ?? facts.ended?.recordedAt ?? goneAt
  const passcode = findWaitingPasscode(facts, spentSecrets, dayOf)
  return {
    caseId: record.caseId,
    caseReference: record.caseReference,
    events: record.events.length,
    ...(evidenceFrom === undefined ? {} : { identityDay: dayOf(evidenceFrom) }),
    matched: provedAt !== undefined || facts.outcome?.outcome === 'matched',
    fromReceipt: {
      evidence: settledAt === undefined && provedAt === undefined && goneAt !== undefined,
      end: ended !== undefined && ended === goneAt,
    },
    ...(ended === undefined ? {} : { endDay: dayOf(ended) }),
    ...findEvidence(record, new Set(facts.erasedEvidence)),
    photographNeeded:
      (status === 'open' || awaitsReceipt) && ended === undefined && steps['print-card'] !== undefined && !isDone('print-card'),
    ...(passcode ? { passcode } : {}),
    attempts: facts.cards.at(-1)?.attempt ?? 0,
    secretIds: [
      ...facts.phoneCodes.map(({ custodyId }) => custodyId),
      ...facts.cards.flatMap(({ passcodeId, pukId }) => [passcodeId, pukId]),
    ].filter((id) => id !== undefined),
    manifests: findManifests(record),
    held: facts.held !== undefined,
    keptUntil: Object.fromEntries(Object.entries(facts.keptLonger).map(([what, { until }]) => [what, until])),
  }
}

/** A subject that was read with instants in place of its plain dates, with the dates. */
export const withDays = (
  { identityDay, endDay, passcode, ...subject }: RetentionSubject,
  dayOf: (instant: string) => string,
): RetentionSubject => ({
  ...subject,
  ...(identityDay === undefined ? {} : { identityDay: dayOf(identityDay) }),
  ...(endDay === undefined ? {} : { endDay: dayOf(endDay) }),
  ...(passcode === undefined ? {} : { passcode: { ...passcode, day: dayOf(passcode.day) } }),
})

/** Every scan and picture that the case names and that is not erased, also those that a later one replaced. */
function findEvidence({ events }: KeptCase, erased: ReadonlySet<string>): Pick<RetentionSubject, 'documents' | 'photographs'> {
  const documents = new Map<string, KeptEvidence>()
  const photographs = new Map<string, KeptEvidence>()
  const put = (into: Map<string, KeptEvidence>, all: readonly (KeptEvidence | undefined)[]) => {
    for (const one of all)
      if (one && !erased.has(one.evidenceId)) into.set(one.evidenceId, { evidenceId: one.evidenceId, keyId: one.keyId, chunks: one.chunks })
  }
  for (const { event } of events) {
    if (event.kind === 'requestReceived') put(documents, [event.source])
    if (event.kind === 'identityDocumentAttached') put(documents, [event.evidence])
    if (event.kind === 'photographAttached') put(photographs, [event.evidence, event.print, event.chip, ...(event.smallerChips ?? [])])
  }
  return { documents: [...documents.values()], photographs: [...photographs.values()] }
}

const findManifests = ({ events }: KeptCase): RetentionSubject['manifests'] =>
  events.flatMap(({ event: { kind, dispatchReference, position } }) =>
    kind === 'manifestClosed' && dispatchReference !== undefined && position !== undefined ? [{ dispatchReference, position }] : [],
  )

const receiptOf = ({ events }: KeptCase, handoverId: string): string | undefined =>
  events.findLast(({ event }) => event.kind === 'handoverReceipted' && event.handoverId === handoverId)?.at

function findWaitingPasscode(
  facts: KeptFacts,
  spentSecrets: readonly string[],
  dayOf: (instant: string) => string,
): RetentionSubject['passcode'] {
  const spent = new Set(spentSecrets)
  const card = facts.cards.findLast(({ passcodeId }) => passcodeId !== undefined && !spent.has(passcodeId))
  if (!card || card.attempt <= (facts.erased.passcode?.attempt ?? 0)) return undefined
  return { attempt: card.attempt, custodyIds: [card.passcodeId, card.pukId].filter((id) => id !== undefined), day: dayOf(card.startedAt) }
}
