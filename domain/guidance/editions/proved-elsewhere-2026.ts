/**
 * A card for a registrant whose identity was proved elsewhere: with Apply for Care ID, through ESR, or face to face. CIS has the user already; what
 * is left is the card, its posting and its passcode. Trusts that post cards work this way today. The wording is RA Desk's own.
 */
import { combineSteps } from '../combine-steps.ts'
import { editionSchema, type Edition } from '../edition.ts'

const plan = [
  { id: 'known-identity', stage: 'registrant', needs: [] },
  { id: 'delivery-details', stage: 'registrant', needs: ['known-identity'] },
  { id: 'photograph', stage: 'registrant', needs: ['known-identity'] },
  { id: 'phone-code', stage: 'registrant', needs: ['delivery-details'] },
  { id: 'write-card', stage: 'card', needs: ['known-identity', 'photograph'] },
  { id: 'print-card', stage: 'card', needs: ['write-card'] },
  { id: 'label', stage: 'card', needs: ['delivery-details', 'write-card'] },
  { id: 'manifest', stage: 'card', needs: ['print-card', 'label'] },
  { id: 'posted', stage: 'card', needs: ['manifest'] },
  { id: 'arrival', stage: 'passcode', needs: ['posted'] },
  { id: 'text-passcode', stage: 'passcode', needs: ['phone-code', 'arrival'] },
  { id: 'access', stage: 'passcode', needs: ['known-identity'] },
  { id: 'first-log-in', stage: 'passcode', needs: ['text-passcode', 'access'] },
] as const

