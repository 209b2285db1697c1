/**
 * "What to do if an existing user locks their card or the certificates expires": a new unlocked card for somebody who has a profile in CIS, and
 * the old card cancelled before the new one is posted. Fields called `guidance` quote the guidance of 8 April 2020; the rest is RA Desk's own wording.
 */
import { combineSteps } from '../combine-steps.ts'
import { editionSchema, type Edition, type ReplacementReason } from '../edition.ts'
import { remote20200408 } from './remote-2020-04-08.ts'

const plan = [
  { id: 'replacement', stage: 'holder', needs: [] },
  { id: 'delivery-details', stage: 'holder', needs: ['replacement'] },
  { id: 'phone-code', stage: 'holder', needs: ['delivery-details'] },
  { id: 'photograph', stage: 'holder', needs: ['replacement'] },
  { id: 'write-card', stage: 'card', needs: ['replacement', 'photograph'] },
  { id: 'print-card', stage: 'card', needs: ['write-card'] },
  { id: 'label', stage: 'card', needs: ['delivery-details', 'write-card'] },
  { id: 'cancel-old-card', stage: 'card', needs: ['replacement'] },
  { id: 'manifest', stage: 'card', needs: ['print-card', 'label', 'cancel-old-card'] },
  { id: 'posted', stage: 'card', needs: ['manifest', 'cancel-old-card'] },
  { id: 'arrival', stage: 'passcode', needs: ['posted'] },
  { id: 'text-passcode', stage: 'passcode', needs: ['phone-code', 'arrival'] },
  { id: 'access-unchanged', stage: 'passcode', needs: ['replacement'] },
  { id: 'first-log-in', stage: 'passcode', needs: ['text-passcode', 'access-unchanged'] },
] as const

const theGuidance = remote20200408.existingUser.guidance

/** Words of the steps that both kinds of replacement have. */
export const replacementStepWords = {
  'write-card': {
    title: 'Write the new smartcard',
    guidance: [theGuidance],
    hint: 'Put a blank card in the reader. RA Desk writes it unlocked, with a random passcode that it keeps sealed.',
  },
  'print-card': {
    title: 'Print the card face',
    guidance: ['prints the smartcard for the registrant'],
    hint: 'Print the card face and check it. A card that did not print well is spoiled and must be replaced.',
  },
  label: {
    title: 'Make the address label',
    guidance: ['arranges for delivery of the smartcard to the registrant.'],
    hint: 'Make the label, print it and check that it can be read. It does not say what is inside.',
  },
  'cancel-old-card': {
    title: 'Cancel the old card',
    guidance: [theGuidance],
    hint: 'Cancel the old card in CIS, then enter the date and the reference here. The new card cannot be posted before.',
    why: 'A person has one live card. Two cards in use would be a card that nobody watches.',
  },
  manifest: {
    title: 'Add the card to a posting list',
    guidance: ['arranges for delivery of the smartcard to the registrant.'],
    hint: 'Close a posting list with this card alone, or with others on the Dispatch page.',
  },
  posted: {
    title: 'Record the posting',
    guidance: ['arranges for delivery of the smartcard to the registrant.'],
    hint: 'Record the service, the date and the reference on the receipt. Never put the passcode in the envelope.',
  },
  arrival: {
    title: 'Record the arrival call',
    guidance: [
      'texts the smartcard’s 6-digit passcode to the registrant (using the registrant’s previously recorded mobile number), when they call to say that the smartcard has been received.',
    ],
    hint: 'The holder rings when the card arrives. Ask the questions and record the answers.',
  },
  'text-passcode': {
    title: 'Text the passcode',
    guidance: [
      'texts the smartcard’s 6-digit passcode to the registrant (using the registrant’s previously recorded mobile number), when they call to say that the smartcard has been received.',
    ],
    hint: 'Text the passcode to the confirmed mobile while the holder is on the line.',
  },
  'first-log-in': {
    title: 'Confirm the first log-in',
    guidance: [],
    hint: 'Ask the holder to log in with the new card and passcode, then close the case.',
    why: 'It shows that the new card works, so that no one goes back to the old one.',
  },
}

