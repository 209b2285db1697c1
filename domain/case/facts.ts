/**
 * What is so now: the fold of everything that happened to a case. Pure and total: the same events give the same facts
 * on every machine, so a restart, an audit and a merge all see one truth.
 */
import { moveCustody, type Custody, type CustodyAct } from '../handover/custody.ts'
import type { CaseEvent, EventOf, ItemId, RecordedEvent } from './events.ts'
import type { Erasable, Retained } from '../retention/kinds.ts'
import type { Address } from '../values.ts'

/** An event with where it stands in the case. `recordedAt` is when it was recorded; a time that the event itself speaks of keeps its own name. */
export type At<Event> = Event & { readonly seq: number; readonly recordedAt: string; readonly agentName: string }

/** Things that finished steps rest on. When one changes after a step was finished, that step opens again. */
export type Ground =
  | 'organisation'
  | 'name'
  | 'name-on-card'
  | 'date-of-birth'
  | 'ni-number'
  | 'mobile'
  | 'email'
  | 'address'
  | 'identity-document'
  | 'photograph'
  | 'likeness'
  | 'bound-number'
  | 'uuid'
  | 'card'
  | 'item-reference'
  | 'call'

export interface PhoneCode {
  readonly attempt: number
  readonly to: string
  readonly route: EventOf<'phoneCodeTexted'>['route']
  readonly outcome: EventOf<'phoneCodeTexted'>['outcome']
  readonly textedAt: string
  readonly expiresAt: string
  readonly custodyId: string
  readonly tries: number
  /** `withdrawn`: the number was changed or the call ended before it was read back, so it proves nothing any more. */
  readonly result: 'waiting' | 'same' | 'different' | 'expired' | 'withdrawn'
}

export interface CardAttempt {
  readonly attempt: number
  readonly serial?: string
  readonly state: 'writing' | 'written' | 'resumable' | 'refused' | 'spoiled' | 'unknown' | 'replaced'
  readonly passcodeId?: string
  readonly pukId?: string
  readonly guid?: string
  readonly expiresOn?: string
  readonly step?: string
  readonly reason?: string
  readonly written?: EventOf<'cardWritten'>
  readonly startedAt: string
}

/** Where the case is worked on, once it was handed over. */
export interface CustodyFacts {
  readonly state: Custody
  readonly handoverId: string
  /** The workstation at the other end. */
  readonly station: EventOf<'handedOver'>['to']
  readonly at: string
  /** Place of the event with which the case was last handed over, or came. */
  readonly seq: number
  /** Secrets that the case named when it was handed over: they have gone with it. */
  readonly secrets: readonly string[]
}

export interface CaseFacts {
  readonly openedAt: string
  readonly lastSeq: number
  readonly lastAt: string
  readonly request?: At<EventOf<'requestReceived'>>
  readonly details?: At<EventOf<'detailsRecorded'>>
  readonly itemsRequest?: At<EventOf<'itemsAskedFor'>>
  readonly items: Partial<Readonly<Record<ItemId, 'received' | 'missing'>>>
  readonly identityDocument?: At<EventOf<'identityDocumentAttached'>>
  readonly identityDocumentAssessment?: At<EventOf<'identityDocumentAssessed'>>
  readonly photograph?: At<EventOf<'photographAttached'>>
  readonly photographAssessment?: At<EventOf<'photographAssessed'>>
  readonly likeness?: At<EventOf<'likenessConfirmed'>>
  readonly call?: At<EventOf<'callArranged'>>
  readonly phoneCodes: readonly PhoneCode[]
  /** The number that the registrant on the video call was shown to hold. Frozen: only this number gets the passcode. */
  readonly boundNumber?: string
  readonly documentComparison?: At<EventOf<'documentShown'>>
  readonly outcome?: At<EventOf<'callEnded'>>
  readonly cis?: At<EventOf<'cisIdentityCreated'>>
  readonly cards: readonly CardAttempt[]
  /** The one card of this case that may be posted, if there is one. */
  readonly liveCard?: CardAttempt
  readonly facePrinted?: At<EventOf<'cardFacePrinted'>>
  /** Every print since the last card was given up. */
  readonly facePrints: readonly At<EventOf<'cardFacePrinted'>>[]
  readonly faceChecked?: At<EventOf<'cardFaceChecked'>>
  readonly label?: At<EventOf<'labelMade'>>
  readonly labelChecked?: At<EventOf<'labelChecked'>>
  readonly manifest?: At<EventOf<'manifestClosed'>>
  readonly posting?: At<EventOf<'posted'>>
  /** Where the card went, whatever the details say later. */
  readonly sentTo?: Address
  readonly arrival?: At<EventOf<'arrivalCallLogged'>>
  readonly passcodeText?: At<EventOf<'passcodeTexted'>>
  readonly passcodeSettled?: At<EventOf<'passcodeTextSettled'>>
  readonly access?: At<EventOf<'accessRecorded'>>
  readonly firstLogIn?: At<EventOf<'firstLogInConfirmed'>>
  /** Absent: the case never moved. */
  readonly custody?: CustodyFacts
  /** The last erasure of each kind; screens say it where the scan or picture was. */
  readonly erased: Partial<Readonly<Record<Erasable, At<EventOf<'erased'>>>>>
  /** Every scan and picture that is gone. */
  readonly erasedEvidence: readonly string[]
  readonly keptLonger: Partial<Readonly<Record<Retained, At<EventOf<'keptLonger'>>>>>
  readonly held?: At<EventOf<'heldFromErasing'>>
  /** Sequence number at which each ground last changed its value. */
  readonly groundChangedAt: Partial<Readonly<Record<Ground, number>>>
}