export const provedElsewhere2026: Edition = editionSchema.parse({
  id: 'proved-elsewhere-2026-11',
  name: 'Identity proved elsewhere',
  useWhen: 'The registrant’s identity was proved with Apply for Care ID, through ESR or face to face, and CIS has given a UUID.',
  title: 'Post a smartcard to a registrant whose identity was proved elsewhere',
  summary: 'From a UUID and a name to a posted card, its passcode and access. No identity document is collected and no video call is held.',
  source: 'RA Desk, after the card and posting part of the NHS Digital guidance of 8 April 2020',
  licence: 'Contains public sector information licensed under the Open Government Licence v3.0.',
  lastEdited: '29 November 2026',
  appliesTo: 'Registrants who have a profile in the Care Identity Service and whose identity was proved to the standard that it asks for.',

  inForce: { from: '2026-11-29' },

  stages: [
    { id: 'registrant', title: 'The registrant', guidance: [] },
    { id: 'card', title: 'The card', guidance: [] },
    { id: 'passcode', title: 'Passcode and access', guidance: [] },
  ],

  steps: combineSteps(plan, {
    'known-identity': {
      title: 'Record the UUID and name',
      guidance: [],
      hint: 'Copy the UUID and the name from CIS, and record where and when the identity was proved.',
    },
    'delivery-details': {
      title: 'Record the address and mobile',
      guidance: [],
      hint: 'Enter where the card is to be sent and the mobile that will get its passcode. Take both from CIS or from the registrant.',
      why: 'The card is posted to this address. The passcode goes only to a mobile that the registrant was shown to hold.',
    },
    photograph: {
      title: 'Check the photograph',
      guidance: [],
      hint: 'Use the photograph that CIS holds for this registrant. Set the crop box round the head and shoulders, then accept it.',
    },
    'phone-code': {
      title: 'Text the code and check it',
      guidance: [],
      hint: 'Ring the registrant on this mobile. Text a code while they are on the line, and type what they read out.',
      why: 'It shows that the registrant holds the phone before any passcode is sent to it.',
    },
    'write-card': {
      title: 'Write the smartcard',
      guidance: [],
      hint: 'Put a blank card in the reader. RA Desk writes it, draws a random passcode and keeps the passcode sealed.',
    },
    'print-card': {
      title: 'Print the card face',
      guidance: [],
      hint: 'Print the card face and check it. A card that did not print well is spoiled and must be replaced.',
    },
    label: {
      title: 'Make the address label',
      guidance: [],
      hint: 'Make the label, print it and check that it can be read. It does not say what is inside.',
    },
    manifest: {
      title: 'Add the card to a posting list',
      guidance: [],
      hint: 'Close a posting list with this card alone, or with others on the Dispatch page.',
    },
    posted: {
      title: 'Record the posting',
      guidance: [],
      hint: 'Record the service, the date and the reference on the receipt. Never put the passcode in the envelope.',
    },
    arrival: {
      title: 'Record the arrival call',
      guidance: [],
      hint: 'The registrant rings when the card arrives. Ask the questions and record the answers.',
    },
    'text-passcode': {
      title: 'Text the passcode',
      guidance: [],
      hint: 'Text the passcode to the confirmed mobile while the registrant is on the line.',
    },
    access: {
      title: 'Assign access',
      guidance: [],
      hint: 'Assign the positions in CIS, then record them here.',
    },
    'first-log-in': {
      title: 'Confirm the first log-in',
      guidance: [],
      hint: 'Ask the registrant to log in with the card and passcode, then close the case.',
    },
  }),
  closingStep: 'first-log-in',

  requestChannels: [],
  requestedItems: [],
  videoChannels: [],
  locations: [],
  likenessWays: [],
  identityProofs: [
    { id: 'care-id', name: 'Apply for Care ID', reference: 'The application reference' },
    { id: 'esr', name: 'Electronic Staff Record (ESR)' },
    { id: 'face-to-face', name: 'Face to face with an RA agent or ID checker' },
  ],

  texts: {
    phoneCode: '{organisation}: your code is {code}. Read it out on the call. It lasts {minutes} minutes. Do not give it to anyone else.',
    passcode:
      '{organisation}: your smartcard passcode is {passcode}. Never share it. Delete this text when you know it. 3 wrong attempts lock the card.',
  },

  documentRejectionReasons: [],
  photographRejectionReasons: [
    { id: 'not-registrant', name: 'It is not the photograph that CIS holds' },
    { id: 'quality', name: 'It is blurred, too small or too dark' },
    { id: 'cropped', name: 'It was cropped too tightly' },
    { id: 'other', name: 'Another reason' },
  ],
  notMatchedReasons: [],
  cardReplacementReasons: [
    { id: 'lost', name: 'It was lost in the post or never arrived' },
    { id: 'opened', name: 'The envelope was opened or damaged on the way' },
    { id: 'wrong-address', name: 'It was sent to the wrong address' },
    { id: 'locked', name: 'It is locked, or its passcode is not known' },
    { id: 'details-changed', name: 'What is written or printed on it is out of date' },
    { id: 'damaged', name: 'It is damaged or does not work' },
    { id: 'half-written', name: 'Writing it cannot be finished' },
    { id: 'other', name: 'Another reason' },
  ],
  photoTips: [],

  phoneCode: {
    digits: 8,
    lifeMinutes: 10,
    maximumAttempts: 3,
    freshEachAttempt: true,
    guidance: 'Text a fresh code each time. The registrant reads it out, which shows that they hold the phone.',
  },

  postingServices: [
    { id: 'special-delivery', name: 'Royal Mail Special Delivery Guaranteed', signedFor: true, tracked: true },
    {
      id: 'signed-for',
      name: 'Royal Mail Signed For',
      signedFor: true,
      tracked: false,
      note: 'Delivery is confirmed, but the item is not followed on its way.',
    },
    { id: 'tracked', name: 'Royal Mail Tracked', signedFor: false, tracked: true },
    { id: 'courier', name: 'Courier', signedFor: true, tracked: true },
  ],
  dueDays: { card: 5, posting: 1, arrival: 2, passcode: 0, logIn: 7, review: 30 },

  arrivalQuestions: [
    'Is the smartcard in your hands now?',
    'Was the envelope sealed and undamaged?',
    'Are your name and your face on the card?',
    'Is this the mobile phone on which you read out the code?',
  ],

  positions: {
    hint: 'Record each position as it stands in CIS, with the organisation’s ODS code, the start date and, when there is one, the end date.',
    exceptional: {
      code: 'FFFFF',
      name: 'National Locum Pharmacy Agency',
      guidance: 'Access with this code is given for exceptional reasons. Keep a log of it, so that it can be revoked.',
      logNote: 'Give the exceptional reason and an end date. RA Desk keeps this in the log of FFFFF access, so that it can be revoked.',
    },
  },
})
