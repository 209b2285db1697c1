/**
 * Which acts may happen to a case now. The screen asks so that it can say why not; `main` asks again before it records,
 * touches a device or lets a passcode go: the renderer's opinion is a convenience.
 */
import { wasPrinted } from '../card/face-prints.ts'
import { isInHand, moveCustody, type CustodyAct, type CustodyRefusalCode } from '../handover/custody.ts'
import type { CaseEvent, EventOf } from './events.ts'
import type { CardAttempt } from './facts.ts'
import type { Failure } from '../result.ts'
import type { CaseView } from './status.ts'
import { findStepOfEvent, getStepRule, isSamePerson, type StepId } from './steps.ts'

export type GuardCode =
  | 'case-stopped'
  | 'case-closed'
  | 'cannot-start-yet'
  | 'step-finished'
  | 'reason-needed'
  | 'not-this-evidence'
  | 'not-bound'
  | 'no-live-card'
  | 'card-may-be-live'
  | 'printed-before'
  | 'say-what-became'
  | 'text-unsettled'
  | 'card-half-written'
  | CustodyRefusalCode

const refusal = (code: GuardCode, message: string, next: string): Failure<GuardCode> => ({ code, message, next })

export function findRefusal(view: CaseView, event: CaseEvent, reason: string | undefined): Failure<GuardCode> | undefined {
  const custody = findCustodyRefusal(view, event)
  if (custody !== 'nothing to do with it') return custody
  if (event.kind === 'noteAdded') return undefined
  if (view.status === 'stopped')
    return refusal(
      'case-stopped',
      'This case has stopped, because the registrant did not match on the call.',
      'Add a note, or begin a new case after speaking to the sponsor.',
    )
  if (view.status === 'closed') return refusal('case-closed', 'This case is closed.', 'Add a note, or begin a new case.')
  // A card can be lost or damaged at any time, whatever else is open.
  if (event.kind === 'cardReplaced') return findReplaceRefusal(view, event)
  const id = findStepOfEvent(event.kind)
  if (!id) throw new Error(`no step carries ${event.kind}`)
  return findStepRefusal(view, id, event, reason) ?? findEventRefusal(view, event, reason)
}

const custodyActs: Partial<Readonly<Record<CaseEvent['kind'], CustodyAct>>> = {
  handedOver: 'hand-over',
  handoverReceipted: 'receipt',
  handoverTakenBack: 'take-back',
  takenOver: 'take-over',
}

/** What was handed over is changed by nobody here, not even by a note; and nothing half done is handed over. */
function findCustodyRefusal({ facts }: CaseView, event: CaseEvent): Failure<GuardCode> | undefined | 'nothing to do with it' {
  const state = facts.custody?.state ?? 'here'
  const act = custodyActs[event.kind]
  if (!act) {
    const elsewhere = isInHand(state) ? undefined : moveCustody('gone', 'hand-over')
    return elsewhere?.ok === false ? elsewhere.error : 'nothing to do with it'
  }
  const moved = moveCustody(state, act)
  if (!moved.ok) return moved.error
  if (event.kind !== 'handedOver') return undefined
  const last = facts.cards.at(-1)
  if (last?.state === 'writing' || last?.state === 'resumable')
    return refusal(
      'card-half-written',
      'A card of this case is half written, and only this workstation can finish it. Nothing was handed over.',
      'Finish writing the card, or replace it, then hand the case over.',
    )
  if (isTextUnsettled(facts))
    return refusal(
      'text-unsettled',
      'Nobody can know whether the last text was sent. Nothing was handed over.',
      'Ask the registrant whether it arrived, and record the answer, then hand the case over.',
    )
  return undefined
}

const isTextUnsettled = (facts: CaseView['facts']): boolean =>
  (facts.passcodeText?.outcome === 'unknown' || facts.passcodeText?.outcome === 'begun') && !facts.passcodeSettled

function findStepRefusal(view: CaseView, id: StepId, event: CaseEvent, reason: string | undefined): Failure<GuardCode> | undefined {
  const step = view.steps[id]
  // A call can end badly at any point of it: before the numbers were read out, before the document was shown.
  const endsEarly = event.kind === 'callEnded' && event.outcome !== 'matched' && view.steps['arrange-call'].status === 'Completed'
  if (step.waitsFor.length > 0 && !endsEarly)
    return refusal('cannot-start-yet', 'Something before this is not finished yet.', 'Finish the earlier steps on the task list first.')
  // Whether the passcode arrived may be said after the step is done: the registrant is on the telephone.
  if (step.status === 'Completed' && event.kind !== 'passcodeTextSettled') {
    if (getStepRule(id).final)
      return refusal('step-finished', 'This is finished and cannot be done again.', 'Open the task list to see what is next.')
    if (!reason && event.kind !== 'phoneCodeTexted')
      return refusal('reason-needed', 'This is already finished. Changing it needs a reason.', 'Say why it changes, then save again.')
  }
  return undefined
}

