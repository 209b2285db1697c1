/**
 * The journeys, step by step, each with what carries it out as a person would: by role and label, with the registrant's files, and with what
 * arrived on the virtual phone. The demonstration, the end-to-end tests and the screenshots share them.
 */
import type { StepId } from '../../../domain/case/steps.ts'
import { getEditionStep, type Edition } from '../../../domain/guidance/edition.ts'
import { provedElsewhere2026 } from '../../../domain/guidance/editions/proved-elsewhere-2026.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { replaceCard2026 } from '../../../domain/guidance/editions/replace-card-2026.ts'
import { bindNumber, compareDocument, recordOutcome } from './call.ts'
import { createCisIdentity, writeCard, printCard, makeLabel } from './card.ts'
import { recordDelivery, enterDetails } from './details.ts'
import { logArrival, textPasscode, recordAccess, confirmFirstLogIn } from './after-posting.ts'
import { askForItems, checkItems, assessIdentityDocument, assessPhotograph, confirmLikeness, arrangeCall } from './items.ts'
import type { JourneyStep } from './journey.ts'
import { closeManifest, recordPosting } from './posting.ts'
import { arrangeMeeting, recordCisUpdated, recordDocumentsInPerson } from './face-to-face.ts'
import { recordRequest, recordKnownIdentity } from './request.ts'
import { askForReplacement, cancelOldCard, checkAccess } from './replacement.ts'
import { setUpStation } from './set-up.ts'

const runs: Readonly<Record<StepId, JourneyStep['run']>> = {
  request: recordRequest,
  'known-identity': recordKnownIdentity,
  'delivery-details': recordDelivery,
  'arrange-meeting': arrangeMeeting,
  'documents-in-person': recordDocumentsInPerson,
  'cis-updated': recordCisUpdated,
  details: enterDetails,
  'ask-for-items': askForItems,
  items: checkItems,
  'identity-document': assessIdentityDocument,
  photograph: assessPhotograph,
  likeness: confirmLikeness,
  'arrange-call': arrangeCall,
  'phone-code': bindNumber,
  'document-shown': compareDocument,
  outcome: recordOutcome,
  cis: createCisIdentity,
  'write-card': writeCard,
  'print-card': printCard,
  label: makeLabel,
  manifest: closeManifest,
  posted: recordPosting,
  arrival: logArrival,
  'text-passcode': textPasscode,
  access: recordAccess,
  'first-log-in': confirmFirstLogIn,
  replacement: askForReplacement,
  'cancel-old-card': cancelOldCard,
  'access-unchanged': checkAccess,
}

export const stageTitle = (id: JourneyStep['id'], edition: Edition = remote20200408): string =>
  id === 'set-up' ? 'Set-up' : edition.stages.find((stage) => stage.id === getEditionStep(edition, id).stage)!.title

const stepsOf = ({ steps }: Edition): readonly JourneyStep[] =>
  steps.map(({ id, title }) => ({ id: id as StepId, title, run: runs[id as StepId] }))

/** The whole journey of the remote edition in its order. */
export const journeySteps: readonly JourneyStep[] = [
  { id: 'set-up', title: 'Set up the station', run: setUpStation },
  ...stepsOf(remote20200408),
]

/** The journey of a registrant whose identity was proved elsewhere, on a workstation that is set up. */
export const provedElsewhereSteps: readonly JourneyStep[] = stepsOf(provedElsewhere2026)

/** The journey of a card that is replaced, on a workstation that is set up. */
export const replaceCardSteps: readonly JourneyStep[] = stepsOf(replaceCard2026)

/** What the second journey of a workstation has of its own. */
export const provedElsewhere = { edition: provedElsewhere2026, uuid: '999900002222', tracking: 'AA902100451GB' } as const
