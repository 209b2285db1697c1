/** What an event tells in the history: every choice that it can hold has its own words, and what it does not hold leaves no trace. */
import { expect, test } from 'vitest'
import { describeEvent } from '../../../domain/case/describe.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { evidenceOf, journey } from '../../fixtures/journey-events.ts'
import { elsewhere, remote20200408 as edition } from '../../support/ask-case.ts'

const known = elsewhere.identityProvedElsewhere
const pdf = evidenceOf(3, 'application/pdf')

test.each<[string, CaseEvent, readonly string[]]>([
  [
    'request',
    { ...journey.requestReceived, sponsor: { name: 'Ines Invented', role: 'Manager' }, source: evidenceOf(1), note: 'By hand' },
    [
      'Request recorded',
      'For Ŵyn Sampleton-Ångström, Invented Health Centre (ZZ9)',
      'Received by Email from the sponsor on 20 November 2026',
      'Sponsor: Ines Invented, Manager',
      'The email is kept with the case',
      'By hand',
    ],
  ],
  [
    'request, without more',
    journey.requestReceived,
    [
      'Request recorded',
      'For Ŵyn Sampleton-Ångström, Invented Health Centre (ZZ9)',
      'Received by Email from the sponsor on 20 November 2026',
      'Sponsor: Sponsor Invented',
    ],
  ],
  [
    'details',
    {
      ...journey.detailsRecorded,
      name: { title: 'Dr', given: 'Ŵyn', family: 'Sample' },
      nameOnEnvelope: 'W Sample',
      nationalInsurance: { notGiven: 'Came last week' },
      email: { address: 'wyn@example.org', judgement: 'judged', reason: 'None yet' },
      address: { ...journey.detailsRecorded.address, country: 'France' },
    },
    [
      'Registrant’s details recorded',
      'Dr Ŵyn Sample, born 4 July 1990; on the card: Ŵyn Sampleton-Ångström; on the envelope: W Sample',
      'National Insurance number not given: Came last week',
      'Mobile 07700 900123; email wyn@example.org (accepted because: None yet)',
      'Address: 1 Invented Street, Sampletown, SA1 9ZZ, France',
    ],
  ],
  [
    'details, without more',
    journey.detailsRecorded,
    [
      'Registrant’s details recorded',
      'Ŵyn Sampleton-Ångström, born 4 July 1990; on the card: Ŵyn Sampleton-Ångström',
      'National Insurance number given',
      'Mobile 07700 900123; email wyn@example.nhs.uk',
      'Address: 1 Invented Street, Sampletown, SA1 9ZZ',
    ],
  ],
  [
    'delivery',
    { kind: 'deliveryRecorded', mobile: '+447700900124', address: journey.detailsRecorded.address },
    ['Address and mobile recorded', 'Mobile 07700 900124', 'Address: 1 Invented Street, Sampletown, SA1 9ZZ'],
  ],
  [
    'known identity',
    { ...known, nameOnEnvelope: 'S Sample', note: 'Seen' },
    [
      'Identity proved elsewhere',
      'Siân Sample, UUID 5551 2349 0817; on the card: Siân Sample; on the envelope: S Sample',
      'Invented Health Centre (ZZ9)',
      'Proved: care-id on 20 November 2026, reference INVENTED-1',
      'Seen',
    ],
  ],
  [
    'known identity, without more',
    { ...known, proof: { where: 'care-id', on: '2026-11-20' } },
    [
      'Identity proved elsewhere',
      'Siân Sample, UUID 5551 2349 0817; on the card: Siân Sample',
      'Invented Health Centre (ZZ9)',
      'Proved: care-id on 20 November 2026',
    ],
  ],
  [
    'items',
    {
      kind: 'itemsChecked',
      items: { 'full-name': 'received', 'date-of-birth': 'received', photograph: 'missing', 'ni-number': 'not-available' },
      note: 'Asked again',
    },
    [
      'Items checked',
      'Received: Full name, Date of birth',
      'Missing: Photograph',
      'Not available, see details: National Insurance number',
      'Asked again',
    ],
  ],
  ['items, all there', journey.itemsChecked, ['Items checked', 'Received: Full name, Photograph']],
  ['document of one page', { kind: 'identityDocumentAttached', evidence: pdf, pages: 1 }, ['Identity document attached', 'PDF, 60 kB']],
  [
    'document of two pages',
    { kind: 'identityDocumentAttached', evidence: pdf, pages: 2 },
    ['Identity document attached', 'PDF, 60 kB, 2 pages'],
  ],
  ['document, a picture', journey.identityDocumentAttached, ['Identity document attached', 'JPEG picture, 60 kB']],
  [
    'document accepted',
    {
      ...journey.identityDocumentAssessed,
      shown: { pages: 3, incomplete: [1, 2, 3] },
      seenOtherwise: 'On paper',
      differences: [
        { what: 'Name', document: 'Wyn', entered: '', reason: 'Short' },
        { what: 'Date of birth', document: '', entered: '4 July 1990', reason: 'Not on it' },
      ],
      note: 'Seen',
    },
    [
      'Identity document accepted',
      'UK passport',
      'Valid until 1 May 2031',
      'Parts of pages 1, 2 and 3 could not be shown',
      'How it was seen: On paper',
      'Name: Wyn on the document, nothing entered. Accepted because: Short',
      'Date of birth: nothing on the document, 4 July 1990 entered. Accepted because: Not on it',
      'Seen',
    ],
  ],
  ['document accepted, whole', journey.identityDocumentAssessed, ['Identity document accepted', 'UK passport', 'Valid until 1 May 2031']],
  [
    'document rejected',
    {
      kind: 'identityDocumentAssessed',
      evidenceId: journey.identityDocumentAssessed.evidenceId,
      outcome: 'rejected',
      reasons: ['expired', 'blurred'],
    },
    ['Identity document rejected', 'It has expired; It is blurred or too poor to read'],
  ],
  [
    'photograph rejected',
    { ...journey.photographAssessed, outcome: 'rejected', reasons: ['eyes'], note: 'Both' },
    ['Photograph rejected', 'The eyes are hidden, closed or shaded', 'Both'],
  ],
  ['photograph accepted', journey.photographAssessed, ['Photograph accepted']],
  ['call, as agreed', journey.callArranged, ['Video call arranged', '23 November 2026 at 10:00, Microsoft Teams, The registrant’s home']],
  [
    'comparison',
    { ...journey.documentShown, faceMatchesDocument: false, note: 'Beard' },
    [
      'Document and face compared on the call',
      'Same as the scan: yes; face matches the document: no; face matches the photograph: yes',
      'Beard',
    ],
  ],
  ['call matched', journey.callEnded, ['Call ended: matched']],
  ['call broken off', { kind: 'callEnded', outcome: 'broken-off', note: 'Line lost' }, ['Call broken off', 'Line lost']],
  ['code sent', journey.phoneCodeTexted, ['Code 1 texted', 'To 07700 900123 by the modem: sent', 'Valid until 23 Nov 2026, 10:15']],
  [
    'code not sent',
    { ...journey.phoneCodeTexted, outcome: 'not-sent', newCall: 'Rang again' },
    ['Code 1 was not sent', 'To 07700 900123 by the modem: not sent', 'New call: Rang again'],
  ],
  [
    'code begun',
    { ...journey.phoneCodeTexted, outcome: 'begun', route: 'work-phone' },
    ['Began to text code 1', 'To 07700 900123 by the work phone: about to be sent', 'Valid until 23 Nov 2026, 10:15'],
  ],
  ['code matches', journey.phoneCodeVerified, ['Code matches: the mobile is confirmed', 'Code 1']],
  ['code too late', { kind: 'phoneCodeVerified', attempt: 2, result: 'expired' }, ['Code read out too late', 'Code 2']],
  ['cis identity', journey.cisIdentityCreated, ['Identity created in CIS', 'UUID 5550 0011 1222', 'No other profile was found']],
  [
    'cis identity of before',
    { ...journey.cisIdentityCreated, duplicateCheck: 'existing-profile-used', note: 'Old name' },
    ['Identity created in CIS', 'UUID 5550 0011 1222', 'An existing profile was used', 'Old name'],
  ],
])('history of %s', (_, event, told) => {
  const { title, lines } = describeEvent(event, edition)
  expect([title, ...lines]).toEqual(told)
})
