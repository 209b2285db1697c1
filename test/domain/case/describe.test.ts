import { describe, expect, it } from 'vitest'
import { journeyRules, type CaseEvent, type EventOf, type EventKind } from '../../../domain/case/events.ts'
import { remote20200408 as edition } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { replacing } from '../../support/ask-case.ts'
import { describeEvent, listHistory } from '../../../domain/case/describe.ts'

const id = '00000000-0000-4000-8000-000000000001'
const evidence = {
  evidenceId: id,
  keyId: 'a'.repeat(32),
  mime: 'application/pdf',
  bytes: 204_800,
  chunks: 5,
  sha256: 'b'.repeat(64),
} as const
const at = '2026-11-23T09:30:00.000Z'

const examples: { readonly [Kind in EventKind]: EventOf<Kind> } = {
  identityProvedElsewhere: {
    kind: 'identityProvedElsewhere',
    uuid: '555123490817',
    name: { given: 'Siân', family: 'Sample' },
    nameOnCard: 'Siân Sample',
    organisation: { odsCode: 'A99999', name: 'Sampleton Surgery' },
    proof: { where: 'care-id', on: '2026-11-20', reference: 'INVENTED-1' },
  },
  deliveryRecorded: {
    kind: 'deliveryRecorded',
    mobile: '+447700900123',
    address: { lines: ['1 Invented Street'], town: 'Sampletown', postcode: 'SA1 9ZZ' },
  },
  ...replacing,
  requestReceived: {
    kind: 'requestReceived',
    channel: edition.requestChannels[0]!.id,
    receivedOn: '2026-11-20',
    registrantName: 'Siân Sample',
    sponsor: { name: 'Ines Invented' },
    organisation: { odsCode: 'A99999', name: 'Sampleton Surgery' },
    source: evidence,
  },
  detailsRecorded: {
    kind: 'detailsRecorded',
    name: { given: 'Siân', family: 'Sample' },
    nameOnCard: 'Siân Sample',
    dateOfBirth: '1990-07-04',
    nationalInsurance: { given: 'JG103759A' },
    mobile: '+447700900123',
    email: { address: 'sian@example.org', judgement: 'judged', reason: 'Has no NHS address yet' },
    address: { lines: ['1 Invented Row'], town: 'Sampleton', postcode: 'ZZ99 9ZZ' },
  },
  itemsAskedFor: {
    kind: 'itemsAskedFor',
    to: 'sian@example.org',
    subject: 'What we need',
    body: 'Dear',
    items: ['full-name', 'photograph'],
  },
  photographCopySaved: {
    kind: 'photographCopySaved',
    copyId: id,
    savedAs: '/home/agnes/photograph-RA-TEST-1.jpg',
    bytes: 5,
    sha256: 'c'.repeat(64),
  },
  photographCopyDeletion: { kind: 'photographCopyDeletion', copyId: id, outcome: 'deleted' },
  photographCopyGone: { kind: 'photographCopyGone', copyId: id },
  itemsChecked: { kind: 'itemsChecked', items: { 'full-name': 'received', photograph: 'missing' } as never },
  identityDocumentAttached: { kind: 'identityDocumentAttached', evidence },
  identityDocumentAssessed: {
    kind: 'identityDocumentAssessed',
    evidenceId: id,
    outcome: 'rejected',
    documentType: edition.photoDocuments.documents[0]!.id,
    documentNumber: '999000111',
    reasons: [edition.documentRejectionReasons[0]!.id],
  },
  photographAttached: { kind: 'photographAttached', evidence, print: evidence, chip: evidence },
  photographAssessed: { kind: 'photographAssessed', evidenceId: id, outcome: 'accepted' },
  likenessConfirmed: { kind: 'likenessConfirmed', confirmedBy: 'Ines Invented', how: edition.likenessWays[0]!.id, on: '2026-11-21' },
  callArranged: {
    kind: 'callArranged',
    channel: edition.videoChannels[0]!.id,
    location: 'A quiet barn',
    at: '2026-11-23T09:30',
    override: 'No other place',
  },
  documentShown: { kind: 'documentShown', sameAsScan: true, faceMatchesDocument: true, faceMatchesPhotograph: false },
  callEnded: { kind: 'callEnded', outcome: 'not-matched', reasons: [edition.notMatchedReasons[0]!.id] },
  cisIdentityCreated: { kind: 'cisIdentityCreated', uuid: '555012345678', duplicateCheck: 'no-match' },
  cardFaceChecked: { kind: 'cardFaceChecked', printer: 'Virtual printer', good: false, note: 'Streaks', spoiledCard: 'cut' },
  labelChecked: { kind: 'labelChecked', good: true },
  posted: { kind: 'posted', service: edition.postingServices[0]!.id, postedOn: '2026-11-24', trackingReference: 'XX000000000GB' },
  arrivalCallLogged: {
    kind: 'arrivalCallLogged',
    calledAt: at,
    calledFrom: 'bound-number',
    envelopeIntact: false,
    soonerBecause: 'Fetched at the depot',
  },
  accessRecorded: {
    kind: 'accessRecorded',
    positions: [{ name: 'Receptionist', odsCode: 'A99999', from: '2026-11-25', to: '2027-03-31', reason: 'Winter cover' }],
  },
  firstLogInConfirmed: { kind: 'firstLogInConfirmed', on: '2026-11-26' },
  caseEnded: { kind: 'caseEnded', why: 'no-reply', note: 'Three emails, two calls' },
  caseReopened: { kind: 'caseReopened', why: 'She wrote back' },
  personLinked: { kind: 'personLinked', personId: id, why: 'Same document number' },
  notSamePerson: { kind: 'notSamePerson', personId: id, why: 'Twins' },
  noteAdded: { kind: 'noteAdded', note: 'Called the sponsor' },
  noteWithdrawn: { kind: 'noteWithdrawn', of: 4 },
  reminderSent: { kind: 'reminderSent', about: 'reply', on: '2026-11-30', note: 'By email' },
  reminderWithdrawn: { kind: 'reminderWithdrawn', of: 4 },
  phoneCodeTexted: {
    kind: 'phoneCodeTexted',
    attempt: 2,
    to: '+447700900123',
    route: 'modem',
    outcome: 'unknown',
    expiresAt: at,
    custodyId: id,
  },
  phoneCodeVerified: { kind: 'phoneCodeVerified', attempt: 2, result: 'different' },
  phoneCodesFailed: { kind: 'phoneCodesFailed', codes: 3 },
  cardWriteStarted: {
    kind: 'cardWriteStarted',
    attempt: 1,
    serial: 'BADC0FFE',
    reader: 'Virtual reader',
    passcodeId: id,
    pukId: id,
    guid: 'c'.repeat(32),
    expiresOn: '2031-11-20',
  },
  cardWritten: {
    kind: 'cardWritten',
    attempt: 1,
    serial: 'BADC0FFE',
    retries: { passcode: 3, puk: 3 },
    certificateFingerprint: 'ab',
    objects: [],
  },
  cardFailed: { kind: 'cardFailed', attempt: 1, outcome: 'resumable', step: 'generate', reason: 'The card was taken out.' },
  cardFacePrinted: {
    kind: 'cardFacePrinted',
    printer: 'Virtual printer',
    jobId: '1',
    sides: 'both',
    template: { name: 'Invented Valley', version: 3, digest: '0123456789abcdef' },
    again: { cardShows: 'incomplete', accepted: true, why: 'The ribbon ended' },
  },
  cardReplaced: { kind: 'cardReplaced', attempt: 1, why: 'lost', oldCard: 'cancelled', note: 'Not found by the carrier.' },
  cardFacePrintCalledOff: { kind: 'cardFacePrintCalledOff', printer: 'Virtual printer', why: 'The feeder is empty. Nothing was printed.' },
  labelMade: { kind: 'labelMade', dispatchReference: 'D-1', itemReference: 'RD-1', medium: 'L7163', position: 1 },
  labelVoided: { kind: 'labelVoided', dispatchReference: 'D-1' },
  handedOver: { kind: 'handedOver', handoverId: id, to: { stationId: 'd'.repeat(32), name: 'Invented North Desk' } },
  handoverReceipted: { kind: 'handoverReceipted', handoverId: id, acceptedAt: at },
  handoverTakenBack: { kind: 'handoverTakenBack', handoverId: id },
  takenOver: { kind: 'takenOver', handoverId: id, from: { stationId: 'd'.repeat(32), name: 'Invented North Desk' } },
  manifestClosed: {
    kind: 'manifestClosed',
    dispatchReference: 'D-1',
    position: 1,
    service: edition.postingServices[0]!.id,
    checkpoint: 'AAAA',
  },
  passcodeTexted: {
    kind: 'passcodeTexted',
    to: '+447700900123',
    route: 'work-phone',
    outcome: 'handed-to-agent',
    againBecause: 'The phone had no signal',
  },
  erased: { kind: 'erased', what: 'photographs', evidenceIds: [id], days: 28, countedFrom: '2026-11-23' },
  keptLonger: { kind: 'keptLonger', what: 'documents', until: '2026-12-23', why: 'The sponsor asked for a second look' },
  heldFromErasing: { kind: 'heldFromErasing', held: true, why: 'An inquiry is going on' },
  passcodeTextSettled: { kind: 'passcodeTextSettled', arrived: false, note: 'No signal' },
}

