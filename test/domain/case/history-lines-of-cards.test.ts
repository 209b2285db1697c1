/** What the events of cards, their posting and their end tell in the history. */
import { expect, test } from 'vitest'
import { describeEvent } from '../../../domain/case/describe.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { journey } from '../../fixtures/journey-events.ts'
import { remote20200408 as edition } from '../../support/ask-case.ts'

test.each<[string, CaseEvent, readonly string[]]>([
  [
    'card written',
    { ...journey.cardWritten, notes: ['The factory’s management key stays.'] },
    [
      'Card 1 written and read back',
      'Serial 0A1B2C3D',
      'Attempts left: passcode 3, unblocking code 3',
      'The factory’s management key stays.',
    ],
  ],
  [
    'card refused',
    { kind: 'cardFailed', attempt: 2, serial: 'BADC0FFE', outcome: 'refused', step: 'begin', reason: 'It is not blank.' },
    ['Card 2 refused', 'It is not blank.', 'Serial BADC0FFE'],
  ],
  [
    'card spoiled, serial not known',
    { kind: 'cardFailed', attempt: 2, outcome: 'spoiled', step: 'begin', reason: 'It lies.' },
    ['Card 2 spoiled', 'It lies.'],
  ],
  [
    'card not known',
    { kind: 'cardFailed', attempt: 2, outcome: 'unknown', step: 'passcode', reason: 'No answer.' },
    ['Do not use card 2: its passcode is not known', 'No answer.'],
  ],
  [
    'card replaced, in our hands',
    { kind: 'cardReplaced', attempt: 1, why: edition.cardReplacementReasons[0]!.id, oldCard: 'destroyed' },
    ['Card 1 to be replaced', 'It was lost in the post or never arrived', 'The old card was destroyed'],
  ],
  ['face printed', journey.cardFacePrinted, ['Card face sent to the printer', 'Printer']],
  [
    'face begun',
    { ...journey.cardFacePrinted, outcome: 'begun', sides: 'back' },
    ['Printing started: Back of the card sent to the printer', 'Printer'],
  ],
  [
    'face not known, again',
    {
      ...journey.cardFacePrinted,
      outcome: 'unknown',
      sides: 'both',
      again: { cardShows: 'nothing', why: 'Jammed' },
      template: { name: 'Invented Valley', version: 0, digest: '0123456789abcdef' },
    },
    [
      'It may or may not have been printed: Both sides of the card sent to the printer again',
      'Printer',
      'Nothing was printed on the card before: Jammed',
      'Card template: Invented Valley',
    ],
  ],
  [
    'face printed again over a part',
    {
      ...journey.cardFacePrinted,
      again: { cardShows: 'incomplete', accepted: true, why: 'Ribbon' },
      template: { name: 'Invented Valley', version: 3, digest: '0123456789abcdef' },
    },
    [
      'Card face sent to the printer again',
      'Printer',
      'A part was printed before, and printing over it was accepted: Ribbon',
      'Card template: Invented Valley, version 3',
    ],
  ],
  ['face good', journey.cardFaceChecked, ['Card face checked: good', 'Printer']],
  [
    'face spoiled',
    {
      ...journey.cardFaceChecked,
      good: false,
      note: 'Streaks',
      spoiledCard: 'locked-away',
      template: { name: 'Invented Valley', version: 3, digest: '0123456789abcdef' },
    },
    [
      'Card face checked: spoiled',
      'Printer',
      'Streaks',
      'The spoiled card: locked away, to be destroyed later',
      'Card template: Invented Valley, version 3',
    ],
  ],
  [
    'print called off',
    { kind: 'cardFacePrintCalledOff', printer: 'Printer', why: 'Feeder empty' },
    ['Nothing was printed on the card', 'Printer', 'Feeder empty'],
  ],
  ['label', journey.labelMade, ['Address label made', 'Dispatch RD-20261123-7K3M, item RD7K3M-001-X', 'L7163, position 1']],
  ['label not good', { kind: 'labelChecked', good: false }, ['Label checked: not good']],
  ['label good', journey.labelChecked, ['Label checked: good']],
  [
    'label void',
    { kind: 'labelVoided', dispatchReference: 'RD-1' },
    ['Address label void', 'Dispatch RD-1 goes without this card. It needs another label.'],
  ],
  [
    'posting list',
    journey.manifestClosed,
    ['On a closed posting list', 'RD-20261123-7K3M, line 1, by Royal Mail Special Delivery Guaranteed', 'Record code ABCDE12345'],
  ],
  ['posted', journey.posted, ['Posted', 'Royal Mail Special Delivery Guaranteed on 23 November 2026']],
  [
    'posted with a reference',
    { ...journey.posted, trackingReference: 'AA473124829GB' },
    ['Posted', 'Royal Mail Special Delivery Guaranteed on 23 November 2026', 'Tracking reference AA473124829GB'],
  ],
  [
    'arrival',
    journey.arrivalCallLogged,
    ['Registrant called: the card arrived', '25 Nov 2026, 09:00, from the confirmed mobile', 'Envelope arrived unopened'],
  ],
  [
    'arrival, sooner and opened',
    { ...journey.arrivalCallLogged, calledFrom: 'number-withheld', envelopeIntact: false, soonerBecause: 'By hand', note: 'Voice known' },
    [
      'Registrant called: the card arrived',
      '25 Nov 2026, 09:00, number withheld',
      'Envelope had been opened',
      'Sooner than usual: By hand',
      'Voice known',
    ],
  ],
  [
    'arrival from another number',
    { ...journey.arrivalCallLogged, calledFrom: 'another-number' },
    ['Registrant called: the card arrived', '25 Nov 2026, 09:00, from another number', 'Envelope arrived unopened'],
  ],
  ['passcode', journey.passcodeTexted, ['Passcode texted', 'To 07700 900123 by the modem: sent']],
  ['passcode settled', { kind: 'passcodeTextSettled', arrived: true, note: 'Rang' }, ['Passcode text arrived', 'Rang']],
  ['passcode not sent', { kind: 'passcodeTextSettled', arrived: false, notSent: true }, ['Passcode text was not sent']],
  ['passcode did not arrive', { kind: 'passcodeTextSettled', arrived: false }, ['Passcode text did not arrive']],
  [
    'access',
    { ...journey.accessRecorded, note: 'Two weeks' },
    ['Access recorded', 'Invented Clerk (ZZ9), from 25 November 2026', 'Two weeks'],
  ],
  [
    'access for a time',
    {
      kind: 'accessRecorded',
      positions: [
        { name: 'Clerk', odsCode: 'ZZ9', from: '2026-11-25', to: '2027-03-31' },
        { name: 'Cook', odsCode: 'ZZ8', from: '2026-11-26', reason: 'Cover' },
      ],
    },
    ['Access recorded', 'Clerk (ZZ9), from 25 November 2026 to 31 March 2027', 'Cook (ZZ8), from 26 November 2026: Cover'],
  ],
  ['first log-in', { ...journey.firstLogInConfirmed, note: 'On site' }, ['First log-in confirmed', 'On 26 November 2026', 'On site']],
  ['held', { kind: 'heldFromErasing', held: true, why: 'Inquiry' }, ['Held: nothing of this case is deleted', 'Inquiry']],
  ['released', { kind: 'heldFromErasing', held: false, why: 'Inquiry over' }, ['No longer held from deletion', 'Inquiry over']],
  [
    'erased',
    { kind: 'erased', what: 'photographs', evidenceIds: [], days: 1, countedFrom: '2026-11-23' },
    ['Deleted: photographs', 'By policy, 1 day after 23 November 2026'],
  ],
])('history of %s', (_, event, told) => {
  const { title, lines } = describeEvent(event, edition)
  expect([title, ...lines]).toEqual(told)
})