type Mutable = { -readonly [Key in keyof CaseFacts]: CaseFacts[Key] }

export function foldFacts(events: readonly RecordedEvent[]): CaseFacts {
  const first = events[0]
  if (!first) throw new Error('a case without events does not exist')
  const facts: Mutable = {
    openedAt: first.at,
    lastSeq: 0,
    lastAt: first.at,
    items: {},
    phoneCodes: [],
    cards: [],
    facePrints: [],
    erased: {},
    erasedEvidence: [],
    keptLonger: {},
    groundChangedAt: {},
  }
  for (const recorded of events) apply(facts, recorded)
  return facts
}

function apply(facts: Mutable, recorded: RecordedEvent): void {
  const { event, seq } = recorded
  const at = <Event extends CaseEvent>(value: Event): At<Event> => ({
    ...value,
    seq,
    recordedAt: recorded.at,
    agentName: recorded.agentName,
  })
  const changed = (ground: Ground, before: unknown, now: unknown): void => {
    if (JSON.stringify(before) !== JSON.stringify(now)) facts.groundChangedAt = { ...facts.groundChangedAt, [ground]: seq }
  }
  facts.lastSeq = seq
  facts.lastAt = recorded.at
  switch (event.kind) {
    case 'requestReceived':
      changed('organisation', facts.request?.organisation, event.organisation)
      facts.request = at(event)
      return
    case 'detailsRecorded':
      changed('name', facts.details?.name, event.name)
      changed('name-on-card', facts.details?.nameOnCard, event.nameOnCard)
      changed('date-of-birth', facts.details?.dateOfBirth, event.dateOfBirth)
      changed('ni-number', facts.details?.nationalInsurance, event.nationalInsurance)
      changed('mobile', facts.details?.mobile, event.mobile)
      changed('email', facts.details?.email, event.email)
      changed('address', facts.details?.address, event.address)
      // A new number belongs to nobody yet: it must be bound on a call before any passcode goes to it.
      if (facts.details && facts.details.mobile !== event.mobile) {
        delete facts.boundNumber
        withdrawNumbers(facts)
      }
      facts.details = at(event)
      return
    case 'itemsAskedFor':
      facts.itemsRequest = at(event)
      return
    case 'itemsChecked':
      facts.items = { ...facts.items, ...event.items }
      return
    case 'identityDocumentAttached':
      changed('identity-document', facts.identityDocument?.evidence.evidenceId, event.evidence.evidenceId)
      facts.identityDocument = at(event)
      delete facts.identityDocumentAssessment
      return
    case 'identityDocumentAssessed':
      facts.identityDocumentAssessment = at(event)
      return
    case 'photographAttached':
      changed('photograph', facts.photograph?.evidence.evidenceId, event.evidence.evidenceId)
      facts.photograph = at(event)
      delete facts.photographAssessment
      return
    case 'photographAssessed':
      facts.photographAssessment = at(event)
      return
    case 'likenessConfirmed':
      facts.likeness = at(event)
      return
    case 'callArranged':
      facts.call = at(event)
      return
    case 'phoneCodeTexted':
      facts.phoneCodes = [
        ...facts.phoneCodes,
        {
          attempt: event.attempt,
          to: event.to,
          route: event.route,
          outcome: event.outcome,
          textedAt: recorded.at,
          expiresAt: event.expiresAt,
          custodyId: event.custodyId,
          tries: 0,
          result: 'waiting',
        },
      ]
      // A fresh set asks the question anew: until it is read back, nothing is bound.
      delete facts.boundNumber
      return
    case 'phoneCodeVerified': {
      const compared = facts.phoneCodes.find((attempt) => attempt.attempt === event.attempt)
      // What was texted to another number, or in another call, says nothing about the person on this one.
      if (!compared || compared.result === 'withdrawn') return
      facts.phoneCodes = facts.phoneCodes.map((attempt) =>
        attempt === compared ? { ...attempt, tries: attempt.tries + 1, result: event.result } : attempt,
      )
      if (event.result === 'same') {
        facts.boundNumber = compared.to
        facts.groundChangedAt = { ...facts.groundChangedAt, 'bound-number': seq }
      }
      return
    }
    case 'documentShown':
      facts.documentComparison = at(event)
      return
    case 'callEnded':
      facts.outcome = at(event)
      // Numbers that were not read back in this call are for nobody in the next one.
      withdrawNumbers(facts)
      if (event.outcome === 'broken-off') {
        // Whoever answers the next call is bound and compared afresh.
        delete facts.boundNumber
        delete facts.documentComparison
        facts.groundChangedAt = { ...facts.groundChangedAt, call: seq }
      }
      return
    case 'cisIdentityCreated':
      changed('uuid', facts.cis?.uuid, event.uuid)
      facts.cis = at(event)
      return
    case 'cardWriteStarted':
      facts.cards = [
        ...facts.cards.filter((card) => card.attempt !== event.attempt),
        {
          attempt: event.attempt,
          serial: event.serial,
          state: 'writing',
          passcodeId: event.passcodeId,
          pukId: event.pukId,
          guid: event.guid,
          expiresOn: event.expiresOn,
          startedAt: recorded.at,
        },
      ]
      return
    case 'cardWritten':
      facts.cards = facts.cards.map((card) => (card.attempt === event.attempt ? { ...card, state: 'written', written: event } : card))
      settleLiveCard(facts, seq)
      return
    case 'cardFailed':
      facts.cards = facts.cards.some((card) => card.attempt === event.attempt)
        ? facts.cards.map((card) =>
            card.attempt === event.attempt ? { ...card, state: event.outcome, step: event.step, reason: event.reason } : card,
          )
        : [
            ...facts.cards,
            {
              attempt: event.attempt,
              ...(event.serial === undefined ? {} : { serial: event.serial }),
              state: event.outcome,
              step: event.step,
              reason: event.reason,
              startedAt: recorded.at,
            },
          ]
      settleLiveCard(facts, seq)
      return
    case 'cardFacePrinted':
      facts.facePrinted = at(event)
      // What became of a print that was begun takes its place.
      facts.facePrints = [...withoutBegun(facts.facePrints, event.outcome !== 'begun'), facts.facePrinted]
      return
    case 'cardFacePrintCalledOff': {
      facts.facePrints = withoutBegun(facts.facePrints, true)
      const before = facts.facePrints.at(-1)
      if (before) facts.facePrinted = before
      else delete facts.facePrinted
      return
    }
    case 'cardFaceChecked':
      facts.faceChecked = at(event)
      if (!event.good && facts.liveCard) {
        // A badly printed card is spoiled: a new one begins, and there are never two live cards.
        const { attempt } = facts.liveCard
        facts.cards = facts.cards.map((card) =>
          card.attempt === attempt ? { ...card, state: 'spoiled', step: 'print', reason: 'The card face did not print well.' } : card,
        )
        settleLiveCard(facts, seq)
        // A label that was made for it goes with it: the next card has its own.
        forgetCard(facts)
      }
      return
    case 'cardReplaced':
      facts.cards = facts.cards.map((card) => (card.attempt === event.attempt ? { ...card, state: 'replaced' } : card))
      settleLiveCard(facts, seq)
      // Everything that was done with the card begins again with the next one. The bound number belongs to the registrant and stays.
      forgetCard(facts)
      return
    case 'labelMade':
      changed('item-reference', facts.label?.itemReference, event.itemReference)
      facts.label = at(event)
      // Another label is another print: whether it is good is asked again.
      delete facts.labelChecked
      return
    case 'labelVoided':
      if (facts.label?.dispatchReference === event.dispatchReference && !facts.manifest) {
        delete facts.label
        delete facts.labelChecked
      }
      return
    case 'labelChecked':
      facts.labelChecked = at(event)
      return
    case 'manifestClosed':
      facts.manifest = at(event)
      return
    case 'posted':
      facts.posting = at(event)
      if (facts.details && !facts.sentTo) facts.sentTo = facts.details.address
      return
    case 'arrivalCallLogged':
      facts.arrival = at(event)
      return
    case 'passcodeTexted':
      facts.passcodeText = at(event)
      delete facts.passcodeSettled
      return
    case 'passcodeTextSettled':
      facts.passcodeSettled = at(event)
      return
    case 'accessRecorded':
      facts.access = at(event)
      return
    case 'firstLogInConfirmed':
      facts.firstLogIn = at(event)
      return
    case 'handedOver':
      move(facts, 'hand-over', { handoverId: event.handoverId, station: event.to, at: recorded.at, seq, secrets: namedSecrets(facts) })
      return
    case 'takenOver':
      move(facts, 'take-over', { handoverId: event.handoverId, station: event.from, at: recorded.at, seq, secrets: [] })
      return
    case 'handoverReceipted':
      if (facts.custody?.handoverId === event.handoverId) move(facts, 'receipt', facts.custody)
      return
    case 'handoverTakenBack':
      if (facts.custody?.handoverId === event.handoverId) move(facts, 'take-back', facts.custody)
      return
    case 'erased':
      facts.erased = { ...facts.erased, [event.what]: at(event) }
      facts.erasedEvidence = [...facts.erasedEvidence, ...event.evidenceIds]
      return
    case 'keptLonger':
      facts.keptLonger = { ...facts.keptLonger, [event.what]: at(event) }
      return
    case 'heldFromErasing':
      if (event.held) facts.held = at(event)
      else delete facts.held
      return
    case 'noteAdded':
      return
    default:
      event satisfies never
  }
}