const reasons: readonly ReplacementReason[] = [
  {
    id: 'locked',
    name: 'It is locked',
    offerFirst: {
      words:
        'Offer self-service unlock first. Look at the profile in CIS: with an email or a mobile in it, the holder can unlock the card by a code.',
      tried: 'Self-service unlock was tried, and the card is still locked',
      notPossible: 'The profile has no email and no mobile, so self-service unlock is not possible',
    },
    asks: [],
    oldCard: 'cancel',
  },
  {
    id: 'certificates',
    name: 'Its certificates have ended or will end soon',
    offerFirst: {
      words: 'Renew first while the certificates are in date. The holder, a sponsor or a local administrator can renew them in CIS.',
      tried: 'Renewing was tried, and it did not work',
      notPossible: 'The certificates have ended, so they cannot be renewed',
    },
    asks: [],
    oldCard: 'cancel',
  },
  { id: 'lost', name: 'It was lost', asks: [], oldCard: 'cancel' },
  {
    id: 'stolen',
    name: 'It was stolen',
    note: 'Cancel the old card in CIS at once. The mobile may be gone too, so it is confirmed again.',
    asks: ['incident-reference', 'confirm-mobile'],
    oldCard: 'cancel',
  },
  { id: 'damaged', name: 'It is damaged or does not work', asks: [], oldCard: 'destroy' },
  { id: 'spoiled', name: 'What is printed on it is wrong or cannot be read', asks: [], oldCard: 'destroy' },
  {
    id: 'name-changed',
    name: 'The holder’s name has changed',
    note: 'The new name needs a new document and a new photograph, compared on a video call.',
    asks: ['new-photograph'],
    oldCard: 'destroy',
    edition: 'replace-card-new-name-2026-11',
  },
  { id: 'undelivered', name: 'It came back to us undelivered', asks: [], oldCard: 'returned' },
]

export const replaceCard2026: Edition = editionSchema.parse({
  id: 'replace-card-2026-11',
  name: 'Replace a card',
  useWhen: 'Somebody who has a profile in CIS needs another card: the old one is locked, lost, stolen or damaged, or its certificates end.',
  title: 'Replace a smartcard',
  summary: 'A new unlocked card is printed and posted. The old card is cancelled before the new one goes.',
  source: 'RA Desk, after “Additional information” of the NHS Digital guidance of 8 April 2020',
  licence: 'Contains public sector information licensed under the Open Government Licence v3.0.',
  lastEdited: '30 November 2026',
  appliesTo: 'People who have a profile and a smartcard in the Care Identity Service.',

  inForce: { from: '2026-11-30' },

  stages: [
    { id: 'holder', title: 'The holder', guidance: [] },
    { id: 'card', title: 'The card', guidance: [theGuidance] },
    { id: 'passcode', title: 'Passcode and first log-in', guidance: [] },
  ],

  steps: combineSteps(plan, {
    ...replacementStepWords,
    replacement: {
      title: 'Record who needs a new card, and why',
      guidance: [theGuidance],
      hint: 'Say who it is, which card is replaced and why. Offer first what may save a new card.',
    },
    'delivery-details': {
      title: 'Record the address and mobile',
      guidance: [],
      hint: 'Enter where the card is to be sent and the mobile that will get its passcode. Ask: both may have changed.',
      why: 'The card is posted to this address. The passcode goes only to a mobile that the holder was shown to have.',
    },
    'phone-code': {
      title: 'Confirm the mobile',
      guidance: [],
      hint: 'Use the mobile that was confirmed before if it is the same. Otherwise ring the holder on it and text a code.',
      why: 'It shows that the holder has the phone before any passcode is sent to it.',
    },
    photograph: {
      title: 'Check the photograph',
      guidance: [],
      hint: 'Use the photograph of the earlier case if it is kept, or the one that CIS holds. Check that it still looks like the holder.',
      why: 'It is printed on the card.',
    },
    'access-unchanged': {
      title: 'Check that access is unchanged',
      guidance: [],
      hint: 'A new card gives no new access. Look at the positions in CIS and record that they are as they were.',
      why: 'Nobody should get access by asking for a card.',
    },
  }),
  closingStep: 'first-log-in',

  requestChannels: [],
  requestedItems: [],
  videoChannels: [],
  locations: [],
  likenessWays: [],
  identityProofs: [],

  texts: {
    phoneCode: '{organisation}: your code is {code}. Read it out on the call. It lasts {minutes} minutes. Do not give it to anyone else.',
    passcode:
      '{organisation}: your new smartcard passcode is {passcode}. Never share it. Delete this text when you know it. 3 wrong attempts lock it.',
  },

  documentRejectionReasons: [],
  photographRejectionReasons: [
    { id: 'not-registrant', name: 'It does not look like the holder any more' },
    { id: 'quality', name: 'It is blurred, too small or too dark' },
    { id: 'cropped', name: 'It was cropped too tightly' },
    { id: 'other', name: 'Another reason' },
  ],
  notMatchedReasons: [],
  cardReplacementReasons: remote20200408.cardReplacementReasons,
  replacementReasons: reasons,
  photoTips: [],

  phoneCode: {
    digits: 8,
    lifeMinutes: 10,
    maximumAttempts: 3,
    freshEachAttempt: true,
    guidance: 'Text a fresh code each time. The holder reads it out, which shows that they have the phone.',
  },

  postingServices: remote20200408.postingServices.filter(({ id }) => id !== 'other'),
  arrivalQuestions: [
    'Is the new smartcard in your hands now?',
    'Was the envelope sealed and undamaged?',
    'Are your name and your face on the card?',
    'Is this the mobile phone that you gave us?',
  ],

  positions: remote20200408.positions,
  existingUser: remote20200408.existingUser,
})