/** The card that can be given up: the live one, or one whose writing was begun and not finished. */
export function findReplaceableCard({ facts }: Pick<CaseView, 'facts'>): CardAttempt | undefined {
  const last = facts.cards.at(-1)
  return facts.liveCard ?? (last?.state === 'writing' || last?.state === 'resumable' ? last : undefined)
}

function findReplaceRefusal(view: CaseView, event: EventOf<'cardReplaced'>): Failure<GuardCode> | undefined {
  if (findReplaceableCard(view)?.attempt === event.attempt) return undefined
  return refusal('no-live-card', 'There is no such card to replace.', 'Look at the task list: it says what is next.')
}

function findEventRefusal(view: CaseView, event: CaseEvent, reason: string | undefined): Failure<GuardCode> | undefined {
  const { facts } = view
  switch (event.kind) {
    case 'identityDocumentAssessed':
      return facts.identityDocument?.evidence.evidenceId === event.evidenceId
        ? undefined
        : refusal(
            'not-this-evidence',
            'The document that was assessed is not the one attached now.',
            'Look at the document that is attached now and assess that one.',
          )
    case 'photographAssessed':
      return facts.photograph?.evidence.evidenceId === event.evidenceId
        ? undefined
        : refusal(
            'not-this-evidence',
            'The photograph that was assessed is not the one attached now.',
            'Look at the photograph that is attached now and assess that one.',
          )
    case 'callEnded':
      return event.outcome === 'matched' && !isSamePerson(facts)
        ? refusal(
            'not-this-evidence',
            'The comparison on the call did not match, so the outcome cannot be “matched”.',
            'Compare again, or record “not matched” or “broken off”.',
          )
        : undefined
    case 'arrivalCallLogged':
      return event.envelopeIntact && facts.arrival?.envelopeIntact === false && !reason
        ? refusal(
            'reason-needed',
            'It was recorded that the envelope had been opened. The passcode stays held back.',
            'Say why that was wrong, or replace the card.',
          )
        : undefined
    case 'passcodeTexted':
      if (!facts.boundNumber)
        return refusal('not-bound', 'No phone number is bound to this registrant.', 'Bind the number on a video call first.')
      if (!facts.liveCard) return refusal('no-live-card', 'This registrant has no live card.', 'Write a card first.')
      if (isTextUnsettled(facts))
        return refusal(
          'text-unsettled',
          'Nobody can know whether the last text was sent.',
          'Ask the registrant whether it arrived, and record the answer.',
        )
      return undefined
    case 'passcodeTextSettled':
      return facts.passcodeText ? undefined : refusal('cannot-start-yet', 'No passcode has been texted yet.', 'Text the passcode first.')
    case 'cardWriteStarted':
      return facts.cards.some((card) => card.state === 'written')
        ? refusal(
            'card-may-be-live',
            'This registrant already has a written card, and there may be only one live card.',
            'Replace the card first: it is then cancelled or destroyed, and a new one can be written.',
          )
        : undefined
    case 'labelMade':
    case 'labelChecked':
      if (facts.posting)
        return refusal('step-finished', 'The card was posted with the label that was made.', 'If it must be sent again, replace the card.')
      return facts.liveCard ? undefined : refusal('no-live-card', 'There is no written card to go with this.', 'Write the card first.')
    case 'cardFacePrinted':
      if (!facts.liveCard) return refusal('no-live-card', 'There is no written card to go with this.', 'Write the card first.')
      return wasPrinted(facts, event.sides ?? 'front') && !event.again
        ? refusal(
            'printed-before',
            'This was sent to a printer before, so the card may carry it already. Nothing was printed.',
            'Look at the card: if it is printed, say whether it printed well. If nothing came out, or only a part, say why it is printed again.',
          )
        : undefined
    case 'cardFaceChecked':
      return event.good || event.spoiledCard
        ? undefined
        : refusal(
            'say-what-became',
            'A card that did not print well is spoiled, and it was not said what was done with it. Nothing was changed.',
            'Destroy it through the chip, or lock it away, and say which.',
          )
    default:
      return undefined
  }
}
