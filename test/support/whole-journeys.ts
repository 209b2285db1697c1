/** A whole journey of each bundled edition through `main`, act by act: what is right at each point. */
import type { AgentEvent, AgentEventKind } from '../../domain/case/events.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { Edition } from '../../domain/guidance/edition.ts'
import { remote20200408 } from '../../domain/guidance/editions/remote-2020-04-08.ts'
import { provedElsewhere2026 } from '../../domain/guidance/editions/proved-elsewhere-2026.ts'
import { evidenceOf, journey } from '../fixtures/journey-events.ts'
import { elsewhere, replaceCard2026, replaceCardNewName2026, replacing } from './ask-case.ts'
import type { MainApp } from './main-app.ts'
import { arrivalNow, photo, walk, type RemoteStep } from './main-journey.ts'

const todayOf = (main: MainApp): string => plainDateOf(main.clock.now())

/** One of each act that an agent records on a screen. */
export const sampleActs: { readonly [Kind in AgentEventKind]: Extract<AgentEvent, { kind: Kind }> } = {
  ...journey,
  ...elsewhere,
  oldCardCancelled: replacing.oldCardCancelled,
  oldCardOverridden: replacing.oldCardOverridden,
  accessUnchanged: replacing.accessUnchanged,
  cardReplaced: { kind: 'cardReplaced', attempt: 1, why: 'lost', oldCard: 'cancelled' },
  caseEnded: { kind: 'caseEnded', why: 'withdrawn', note: 'The sponsor wrote that it is not needed.' },
  caseReopened: { kind: 'caseReopened', why: 'The sponsor asked again.' },
  personLinked: { kind: 'personLinked', personId: '88888888-0000-4000-8000-000000000000', why: 'Same UUID and birth date.' },
  notSamePerson: { kind: 'notSamePerson', personId: '88888888-0000-4000-8000-000000000000', why: 'Another birth date.' },
  noteAdded: { kind: 'noteAdded', note: 'Sponsor told.' },
  noteWithdrawn: { kind: 'noteWithdrawn', of: 2 },
  reminderSent: { kind: 'reminderSent', about: 'reply', on: '2026-11-23' },
  reminderWithdrawn: { kind: 'reminderWithdrawn', of: 2 },
  photographCopyGone: { kind: 'photographCopyGone', copyId: '77777777-0000-4000-8000-000000000000' },
  identityDocumentAttached: { kind: 'identityDocumentAttached', evidence: evidenceOf(3) },
}

/** One act of a journey, in its turn. */
export interface JourneyPoint {
  readonly step: string
  /** The right act here; or what only `main` does. */
  readonly right?: (main: MainApp, caseId: string) => Promise<AgentEvent> | AgentEvent
  readonly perform?: (main: MainApp, caseId: string) => Promise<unknown>
  readonly completes?: false
}

let attached = ''
const attachDocument = async (main: MainApp, caseId: string): Promise<AgentEvent> => {
  const evidence = await main.attach(caseId, new Uint8Array(2_000).fill(7))
  attached = evidence.evidenceId
  return { kind: 'identityDocumentAttached', evidence }
}
const attachPhotograph = async (main: MainApp, caseId: string): Promise<AgentEvent> => {
  const [evidence, print, chip] = [
    await main.attach(caseId, photo()),
    await main.attach(caseId, photo()),
    await main.attach(caseId, photo()),
  ]
  attached = evidence.evidenceId
  return { kind: 'photographAttached', evidence, print, chip }
}
const act = (step: string, kind: AgentEventKind, fields: object = {}): JourneyPoint => ({
  step,
  right: () => ({ ...sampleActs[kind], ...fields }) as AgentEvent,
})
const byMain = (step: RemoteStep): JourneyPoint => ({ step, perform: walk[step] })
/** Editions have codes of 6 or 8 digits. */
const bindMobile = async (main: MainApp, caseId: string) => {
  await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
  const typed = /code is ([\d ]+)/.exec(main.phone.messages().at(-1)!.body)![1]!.replaceAll(' ', '')
  await main.must('call.verifyPhoneCode', { caseId, expectedSeq: main.seq(caseId), typed })
}
const print = async (main: MainApp, caseId: string) => {
  const [printer] = (await main.must('devices.state', {})).printers
  await main.must('card.printFace', { caseId, expectedSeq: main.seq(caseId), printer: printer!.name })
}
const makeLabel = (main: MainApp, caseId: string) =>
  main.must('label.make', { caseId, expectedSeq: main.seq(caseId), medium: 'L7163', position: 1 })

