/**
 * THE TABLE: every step of the journey, what it needs, when it is done, what it rests on and what can be wrong with it.
 * Readable by an RA manager. The words on the screen come from the edition; only the order and the conditions live here.
 */
import type { CaseEvent } from './events.ts'
import type { CaseFacts, Ground } from './facts.ts'

export const stageIds = ['before-call', 'video-call', 'after-call'] as const
export type StageId = (typeof stageIds)[number]

export interface StepRule {
  readonly stage: StageId
  /** Steps that must be finished first. */
  readonly needs: readonly string[]
  /** When one of these changes after the step was finished, the step opens again. */
  readonly restsOn: readonly Ground[]
  /** The events that carry this step out: the latest of them is when it was finished. */
  readonly events: readonly CaseEvent['kind'][]
  readonly done: (facts: CaseFacts) => boolean
  /** In words for the agent, when something went wrong here. */
  readonly problem?: (facts: CaseFacts) => string | undefined
  /** Cannot be done over by editing: what is printed, written or posted stays so. */
  readonly final?: true
  /** From then on no change opens it again: it is out of our hands. */
  readonly gone?: (facts: CaseFacts) => boolean
}

export const steps = {
  request: {
    stage: 'before-call',
    needs: [],
    restsOn: [],
    events: ['requestReceived'],
    done: (facts) => facts.request !== undefined,
  },
  details: {
    stage: 'before-call',
    needs: ['request'],
    restsOn: [],
    events: ['detailsRecorded'],
    done: (facts) => facts.details !== undefined,
  },
  'ask-for-items': {
    stage: 'before-call',
    needs: ['request'],
    restsOn: [],
    events: ['itemsAskedFor'],
    done: (facts) => facts.itemsRequest !== undefined,
  },
  items: {
    stage: 'before-call',
    needs: ['ask-for-items'],
    restsOn: [],
    events: ['itemsChecked'],
    done: (facts) => facts.itemsRequest !== undefined && facts.itemsRequest.items.every((item) => facts.items[item] === 'received'),
    problem: (facts) =>
      Object.values(facts.items).includes('missing') ? 'Something is still missing. Ask the registrant again.' : undefined,
  },
  'identity-document': {
    stage: 'before-call',
    needs: ['request'],
    restsOn: ['identity-document', 'name', 'date-of-birth'],
    events: ['identityDocumentAttached', 'identityDocumentAssessed'],
    done: (facts) => facts.identityDocumentAssessment?.outcome === 'accepted',
    problem: (facts) =>
      facts.identityDocumentAssessment?.outcome === 'rejected'
        ? 'The document was rejected. Ask the registrant for another one.'
        : undefined,
  },
  photograph: {
    stage: 'before-call',
    needs: ['request'],
    restsOn: ['photograph'],
    events: ['photographAttached', 'photographAssessed'],
    done: (facts) => facts.photographAssessment?.outcome === 'accepted',
    problem: (facts) =>
      facts.photographAssessment?.outcome === 'rejected' ? 'The photograph was rejected. Ask the registrant for another one.' : undefined,
  },
  likeness: {
    stage: 'before-call',
    needs: ['photograph'],
    restsOn: ['photograph'],
    events: ['likenessConfirmed'],
    done: (facts) => facts.likeness !== undefined,
  },
  'arrange-call': {
    stage: 'before-call',
    needs: ['details', 'items', 'identity-document', 'photograph', 'likeness'],
    restsOn: ['call'],
    events: ['callArranged'],
    done: (facts) => facts.call !== undefined,
  },
  'phone-code': {
    stage: 'video-call',
    needs: ['arrange-call'],
    restsOn: ['mobile', 'call'],
    events: ['phoneCodeTexted', 'phoneCodeVerified'],
    done: (facts) => facts.boundNumber !== undefined,
    problem: (facts) => {
      const last = facts.phoneCodes.at(-1)
      if (last?.result === 'different') return 'The numbers read out were not the ones texted.'
      if (last?.result === 'expired') return 'The numbers were too old. Text a fresh set.'
      return undefined
    },
  },
  'document-shown': {
    stage: 'video-call',
    needs: ['phone-code'],
    restsOn: ['identity-document', 'photograph', 'bound-number', 'call'],
    events: ['documentShown'],
    done: (facts) => facts.documentComparison !== undefined,
    // What did not match is not a problem of this step: it is for the outcome to say, and that must stay open.
  },
  outcome: {
    stage: 'video-call',
    needs: ['document-shown'],
    restsOn: ['bound-number', 'identity-document', 'photograph'],
    events: ['callEnded'],
    done: (facts) => facts.outcome?.outcome === 'matched' && isSamePerson(facts),
    problem: (facts) => {
      if (facts.outcome?.outcome === 'not-matched') return 'The registrant did not match. This case has stopped.'
      if (facts.outcome?.outcome === 'matched' && facts.documentComparison && !isSamePerson(facts))
        return 'The comparison was changed and does not match any more. Record the outcome again.'
      if (facts.outcome?.outcome === 'broken-off') return 'The call was broken off. Arrange another and text a fresh set of numbers.'
      return undefined
    },
  },
  cis: {
    stage: 'after-call',
    needs: ['outcome'],
    restsOn: ['name', 'name-on-card', 'date-of-birth', 'ni-number', 'mobile', 'email', 'organisation'],
    events: ['cisIdentityCreated'],
    done: (facts) => facts.cis !== undefined,
  },
  'write-card': {
    stage: 'after-call',
    needs: ['cis'],
    restsOn: ['uuid', 'name-on-card', 'organisation', 'photograph'],
    events: ['cardWriteStarted', 'cardWritten', 'cardFailed', 'cardReplaced'],
    final: true,
    done: (facts) => facts.liveCard !== undefined,
    problem: (facts) => {
      const last = facts.cards.at(-1)
      if (!last || facts.liveCard) return undefined
      switch (last.state) {
        case 'writing':
          return 'Writing was interrupted. Put the same card back and continue.'
        case 'resumable':
          return 'Writing stopped half way. Put the same card back and continue.'
        case 'refused':
          return 'The card was refused. Nothing was written. Use a blank card.'
        case 'spoiled':
          return 'The card is spoiled. Destroy it and use a blank one.'
        case 'unknown':
          return 'Nobody can know what is on this card. Do not use it: destroy it and use a blank one.'
        case 'replaced':
          return 'The last card is cancelled. Write a new one on a blank card.'
        case 'written':
          return undefined
      }
    },
  },
  'print-card': {
    stage: 'after-call',
    needs: ['write-card'],
    restsOn: ['card'],
    events: ['cardFacePrinted', 'cardFacePrintCalledOff', 'cardFaceChecked'],
    final: true,
    done: (facts) => facts.faceChecked?.good === true,
  },
  label: {
    stage: 'after-call',
    needs: ['write-card'],
    restsOn: ['card', 'address', 'name'],
    events: ['labelMade', 'labelChecked', 'labelVoided'],
    done: (facts) => facts.label !== undefined && facts.labelChecked?.good === true,
    gone: (facts) => facts.posting !== undefined,
    problem: (facts) => (facts.labelChecked?.good === false ? 'The label did not print well. Make it again.' : undefined),
  },
  manifest: {
    stage: 'after-call',
    needs: ['print-card', 'label'],
    restsOn: ['item-reference'],
    events: ['manifestClosed'],
    final: true,
    done: (facts) => facts.manifest !== undefined,
  },
  posted: {
    stage: 'after-call',
    needs: ['manifest'],
    restsOn: ['card', 'item-reference'],
    events: ['posted'],
    done: (facts) => facts.posting !== undefined,
  },
  arrival: {
    stage: 'after-call',
    needs: ['posted'],
    restsOn: ['card'],
    events: ['arrivalCallLogged'],
    done: (facts) => facts.arrival !== undefined && facts.arrival.envelopeIntact,
    problem: (facts) =>
      facts.arrival && !facts.arrival.envelopeIntact
        ? 'The envelope was opened on the way. Do not text the passcode: replace the card.'
        : undefined,
  },
  'text-passcode': {
    stage: 'after-call',
    needs: ['arrival', 'phone-code'],
    restsOn: ['card', 'bound-number'],
    events: ['passcodeTexted', 'passcodeTextSettled'],
    final: true,
    done: (facts) =>
      facts.passcodeText !== undefined && (facts.passcodeSettled ? facts.passcodeSettled.arrived : facts.passcodeText.outcome === 'sent'),
    problem: (facts) => {
      if (facts.passcodeSettled?.arrived === false) return 'The passcode did not arrive. Text it again.'
      if (!facts.passcodeText || facts.passcodeSettled || facts.passcodeText.outcome === 'sent') return undefined
      return facts.passcodeText.outcome !== 'handed-to-agent'
        ? 'Nobody can know whether the passcode was sent. Ask the registrant before anything is sent again.'
        : undefined
    },
  },
  access: {
    stage: 'after-call',
    needs: ['cis'],
    restsOn: ['uuid'],
    events: ['accessRecorded'],
    done: (facts) => facts.access !== undefined,
  },
  'first-log-in': {
    stage: 'after-call',
    needs: ['text-passcode', 'access'],
    restsOn: ['card'],
    events: ['firstLogInConfirmed'],
    done: (facts) => facts.firstLogIn !== undefined,
  },
} as const satisfies Record<string, StepRule>

/** Document, live face and photograph were all found to belong together. */
export const isSamePerson = ({ documentComparison: shown }: Pick<CaseFacts, 'documentComparison'>): boolean =>
  shown !== undefined && shown.sameAsScan && shown.faceMatchesDocument && shown.faceMatchesPhotograph

export type StepId = keyof typeof steps
export const stepIds = Object.keys(steps) as StepId[]

export function getStepRule(id: StepId): StepRule {
  return steps[id]
}

/** Which step an event belongs to; notes belong to none. */
export function findStepOfEvent(kind: CaseEvent['kind']): StepId | undefined {
  return stepIds.find((id) => getStepRule(id).events.includes(kind))
}
