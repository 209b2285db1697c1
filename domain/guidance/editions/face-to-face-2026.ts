/**
 * An identity that was created with the flag values of the remote guidance, proved face to face now that this is possible. It ends when the
 * flag values are out of CIS. The wording is RA Desk's own.
 */
import { combineSteps } from '../combine-steps.ts'
import { editionSchema, type Edition } from '../edition.ts'
import { provedElsewhere2026 } from './proved-elsewhere-2026.ts'
import { remote20200408 } from './remote-2020-04-08.ts'

const plan = [
  { id: 'arrange-meeting', stage: 'meeting', needs: [] },
  { id: 'documents-in-person', stage: 'meeting', needs: ['arrange-meeting'] },
  { id: 'cis-updated', stage: 'cis', needs: ['documents-in-person'] },
] as const

const { texts, phoneCode, positions } = provedElsewhere2026

export const faceToFace2026: Edition = editionSchema.parse({
  id: 'prove-face-to-face-2026-11',
  name: 'Prove identity face to face',
  useWhen: 'The registrant was registered remotely, with flag values in CIS, and can now come to a meeting.',
  title: 'Prove the identity of somebody who was registered remotely',
  summary: 'From an appointment to original documents seen in person, and the flag values removed from CIS. No card is made.',
  source: 'RA Desk, after the flag values that the NHS Digital guidance of 8 April 2020 asks for',
  licence: 'Contains public sector information licensed under the Open Government Licence v3.0.',
  lastEdited: '30 November 2026',
  appliesTo: 'Registrants whose profile in the Care Identity Service was created with the flag values of the remote guidance.',

  inForce: { from: '2026-11-30' },

  stages: [
    { id: 'meeting', title: 'The meeting', guidance: [] },
    { id: 'cis', title: 'Care Identity Service', guidance: [] },
  ],

  steps: combineSteps(plan, {
    'arrange-meeting': {
      title: 'Arrange the meeting',
      guidance: [],
      hint: 'Record who comes, when and where. Ask for original documents, not copies.',
    },
    'documents-in-person': {
      title: 'See the original documents',
      guidance: [],
      hint: 'Look at the original documents and compare the face with the photograph on them.',
      why: 'The remote registration saw a scan and a video. This is the first time that the originals are seen.',
    },
    'cis-updated': {
      title: 'Remove the flag values in CIS',
      guidance: [],
      hint: 'Replace the flag values in CIS with the documents that you saw, then record it here. This closes the case.',
    },
  }),
  closingStep: 'cis-updated',

  requestChannels: [],
  requestedItems: [],
  videoChannels: [],
  locations: [],
  likenessWays: [],
  identityProofs: [],
  texts,
  photoDocuments: remote20200408.photoDocuments,
  documentRejectionReasons: [],
  photographRejectionReasons: [],
  notMatchedReasons: [],
  cardReplacementReasons: [],
  photoTips: [],
  phoneCode,
  cis: remote20200408.cis,
  postingServices: [],
  arrivalQuestions: [],
  positions,
})