function withoutBegun(prints: CaseFacts['facePrints'], isSettled: boolean): CaseFacts['facePrints'] {
  return isSettled && prints.at(-1)?.outcome === 'begun' ? prints.slice(0, -1) : prints
}

function move(facts: Mutable, act: CustodyAct, about: Omit<CustodyFacts, 'state'>): void {
  const moved = moveCustody(facts.custody?.state ?? 'here', act)
  if (moved.ok) facts.custody = { ...about, state: moved.value }
}

const namedSecrets = (facts: CaseFacts): string[] =>
  [...facts.phoneCodes.map(({ custodyId }) => custodyId), ...facts.cards.flatMap(({ passcodeId, pukId }) => [passcodeId, pukId])].filter(
    (id) => id !== undefined,
  )

function forgetCard(facts: Mutable): void {
  delete facts.facePrinted
  facts.facePrints = []
  delete facts.faceChecked
  delete facts.label
  delete facts.labelChecked
  delete facts.manifest
  delete facts.posting
  delete facts.sentTo
  delete facts.arrival
  delete facts.passcodeText
  delete facts.passcodeSettled
}

function withdrawNumbers(facts: Mutable): void {
  facts.phoneCodes = facts.phoneCodes.map((attempt) =>
    attempt.result === 'waiting' || attempt.result === 'different' ? { ...attempt, result: 'withdrawn' } : attempt,
  )
}

function settleLiveCard(facts: Mutable, seq: number): void {
  const written = facts.cards.filter((card) => card.state === 'written')
  const live = written.at(-1)
  if (live?.attempt !== facts.liveCard?.attempt) facts.groundChangedAt = { ...facts.groundChangedAt, card: seq }
  if (live) facts.liveCard = live
  else delete facts.liveCard
}
