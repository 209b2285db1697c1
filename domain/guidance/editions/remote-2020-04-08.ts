/**
 * NHS Digital, "Remote smartcard registration – emergency guidance for Registration Authorities", as last edited on 8 April 2020.
 * Fields called `guidance` are word for word (`docs/guidance-2020-04-08.txt`; a test compares them). Everything else is RA Desk's own wording.
 */
import { editionSchema, type Edition } from '../edition.ts'
import { combineSteps } from '../combine-steps.ts'

/** Which steps a case has, in which order, and what each needs. */
const plan = [
  { id: 'request', stage: 'before-call', needs: [] },
  { id: 'details', stage: 'before-call', needs: ['request'] },
  { id: 'ask-for-items', stage: 'before-call', needs: ['request'] },
  { id: 'items', stage: 'before-call', needs: ['ask-for-items'] },
  { id: 'identity-document', stage: 'before-call', needs: ['request'] },
  { id: 'photograph', stage: 'before-call', needs: ['request'] },
  { id: 'likeness', stage: 'before-call', needs: ['photograph'] },
  { id: 'arrange-call', stage: 'before-call', needs: ['details', 'items', 'identity-document', 'photograph', 'likeness'] },
  { id: 'phone-code', stage: 'video-call', needs: ['arrange-call'] },
  { id: 'document-shown', stage: 'video-call', needs: ['phone-code'] },
  { id: 'outcome', stage: 'video-call', needs: ['document-shown'] },
  { id: 'cis', stage: 'after-call', needs: ['outcome'] },
  { id: 'write-card', stage: 'after-call', needs: ['cis'] },
  { id: 'print-card', stage: 'after-call', needs: ['write-card'] },
  { id: 'label', stage: 'after-call', needs: ['write-card'] },
  { id: 'manifest', stage: 'after-call', needs: ['print-card', 'label'] },
  { id: 'posted', stage: 'after-call', needs: ['manifest'] },
  { id: 'arrival', stage: 'after-call', needs: ['posted'] },
  { id: 'text-passcode', stage: 'after-call', needs: ['arrival', 'phone-code'] },
  { id: 'access', stage: 'after-call', needs: ['cis'] },
  { id: 'first-log-in', stage: 'after-call', needs: ['text-passcode', 'access'] },
] as const

type WithEverySection = Edition & {
  readonly [Name in 'email' | 'reminder' | 'dueDays' | 'photoDocuments' | 'noPhotoDocuments' | 'cis' | 'existingUser']: NonNullable<
    Edition[Name]
  >
}