const photographPoints: readonly JourneyPoint[] = [
  { step: 'photograph', right: attachPhotograph, completes: false },
  { step: 'photograph', right: () => ({ kind: 'photographAssessed', evidenceId: attached, outcome: 'accepted' }) },
]
const cardToPasscode = (beforePosting: readonly JourneyPoint[]): readonly JourneyPoint[] => [
  byMain('write-card'),
  { step: 'print-card', perform: print, completes: false },
  act('print-card', 'cardFaceChecked'),
  { step: 'label', perform: makeLabel, completes: false },
  act('label', 'labelChecked'),
  ...beforePosting,
  byMain('manifest'),
  {
    step: 'posted',
    right: (main) => ({ ...journey.posted, postedOn: todayOf(main), trackingReference: 'ZZ 111 222 333 GB' }),
  },
  { step: 'arrival', right: arrivalNow },
  byMain('text-passcode'),
]
const withAccess: readonly JourneyPoint[] = [
  act('access', 'accessRecorded'),
  { step: 'first-log-in', right: (main) => ({ ...journey.firstLogInConfirmed, on: todayOf(main) }) },
]
/** A card of somebody who was never registered here. */
const replace =
  (edition: Edition, why: string) =>
  async (main: MainApp, caseId: string): Promise<unknown> => {
    const { kind: _kind, oldCard: _old, carriedFrom: _from, ...told } = replacing.replacementRequested
    const asked = { ...told, personId: caseId, why, oldCard: { serial: '88' } }
    return main.must('replacement.record', { caseId, expectedSeq: 0, told: asked, edition: edition.id })
  }
const cancelOldCard = (main: MainApp): AgentEvent => ({ ...replacing.oldCardCancelled, on: todayOf(main), place: 'returned' })
const unchanged: readonly JourneyPoint[] = [
  { step: 'access-unchanged', right: (main) => ({ ...replacing.accessUnchanged, checkedOn: todayOf(main) }) },
  { step: 'first-log-in', right: (main) => ({ ...journey.firstLogInConfirmed, on: todayOf(main) }) },
]
const toCancel: readonly JourneyPoint[] = [{ step: 'cancel-old-card', right: cancelOldCard }]

export interface WholeJourney {
  readonly edition: Edition
  /** The first act, of the agent or of `main` alone. */
  readonly first: ((main: MainApp) => AgentEvent) | undefined
  readonly begin?: (main: MainApp, caseId: string) => Promise<unknown>
  readonly points: readonly JourneyPoint[]
}

/** The journey of each bundled edition, from its first act to its last. */
export const wholeJourneys: readonly WholeJourney[] = [
  {
    edition: remote20200408,
    first: () => journey.requestReceived,
    points: [
      act('details', 'detailsRecorded'),
      act('ask-for-items', 'itemsAskedFor'),
      act('items', 'itemsChecked'),
      { step: 'identity-document', right: attachDocument, completes: false },
      { step: 'identity-document', right: () => ({ ...journey.identityDocumentAssessed, evidenceId: attached }) },
      ...photographPoints,
      act('likeness', 'likenessConfirmed'),
      act('arrange-call', 'callArranged', { override: 'Agreed by telephone' }),
      byMain('phone-code'),
      act('document-shown', 'documentShown'),
      act('outcome', 'callEnded'),
      act('cis', 'cisIdentityCreated', { uuid: '555000111333' }),
      ...cardToPasscode([]),
      ...withAccess,
    ],
  },
  {
    edition: provedElsewhere2026,
    first: () => sampleActs.identityProvedElsewhere,
    points: [
      act('delivery-details', 'deliveryRecorded'),
      ...photographPoints,
      { step: 'phone-code', perform: bindMobile },
      ...cardToPasscode([]),
      ...withAccess,
    ],
  },
  {
    edition: replaceCard2026,
    first: undefined,
    begin: replace(replaceCard2026, 'damaged'),
    points: [
      act('delivery-details', 'deliveryRecorded'),
      ...photographPoints,
      { step: 'phone-code', perform: bindMobile },
      ...cardToPasscode(toCancel),
      ...unchanged,
    ],
  },
  {
    edition: replaceCardNewName2026,
    first: undefined,
    begin: replace(replaceCardNewName2026, 'name-changed'),
    points: [
      act('details', 'detailsRecorded'),
      { step: 'identity-document', right: attachDocument, completes: false },
      { step: 'identity-document', right: () => ({ ...journey.identityDocumentAssessed, evidenceId: attached }) },
      ...photographPoints,
      act('likeness', 'likenessConfirmed'),
      act('arrange-call', 'callArranged', { override: 'Agreed by telephone' }),
      byMain('phone-code'),
      act('document-shown', 'documentShown'),
      act('outcome', 'callEnded'),
      ...cardToPasscode(toCancel),
      ...unchanged,
    ],
  },
]