describe('history in words', () => {
  it('has an example of every event that can happen', () => {
    expect(Object.keys(examples).toSorted()).toEqual([...journeyRules.events.keys()].toSorted())
  })
  it.each(Object.values(examples).map((event) => [event.kind, event] as const))('%s is described in words', (kind, event) => {
    const { title, lines } = describeEvent(event, edition)
    expect(title).toMatch(/^[A-Z]/)
    expect(title).not.toContain(kind)
    expect([title, ...lines].join('\n')).not.toMatch(/undefined|null|\[object|NaN/)
  })
  it('never shows the document number or the National Insurance number, which the history does not need', () => {
    const told = Object.values(examples)
      .flatMap((event) => describeEvent(event, edition).lines)
      .join('\n')
    expect(told).not.toContain('999000111')
    expect(told).not.toContain('JG103759A')
  })
  it.each([
    ['requestReceived', edition.requestChannels[0]!.name],
    ['identityDocumentAssessed', edition.documentRejectionReasons[0]!.name],
    ['likenessConfirmed', edition.likenessWays[0]!.name],
    ['callArranged', `23 November 2026 at 09:30, ${edition.videoChannels[0]!.name}, A quiet barn`],
    ['callArranged', 'Outside what was agreed: No other place'],
    ['callEnded', edition.notMatchedReasons[0]!.name],
    ['posted', edition.postingServices[0]!.name],
    ['itemsChecked', `Missing: ${edition.requestedItems.find((item) => item.id === 'photograph')!.name}`],
    ['phoneCodeTexted', 'not known whether it was sent'],
    ['phoneCodesFailed', '3 codes that were read out did not match'],
    ['arrivalCallLogged', 'Sooner than usual: Fetched at the depot'],
    ['passcodeTexted', 'Sent again: The phone had no signal'],
    ['accessRecorded', 'Receptionist (A99999), from 25 November 2026 to 31 March 2027: Winter cover'],
    ['cisIdentityCreated', 'UUID 5550 1234 5678'],
  ] as const)('%s says “%s”', (kind, words) => {
    expect(describeEvent(examples[kind], edition).lines.join('\n')).toContain(words)
  })
})

describe('history without doubled entries', () => {
  const text = { kind: 'passcodeTexted', to: '+447700900123', route: 'modem' } as const
  const code = { ...examples.phoneCodeTexted, outcome: 'begun' } as const
  const print = { kind: 'cardFacePrinted', printer: 'Invented', jobId: '1' } as const
  const notSent = { kind: 'passcodeTextSettled', arrived: false, notSent: true } as const
  const begun = { ...text, outcome: 'begun' } as const
  const table: readonly (readonly [string, readonly CaseEvent[], readonly number[]])[] = [
    ['a passcode that was texted', [begun, { ...text, outcome: 'sent' }], [1]],
    ['a passcode that was shown for the work phone', [begun, { ...text, outcome: 'handed-to-agent' }], [1]],
    ['a passcode of which nothing more is known', [begun], [0]],
    ['a passcode that the agent says arrived', [begun, { ...notSent, arrived: true, notSent: undefined }], [0, 1]],
    ['a passcode that was not sent, then sent', [begun, notSent, begun, { ...text, outcome: 'sent' }], [0, 1, 3]],
    ['a code for the mobile', [code, { ...code, outcome: 'sent' }], [1]],
    ['a code that was begun twice', [code, code], [0, 1]],
    ['a code of which nothing more is known, then a passcode', [code, { ...text, outcome: 'sent' }], [0, 1]],
    ['a passcode that was begun twice', [begun, begun], [0, 1]],
    ['two codes, the first of which was cut off', [code, { ...code, attempt: code.attempt + 1, outcome: 'sent' }], [0, 1]],
    ['a print', [{ ...print, outcome: 'begun' }, print], [1]],
    [
      'a print that was called off',
      [
        { ...print, outcome: 'begun' },
        { kind: 'cardFacePrintCalledOff', printer: 'Invented', why: 'Off' },
      ],
      [0, 1],
    ],
  ]
  it.each(table)('%s', (_name, events, shown) => {
    expect(listHistory(events.map((event, index) => ({ event, index }))).map(({ index }) => index)).toEqual(shown)
  })

  it('each heading says what happened', () => {
    const titles = (['begun', 'sent', 'handed-to-agent', 'unknown'] as const).map(
      (outcome) => describeEvent({ ...text, outcome }, edition).title,
    )
    expect(new Set(titles).size).toBe(4)
  })
})