export const remote20200408 = editionSchema.parse({
  id: 'remote-2020-04-08',
  name: 'Remote registration by video call',
  useWhen: 'The registrant cannot meet you face to face. They prove their identity on a video call.',
  title: 'Remote smartcard registration – emergency guidance for Registration Authorities',
  summary:
    'Guidance for Registration Authority (RA) service providers and Registering Organisations when completing RA smartcard registrations using video conference facilities.',
  source: 'NHS Digital, Care Identity Service guidance pages',
  licence: 'Contains public sector information licensed under the Open Government Licence v3.0.',
  lastEdited: '8 April 2020 8:51 am',
  appliesTo:
    'This process applies, until further notice via revised guidance, to all registrants, where a face to face meeting is not possible.',

  inForce: {
    from: '2020-04-08',
    withdrawn: { on: '2023-05-31', why: 'NHS England ended emergency registration by video call on 31 May 2023.' },
  },

  stages: [
    {
      id: 'before-call',
      title: 'Before the video call',
      guidance: [
        'The Registration Authority (RA) Agent for the Registration Authority (RA) Service Provider receives a request for smartcard registration via existing channels and processes.',
        'Once the required documents have been received, the Registration Authority Agent contacts the Registrant to arrange the video meeting and explain the process.',
      ],
    },
    {
      id: 'video-call',
      title: 'The video call',
      guidance: [
        'Assuming that the video call image of the registrant matches the image on the scanned identity document, the video call process is complete, and the Registration Authority (RA) Agent can terminate the video call and continue the registration process.',
      ],
    },
    {
      id: 'after-call',
      title: 'After the video call',
      guidance: [
        'The Registration Authority (RA) Agent creates/completes the registrant’s identity in the Care Identity Service (CIS).',
        'prints the smartcard for the registrant, unlocked with a randomly generated 6-digit passcode obtained from a service such as, and records the passcode securely.',
        'arranges for delivery of the smartcard to the registrant.',
        'texts the smartcard’s 6-digit passcode to the registrant (using the registrant’s previously recorded mobile number), when they call to say that the smartcard has been received.',
        'assigns access to the registrant using the normal process.',
      ],
    },
  ],

  steps: combineSteps(plan, {
    request: {
      title: 'Record the request',
      guidance: [
        'The Registration Authority (RA) Agent for the Registration Authority (RA) Service Provider receives a request for smartcard registration via existing channels and processes.',
        'This process is to be used by Service Provider Registration Authority (RA) Agents acting on behalf of Registering Organisations whenever they need to register a new member of staff.',
      ],
      hint: 'Record how you received the request, who sponsors it and which organisation the registrant will work for. Add the email to keep it with the case.',
    },
    details: {
      title: 'Enter the registrant’s details',
      guidance: [
        'It is essential that the registrant provides their email address, preferably an NHS or other secure email address if available. Otherwise judgement is to be exercised by the Registration Authority (RA).',
        'mobile phone number (required later to text the smartcard passcode)',
      ],
      hint: 'Enter names exactly as shown on the identity document. You can leave out the National Insurance number if you say why.',
      why: 'The guidance says that the smartcard is delivered but does not ask for an address. RA Desk needs the postal address to print the label.',
    },
    'ask-for-items': {
      title: 'Ask for the items by email',
      guidance: [
        'In response to the registration request, the Registration Authority (RA) Agent asks the registrant to provide the following items by email, again, by NHSmail or other secure email if available:',
        'In the email, the Registration Authority (RA) Agent gives the registrant their mobile number to confirm the receipt of the smartcard and receive its passcode once posted.',
      ],
      hint: 'Check the draft, send it from your own mailbox and record that it was sent. It gives the registrant your mobile number.',
      why: 'The list has one more item than the guidance: the postal address for the smartcard.',
    },
    items: {
      title: 'Check what has arrived',
      guidance: [
        'Once the required documents have been received, the Registration Authority Agent contacts the Registrant to arrange the video meeting and explain the process.',
      ],
      hint: 'Mark each item as received or missing. Ask again for anything that is missing.',
    },
    'identity-document': {
      title: 'Check the identity document',
      guidance: [
        'scan of one photographic identity document(s) - needs to be a valid passport or driving licence',
        'In the unlikely event that the registrant does not have any photographic identity documents the Registration Authority (RA) Agent will decide which document(s) from the NHS Employers options (for users with no photographic ID) should be asked for.',
      ],
      hint: 'Look at the whole scan, compare it with the details you entered, then accept or reject it. RA Desk gives hints, but you decide.',
    },
    photograph: {
      title: 'Check the photograph',
      guidance: ['image file suitable for use as a passport-compliant photograph'],
      hint: 'Set the crop box round the head and shoulders, then accept or reject the photograph. CIS cannot issue a card from an uncropped photograph.',
    },
    likeness: {
      title: 'Confirm the true likeness',
      guidance: ['confirmation that the image is a true likeness of the registrant'],
      hint: 'Record who confirmed that the photograph is a true likeness of the registrant, and how.',
    },
    'arrange-call': {
      title: 'Arrange the video call',
      guidance: [
        'Once the required documents have been received, the Registration Authority Agent contacts the Registrant to arrange the video meeting and explain the process.',
        'agree with their Registering Organisations the appropriate video conference channel(s) for video calls (VCs) taking into account availability, security and cost - possible channels include Microsoft Teams, Slack, Zoom, Webex, Jabber and FaceTime',
        "agree with their Registering Organisations appropriate locations that they will allow when registering for their organisations - locations need to be sufficiently private, for example registrants' homes",
      ],
      hint: 'Choose a channel and a location agreed with the organisation. Ask the registrant to have their identity document and mobile phone with them.',
    },
    'phone-code': {
      title: 'Text the code and check it',
      guidance: [
        'text messages a set of randomly generated numbers each time to the registrant who is asked to read it out - this binds the telephone number to the individual on the video call and establishes the number to text the smartcard passcode to (see below)',
      ],
      hint: 'Text the 6-digit code while you can see the registrant. Type the code they read out and RA Desk checks it.',
    },
    'document-shown': {
      title: 'Compare the document and the face',
      guidance: [
        'asks the registrant to show their scanned photographic identity document for the Registration Authority (RA) Agent to check against the live image of the registrant',
      ],
      hint: 'Ask the registrant to hold the document next to their face. Compare it with the scan, the live face and the photograph.',
    },
    outcome: {
      title: 'Record the outcome of the call',
      guidance: [
        'Assuming that the video call image of the registrant matches the image on the scanned identity document, the video call process is complete, and the Registration Authority (RA) Agent can terminate the video call and continue the registration process.',
      ],
      hint: 'Choose “Matched” only if you are sure. “Not matched” stops the case. If the call was broken off, you can arrange another.',
    },
    cis: {
      title: 'Create the identity in CIS',
      guidance: [
        'The Registration Authority (RA) Agent creates/completes the registrant’s identity in the Care Identity Service (CIS).',
        'In order to flag the entry as a COVID-19 record the Registration Authority (RA) Agent enters the following data:',
        'choose UK passport as the photographic evidence – enter 000000000 in the passport number field and the date 1 April 2025 in the expiry date field',
        'go to non-photo ID and select ‘TAC1’ and ‘TAC2’ (Temporary Access Card) as the two sources of non-photo ID (used for creation of temporary access cards in other situations) and enter 1 March 2020 as date of issue',
      ],
      hint: 'Copy each field from the sheet into CIS. Never enter the registrant’s own document number in CIS. Then enter here the 12-digit UUID that CIS gives back.',
    },
    'write-card': {
      title: 'Write the smartcard',
      guidance: [
        'prints the smartcard for the registrant, unlocked with a randomly generated 6-digit passcode obtained from a service such as, and records the passcode securely.',
      ],
      hint: 'Put a blank card in the reader. RA Desk writes it with a random passcode, reads it back to check it and keeps the passcode encrypted.',
    },
    'print-card': {
      title: 'Print the card face',
      guidance: ['prints the smartcard for the registrant'],
      hint: 'Print the face, then check the name, photograph and UUID on the card itself.',
    },
    label: {
      title: 'Make the address label',
      guidance: ['arranges for delivery of the smartcard to the registrant.'],
      hint: 'Print the label. Check that you can read it and that it is for this card.',
      why: 'The guidance does not say where to send the smartcard. RA Desk uses the postal address that the registrant gave you.',
    },
    manifest: {
      title: 'Add the card to a posting list',
      guidance: ['arranges for delivery of the smartcard to the registrant.'],
      hint: 'Close the posting list when every envelope on it is ready to go. You cannot change it afterwards.',
      why: 'The guidance does not ask for a posting list. RA Desk makes one so that you can account for every card you post.',
    },
    posted: {
      title: 'Record the posting',
      guidance: ['arranges for delivery of the smartcard to the registrant.'],
      hint: 'Enter the service, the date and the reference on the receipt. Never put the passcode in the envelope.',
    },
    arrival: {
      title: 'Record the arrival call',
      guidance: ['when they call to say that the smartcard has been received.'],
      hint: 'The registrant calls you when they have the card. Ask whether the envelope was sealed, and check which number they are calling from.',
    },
    'text-passcode': {
      title: 'Text the passcode',
      guidance: [
        'texts the smartcard’s 6-digit passcode to the registrant (using the registrant’s previously recorded mobile number), when they call to say that the smartcard has been received.',
      ],
      hint: 'RA Desk texts the passcode only to the mobile confirmed on the video call. Text it while the registrant is on the phone.',
    },
    access: {
      title: 'Assign access',
      guidance: ['assigns access to the registrant using the normal process.'],
      hint: 'Assign the positions in CIS as usual, then record each one here with its dates.',
    },
    'first-log-in': {
      title: 'Confirm the first log-in',
      guidance: [],
      hint: 'Ask the registrant to log in with the card and the passcode. Confirming it closes the case.',
      why: 'The guidance ends when access is assigned. RA Desk asks for the first log-in so that you find out straight away if the card or passcode does not work.',
    },
  }),
  closingStep: 'first-log-in',

  requestChannels: [
    { id: 'email', name: 'Email from the sponsor' },
    { id: 'registration-system', name: 'Request in CIS or Care Identity Management' },
    { id: 'esr', name: 'Electronic Staff Record (ESR)' },
    { id: 'service-desk', name: 'Service desk ticket' },
    { id: 'form', name: 'RA form' },
    { id: 'telephone', name: 'Telephone', note: 'Ask the sponsor to confirm it in writing.' },
    { id: 'other', name: 'Another channel' },
  ],

  requestedItems: [
    {
      id: 'organisation',
      name: 'Organisation',
      words: 'organisation for first registration (if not already specified in the request)',
      askedBy: 'guidance',
    },
    { id: 'full-name', name: 'Full name', words: 'full name', askedBy: 'guidance' },
    { id: 'date-of-birth', name: 'Date of birth', words: 'date of birth', askedBy: 'guidance' },
    { id: 'ni-number', name: 'National Insurance number', words: 'national insurance number', askedBy: 'guidance' },
    {
      id: 'identity-document',
      name: 'Identity document',
      words: 'scan of one photographic identity document(s) - needs to be a valid passport or driving licence',
      askedBy: 'guidance',
    },
    { id: 'photograph', name: 'Photograph', words: 'image file suitable for use as a passport-compliant photograph', askedBy: 'guidance' },
    {
      id: 'mobile',
      name: 'Mobile number',
      words: 'mobile phone number (required later to text the smartcard passcode)',
      askedBy: 'guidance',
    },
    {
      id: 'address',
      name: 'Postal address',
      words: 'postal address (where the smartcard will be sent)',
      askedBy: 'ra-desk',
      why: 'The guidance does not ask where to post the smartcard.',
    },
  ],

  videoChannels: [
    { id: 'teams', name: 'Microsoft Teams' },
    { id: 'slack', name: 'Slack' },
    { id: 'zoom', name: 'Zoom' },
    { id: 'webex', name: 'Webex' },
    { id: 'jabber', name: 'Jabber' },
    { id: 'facetime', name: 'FaceTime' },
    { id: 'other', name: 'Another channel', note: 'Agree it with the organisation first: availability, security and cost.' },
  ],

  locations: [
    { id: 'home', name: 'The registrant’s home' },
    { id: 'private-room', name: 'A private room at the registrant’s workplace', note: 'No one else can see the screen or hear the call.' },
    { id: 'other', name: 'Another private place', note: 'Agree it with the organisation first: it must be sufficiently private.' },
  ],

  likenessWays: [
    { id: 'sponsor', name: 'The sponsor, who knows the registrant, confirmed it' },
    { id: 'countersigned', name: 'A person in a recognised profession countersigned the photograph' },
    { id: 'registrant', name: 'The registrant confirmed it in writing', note: 'You check it again yourself on the video call.' },
    { id: 'other', name: 'Another way' },
  ],

  identityProofs: [],

  email: {
    subject: 'Your NHS smartcard: what we need from you',
    body: [
      'Dear {registrantName}',
      '',
      'We have been asked to register you for an NHS smartcard for {organisation}. We will check your identity on a video call, so you do not need to come and see us.',
      '',
      'Please reply to this email with:',
      '',
      '{items}',
      '',
      'If you have an NHSmail or other secure email address, please use it to reply. Send photos and scans as attachments. Make sure we can see the whole document and can read every word.',
      '',
      'When we have everything, I will contact you to arrange the video call and explain what happens on it. You will need your identity document and your mobile phone with you.',
      '',
      'We will post your smartcard to you. When it arrives, please call me on {agentMobile} to confirm that you have it. I will then text the passcode to your mobile phone.',
      '',
      'Never tell anyone your passcode. We will never ask you for it.',
      '',
      '{agentName}',
      'Registration Authority (RA) agent',
      '{serviceProvider}',
      'Mobile: {agentMobile}',
    ].join('\n'),
  },

  reminder: {
    subject: 'Reminder: your NHS smartcard',
    body: [
      'Dear {registrantName}',
      '',
      'We asked you for some items so that we can register you for an NHS smartcard for {organisation}. We do not have all of them yet.',
      '',
      'Please reply to our earlier email with what is missing. If you cannot send something, please reply and tell me why.',
      '',
      '{agentName}',
      'Registration Authority (RA) agent',
      '{serviceProvider}',
    ].join('\n'),
  },

  texts: {
    phoneCode:
      '{organisation}: your code is {code}. Read it out on the video call. It lasts {minutes} minutes. Do not give it to anyone else.',
    passcode:
      '{organisation}: your smartcard passcode is {passcode}. Never share it. Delete this text once you know it. 3 wrong attempts lock the card.',
  },

  photoDocuments: {
    source: {
      name: 'NHS Employers identity checks, list 1',
      edition: 'Based on copies from 2013 to 2021. The list changed in January 2021 and April 2023: check the current one.',
    },
    rule: 'The guidance accepts a valid passport or driving licence. For any other document on the NHS Employers list, you decide and say why. Do not accept anything else, such as a staff identity card.',
    documents: [
      { id: 'uk-passport', name: 'UK passport', acceptedBy: 'guidance', number: 'uk-passport' },
      {
        id: 'other-passport',
        name: 'Another passport',
        note: 'Irish, Channel Islands, Isle of Man or any other country.',
        acceptedBy: 'guidance',
        number: 'other-passport',
      },
      {
        id: 'uk-driving-licence',
        name: 'UK photocard driving licence',
        note: 'Full or provisional, Great Britain or Northern Ireland.',
        acceptedBy: 'guidance',
        number: 'driving-licence',
      },
      {
        id: 'other-driving-licence',
        name: 'Another country’s photocard driving licence',
        note: 'Accepted up to 12 months after the holder entered the UK.',
        acceptedBy: 'guidance',
        number: 'free',
      },
      { id: 'biometric-residence-permit', name: 'Biometric residence permit', acceptedBy: 'nhs-employers', number: 'free' },
      { id: 'hm-forces-identity-card', name: 'HM Forces identity card', acceptedBy: 'nhs-employers', number: 'free' },
      { id: 'pass-card', name: 'Identity card with the PASS logo', acceptedBy: 'nhs-employers', number: 'free' },
    ],
  },

  noPhotoDocuments: {
    source: {
      name: 'NHS Employers identity checks, options for people with no photographic identity document',
      edition: 'Based on older copies (2013 to 2021) and not fully confirmed. Check the current list before you rely on it.',
    },
    guidance:
      'In the unlikely event that the registrant does not have any photographic identity documents the Registration Authority (RA) Agent will decide which document(s) from the NHS Employers options (for users with no photographic ID) should be asked for.',
    rule: 'You decide what to ask for. RA Desk suggests two documents that prove identity and two that prove the address, each from a different source, and a countersigned passport-sized photograph.',
    identity: [
      { id: 'birth-certificate', name: 'Full birth certificate', note: 'UK or Channel Islands, issued soon after birth.' },
      { id: 'adoption-certificate', name: 'Adoption certificate' },
      { id: 'marriage-certificate', name: 'Marriage or civil partnership certificate' },
      { id: 'deed-poll', name: 'Deed poll certificate' },
      { id: 'paper-driving-licence', name: 'Old-style paper driving licence' },
      { id: 'hmrc-letter', name: 'Tax notification from HM Revenue and Customs', note: 'Not a P45 or P60.' },
      { id: 'benefits-letter', name: 'Evidence of entitlement to benefits from the Department for Work and Pensions' },
      { id: 'firearms-certificate', name: 'Firearms or shotgun certificate' },
      { id: 'other', name: 'Another document on the NHS Employers list' },
    ],
    address: [
      {
        id: 'utility-bill',
        name: 'Utility bill',
        note: 'Gas, water, electricity or landline telephone; not a mobile phone bill.',
        notOlderThanMonths: 3,
      },
      { id: 'council-tax', name: 'Council tax statement', notOlderThanMonths: 12 },
      { id: 'bank-statement', name: 'Bank, building society or credit card statement', notOlderThanMonths: 3 },
      { id: 'mortgage-statement', name: 'Mortgage statement', notOlderThanMonths: 12 },
      { id: 'tenancy-agreement', name: 'Council or housing association tenancy agreement' },
      { id: 'tax-notification', name: 'Tax notification from HM Revenue and Customs', note: 'Not a P45 or P60.', notOlderThanMonths: 12 },
      { id: 'benefits-statement', name: 'Statement of benefits from the Department for Work and Pensions', notOlderThanMonths: 12 },
      { id: 'electoral-register', name: 'Confirmation from the electoral register', notOlderThanMonths: 12 },
      { id: 'other', name: 'Another document on the NHS Employers list' },
    ],
    countersignature: [
      'works in, or is retired from, a recognised profession',
      'has known the registrant for at least 2 years',
      'is not related to the registrant and is not their partner',
      'does not live at the same address',
    ],
  },

  documentRejectionReasons: [
    { id: 'not-on-list', name: 'It is not on the list of accepted documents' },
    { id: 'expired', name: 'It has expired' },
    { id: 'details-differ', name: 'The name or date of birth differs from the details given' },
    { id: 'blurred', name: 'It is blurred or too poor to read' },
    { id: 'cut-off', name: 'Part of the document cannot be seen' },
    { id: 'not-original', name: 'It is not a picture of the original, for example a screenshot' },
    { id: 'face-too-poor', name: 'The face is not clear enough to compare' },
    { id: 'altered', name: 'It looks altered' },
    { id: 'other', name: 'Another reason' },
  ],

  photographRejectionReasons: [
    { id: 'eyes', name: 'The eyes are hidden, closed or shaded' },
    { id: 'expression', name: 'The expression is not plain or the mouth is open' },
    { id: 'not-facing', name: 'The face is not looking straight at the camera' },
    { id: 'background', name: 'The background is not plain and light' },
    { id: 'shadow', name: 'There are shadows or reflections' },
    { id: 'quality', name: 'It is blurred, too small or too dark' },
    { id: 'others', name: 'Other people or things are in it' },
    { id: 'covered', name: 'Hair, a head covering or glasses hide the face' },
    { id: 'altered', name: 'It was altered by software' },
    { id: 'cropped', name: 'It was cropped too tightly' },
    { id: 'not-registrant', name: 'It does not look like the person on the document' },
    { id: 'other', name: 'Another reason' },
  ],

  notMatchedReasons: [
    { id: 'face-document', name: 'The live face does not match the document' },
    { id: 'face-photograph', name: 'The live face does not match the photograph' },
    { id: 'document-scan', name: 'The document shown is not the one in the scan' },
    { id: 'phone-code', name: 'The registrant could not read out the code' },
    { id: 'not-live', name: 'The picture did not look live' },
    { id: 'coached', name: 'Someone seemed to prompt or pressure the registrant' },
    { id: 'details', name: 'The registrant could not confirm their details' },
    { id: 'other', name: 'Another reason' },
  ],

  cardReplacementReasons: [
    { id: 'lost', name: 'It was lost in the post or never arrived' },
    { id: 'opened', name: 'The envelope was opened or damaged on the way' },
    { id: 'wrong-address', name: 'It was sent to the wrong address' },
    { id: 'locked', name: 'It is locked, or no one knows the passcode' },
    { id: 'details-changed', name: 'The details on it are no longer correct' },
    { id: 'damaged', name: 'It is damaged or does not work' },
    { id: 'half-written', name: 'Writing it could not be finished' },
    { id: 'other', name: 'Another reason' },
  ],

  photoTips: [
    'Keep both eyes open and clearly visible, with no hair, shade or glare over them.',
    'Keep a plain expression with your mouth closed.',
    'Face forwards and look straight at the camera.',
    'Stand in front of a plain, light-coloured background with no one and nothing else in the picture.',
    'Use even light, with no shadows on your face or behind you and no red-eye.',
    'Include your head, shoulders and upper body. Do not crop the picture.',
    'Send it in colour, in focus and not altered by any software or filter.',
    'Do not wear sunglasses, or a head covering unless it is for religious or medical reasons.',
    'Use a photograph taken in the last month.',
  ],

  phoneCode: {
    digits: 6,
    lifeMinutes: 15,
    maximumAttempts: 3,
    freshEachAttempt: true,
    guidance: 'text messages a set of randomly generated numbers each time to the registrant who is asked to read it out',
  },

  cis: {
    guidance: [
      'choose UK passport as the photographic evidence – enter 000000000 in the passport number field and the date 1 April 2025 in the expiry date field',
      'go to non-photo ID and select ‘TAC1’ and ‘TAC2’ (Temporary Access Card) as the two sources of non-photo ID (used for creation of temporary access cards in other situations) and enter 1 March 2020 as date of issue',
    ],
    photoEvidence: { type: 'UK passport', passportNumber: '000000000', expiresOn: '2025-04-01' },
    nonPhotoEvidence: [
      { type: 'TAC1', name: 'Temporary Access Card', issuedOn: '2020-03-01' },
      { type: 'TAC2', name: 'Temporary Access Card', issuedOn: '2020-03-01' },
    ],
    dateFormat: 'DD-Mon-YYYY',
    dateFormatNote: 'This format has not been checked against CIS. If CIS asks for 01/04/2025 instead of 01-Apr-2025, type it that way.',
    uuidHint: 'The 12-digit UUID that CIS shows when you have created the user. It is printed under the photograph on the card.',
  },

  postingServices: [
    { id: 'special-delivery', name: 'Royal Mail Special Delivery Guaranteed', signedFor: true, tracked: true },
    {
      id: 'signed-for',
      name: 'Royal Mail Signed For',
      signedFor: true,
      tracked: false,
      note: 'Delivery is confirmed, but the item is not tracked.',
    },
    { id: 'tracked', name: 'Royal Mail Tracked', signedFor: false, tracked: true },
    { id: 'courier', name: 'Courier', signedFor: true, tracked: true },
    { id: 'other', name: 'Another service', signedFor: false, tracked: false },
  ],

  dueDays: { newRequest: 2, reply: 7, call: 5, card: 3, posting: 1, arrival: 2, passcode: 0, logIn: 7, review: 30 },

  arrivalQuestions: [
    'Do you have the smartcard with you now?',
    'Was the envelope sealed and undamaged?',
    'Does the card show your name and your photograph?',
    'Is this the mobile phone that you used on the video call?',
  ],

  positions: {
    hint: 'Record each position as it appears in CIS, with the organisation’s ODS code, the start date and any end date.',
    exceptional: {
      code: 'FFFFF',
      name: 'National Locum Pharmacy Agency',
      guidance:
        "It has been agreed that wider use of the Role Based Access Control (RBAC) 'National Locum Pharmacy Agency' code and position (FFFFF) can be used, but it is important that RAs keep a log of users given this access for exceptional reasons so that it can be revoked as appropriate at some point in the future.",
      logNote:
        'Enter the exceptional reason and an end date. RA Desk keeps them in the log of FFFFF access so that you can revoke it later.',
    },
  },

  existingUser: {
    question: 'What to do if an existing user locks their card or the certificates expires',
    guidance:
      'Without face to face contact the only option is to print a new unlocked card as per process above and send to the user – and cancel the locked or expired card.',
  },
}) as WithEverySection
