/**
 * A new card after a change of name: the identity is proved again, as at a remote registration, with a new document and a new photograph, because the old
 * ones show another name. The old card is cancelled as at every replacement.
 */
import { combineSteps } from '../combine-steps.ts'
import { editionSchema, getEditionStep, type Edition } from '../edition.ts'
import { remote20200408 } from './remote-2020-04-08.ts'
import { replaceCard2026, replacementStepWords } from './replace-card-2026.ts'

const plan = [
  { id: 'replacement', stage: 'before-call', needs: [] },
  { id: 'details', stage: 'before-call', needs: ['replacement'] },
  { id: 'identity-document', stage: 'before-call', needs: ['details'] },
  { id: 'photograph', stage: 'before-call', needs: ['replacement'] },
  { id: 'likeness', stage: 'before-call', needs: ['photograph'] },
  { id: 'arrange-call', stage: 'before-call', needs: ['details', 'identity-document', 'photograph', 'likeness'] },
  { id: 'phone-code', stage: 'video-call', needs: ['arrange-call'] },
  { id: 'document-shown', stage: 'video-call', needs: ['phone-code'] },
  { id: 'outcome', stage: 'video-call', needs: ['document-shown'] },
  { id: 'write-card', stage: 'after-call', needs: ['outcome'] },
  { id: 'print-card', stage: 'after-call', needs: ['write-card'] },
  { id: 'label', stage: 'after-call', needs: ['write-card'] },
  { id: 'cancel-old-card', stage: 'after-call', needs: ['replacement'] },
  { id: 'manifest', stage: 'after-call', needs: ['print-card', 'label', 'cancel-old-card'] },
  { id: 'posted', stage: 'after-call', needs: ['manifest', 'cancel-old-card'] },
  { id: 'arrival', stage: 'after-call', needs: ['posted'] },
  { id: 'text-passcode', stage: 'after-call', needs: ['phone-code', 'arrival'] },
  { id: 'access-unchanged', stage: 'after-call', needs: ['outcome'] },
  { id: 'first-log-in', stage: 'after-call', needs: ['text-passcode', 'access-unchanged'] },
] as const

/** The words that the guidance has for a step of a video call. */
function wordsOf(step: string) {
  const { id: _id, stage: _stage, needs: _needs, ...words } = getEditionStep(remote20200408, step)
  return words
}
const stageOf = (id: string) => remote20200408.stages.find((stage) => stage.id === id)!

export const replaceCardNewName2026: Edition = editionSchema.parse({
  ...replaceCard2026,
  id: 'replace-card-new-name-2026-11',
  name: 'Replace a card after a change of name',
  useWhen: 'The holder of a card has a new name. They prove it with a new document on a video call.',
  title: 'Replace a smartcard after a change of name',
  summary:
    'The new name is proved on a video call, a new card is printed and posted, and the old card is cancelled before the new one goes.',
  appliesTo: 'People who have a profile and a smartcard in the Care Identity Service, and a document in their new name.',

  stages: [
    { id: 'before-call', title: stageOf('before-call').title, guidance: [] },
    stageOf('video-call'),
    { id: 'after-call', title: stageOf('after-call').title, guidance: [remote20200408.existingUser.guidance] },
  ],

  steps: combineSteps(plan, {
    ...replacementStepWords,
    replacement: {
      title: 'Record who needs a new card, and why',
      guidance: [remote20200408.existingUser.guidance],
      hint: 'Enter the new name as the new document shows it, and which card is replaced.',
    },
    details: {
      ...wordsOf('details'),
      hint: 'Enter the new name exactly as shown on the new document. You can leave out the National Insurance number if you say why.',
    },
    'identity-document': wordsOf('identity-document'),
    photograph: wordsOf('photograph'),
    likeness: wordsOf('likeness'),
    'arrange-call': wordsOf('arrange-call'),
    'phone-code': wordsOf('phone-code'),
    'document-shown': wordsOf('document-shown'),
    outcome: wordsOf('outcome'),
    'access-unchanged': {
      title: 'Change the name in CIS, and check that access is unchanged',
      guidance: [],
      hint: 'Change the name in the profile in CIS. Look at the positions there and record that they are as they were.',
      why: 'A new name and a new card give no new access.',
    },
  }),

  videoChannels: remote20200408.videoChannels,
  locations: remote20200408.locations,
  likenessWays: remote20200408.likenessWays,
  photoDocuments: remote20200408.photoDocuments,
  noPhotoDocuments: remote20200408.noPhotoDocuments,
  documentRejectionReasons: remote20200408.documentRejectionReasons,
  photographRejectionReasons: remote20200408.photographRejectionReasons,
  notMatchedReasons: remote20200408.notMatchedReasons,
  photoTips: remote20200408.photoTips,
  phoneCode: remote20200408.phoneCode,
  texts: { ...replaceCard2026.texts, phoneCode: remote20200408.texts.phoneCode },
  replacementReasons: [
    {
      id: 'name-changed',
      name: 'The holder’s name has changed',
      asks: ['new-photograph', 'confirm-mobile'],
      oldCard: 'destroy',
    },
  ],
})
