/** Acts on a case that the page would never send, by the act that would be right in their place. */
import fc from 'fast-check'
import type { AgentEventKind, EventOf } from '../../domain/case/events.ts'
import {
  type HostileWorld,
  type Wrong,
  after,
  before,
  notADate,
  blank,
  unlisted,
  spaced,
  anotherId,
  wrong,
  but,
  without,
  wrongUuids,
  wrongMobile,
  foreignEvidence,
  withoutReason,
} from './wrong-fields.ts'
import { hostileBesides } from './hostile-besides.ts'

export type HostileTable = { readonly [Kind in AgentEventKind]: (right: EventOf<Kind>, world: HostileWorld) => readonly Wrong[] }

export const hostileActs: HostileTable = {
  requestReceived: (right, { today, otherEvidence }) => [
    wrong('email of another case', 'not-this-evidence', but(right, { source: fc.constant(otherEvidence) })),
    wrong('request of a later day', 'not-in-time', but(right, { receivedOn: after(today) })),
    wrong('request of no day', 'malformed', but(right, { receivedOn: notADate })),
    wrong(
      'ODS code that is none',
      'malformed',
      but(right, { organisation: fc.constantFrom('fffff', 'A', '').map((odsCode) => ({ odsCode, name: 'x' })) }),
    ),
  ],
  identityProvedElsewhere: (right, world) => [
    ...wrongUuids(right, world),
    wrong('proof that is not on the list', 'not-on-the-list', but(right, { proof: unlisted.map((where) => ({ ...right.proof, where })) })),
    wrong('proof of a later day', 'not-in-time', but(right, { proof: after(world.today).map((on) => ({ ...right.proof, on })) })),
    wrong(
      'Care ID without its reference',
      'document-incomplete',
      but(right, { proof: fc.constant({ where: 'care-id', on: right.proof.on }) }),
    ),
  ],
  meetingArranged: (right, world) => [
    ...wrongUuids(right, world).filter(({ codes }) => !codes.includes('uuid-taken')),
    wrong('a time that is none', 'malformed', but(right, { at: fc.constantFrom('2026-13-01T10:00', '2026-11-23T24:01') })),
    wrong('nowhere', 'malformed', but(right, { place: blank })),
  ],
  documentsSeenInPerson: (right, { today }) => [
    wrong('seen on a later day', 'not-in-time', but(right, { on: after(today) })),
    wrong('no document', 'malformed', but(right, { documents: fc.constant([]) })),
    wrong(
      'document that is not on the list',
      'not-on-the-list',
      but(right, { documents: unlisted.map((type) => [{ ...right.documents[0], type }]) }),
    ),
    wrong('number of zeros', 'flag-value', but(right, { documents: fc.constant([{ ...right.documents[0], number: '000000000' }]) })),
    wrong(
      'expired without a reason',
      'document-expired',
      but(right, { documents: before(today).map((expiresOn) => [{ ...right.documents[0], expiresOn }]) }),
    ),
  ],
  cisFlagsRemoved: (right, { today }) => [
    wrong('changed on a later day', 'not-in-time', but(right, { on: after(today) })),
    wrong('changed before the meeting', 'not-in-time', but(right, { on: before(today) })),
  ],
  detailsRecorded: (right, world) => [
    wrong('born on a later day', 'not-in-time', but(right, { dateOfBirth: after(world.today) })),
    wrong('born today', 'not-in-time', but(right, { dateOfBirth: fc.constant(world.today) })),
    wrong('born on no day', 'malformed', but(right, { dateOfBirth: notADate })),
    wrong(
      'National Insurance number neither given nor explained',
      'malformed',
      but(right, { nationalInsurance: fc.constantFrom({}, { given: '' }, { notGiven: '' }, { notGiven: ' ' }) }),
    ),
    ...wrongMobile(right, world),
    wrong(
      'name for the envelope that cannot be printed',
      'name-not-printable',
      but(right, { nameOnEnvelope: fc.constantFrom('محمد', 'Ａnna') }),
    ),
    wrong(
      'email that is said to be secure, and is not',
      'email-judgement',
      but(right, {
        email: fc
          .tuple(fc.constantFrom('x@example.com', 'x@nhs.net.example.com', 'x@notnhs.net'), fc.constantFrom('nhs.net', 'secure'))
          .map(([address, judgement]) => ({ address, judgement })),
      }),
    ),
    wrong(
      'judged email without a reason',
      'malformed',
      but(right, { email: fc.constant({ address: 'x@example.com', judgement: 'judged' }) }),
    ),
  ],
  deliveryRecorded: (right, world) => [...wrongMobile(right, world), wrong('no address', 'malformed', without(right, 'address'))],
  itemsAskedFor: (right) => [
    wrong('no items', 'malformed', but(right, { items: fc.constant([]) })),
    wrong('item that no edition asks for', 'malformed', but(right, { items: unlisted.map((item) => [item]) })),
  ],
  itemsChecked: (right) => [
    wrong('item that no edition asks for', 'malformed', but(right, { items: unlisted.map((item) => ({ [item]: 'received' })) })),
  ],
  identityDocumentAttached: (right, world) => [
    ...foreignEvidence(right, 'evidence', world),
    wrong(
      'file of no size',
      'malformed',
      but(right, { evidence: fc.constantFrom(0, -1, 1e9).map((bytes) => ({ ...right.evidence, bytes })) }),
    ),
  ],
  identityDocumentAssessed: (right, { today }) => [
    wrong('document that is not attached', 'not-this-evidence', but(right, { evidenceId: anotherId })),
    wrong('accepted without a type', 'document-incomplete', without(right, 'documentType')),
    wrong('type that is not on the list', 'not-on-the-list', but(right, { documentType: unlisted })),
    wrong(
      'alternatives that are not on the list',
      'not-on-the-list',
      but(right, { documentType: unlisted.map((id) => `${id}++${id}`), note: fc.constant('x') }),
    ),
    wrong(
      'rejected, of a type that is not on the list',
      'not-on-the-list',
      but(right, { documentType: unlisted, outcome: fc.constant('rejected'), reasons: fc.constant(['quality']) }),
    ),
    wrong('accepted without a number', 'document-incomplete', without(right, 'documentNumber')),
    wrong(
      'number of another length',
      'document-incomplete',
      but(right, { documentNumber: fc.stringMatching(/^(?:[1-9]{1,8}|[1-9]{10,20})$/) }),
    ),
    wrong('number of zeros', 'flag-value', but(right, { documentNumber: fc.stringMatching(/^0{1,20}$/) })),
    wrong('accepted without an expiry date', 'document-incomplete', without(right, 'expiresOn')),
    wrong('expired without a reason', 'document-expired', but(right, { expiresOn: before(today) })),
    wrong('expired with a blank reason', 'malformed', but(right, { expiresOn: before(today), note: blank })),
    wrong('expiry date that is none', 'malformed', but(right, { expiresOn: notADate })),
    wrong('accepted, and never shown', 'document-not-shown', without(right, 'shown')),
    wrong('accepted with two pages of a picture', 'document-not-shown', but(right, { shown: fc.constant({ pages: 2, incomplete: [] }) })),
    wrong('accepted with a part not shown', 'document-not-shown', but(right, { shown: fc.constant({ pages: 1, incomplete: [1] }) })),
    wrong(
      'a page that no document has',
      'malformed',
      but(right, { shown: fc.constantFrom(0, 31, 0.5).map((pages) => ({ pages, incomplete: [] })) }),
    ),
    wrong(
      'document of another person without a reason',
      'difference-unexplained',
      but(right, {
        zone: fc.constant({
          family: 'OTHERWISE',
          given: 'BORIS',
          namesMayBeCut: false,
          number: right.documentNumber ?? '',
          dateOfBirth: '1950-01-01',
        }),
      }),
    ),
    wrong(
      'reason for a difference that there is not',
      'difference-unexplained',
      but(right, { differences: fc.constant([{ what: 'Family name', document: 'X', entered: 'Y', reason: 'Z' }]) }),
    ),
    wrong(
      'difference with a blank reason',
      'malformed',
      but(right, { differences: blank.map((reason) => [{ what: 'Family name', document: 'X', entered: 'Y', reason }]) }),
    ),
    wrong(
      'rejected for a reason that is not on the list',
      'not-on-the-list',
      but(right, { outcome: fc.constant('rejected'), reasons: unlisted.map((id) => [id]) }),
    ),
    ...withoutReason(right, 'rejected'),
  ],
  photographAttached: (right, world) => [
    wrong('no picture for the print', 'malformed', without(right, 'print')),
    ...foreignEvidence(right, 'evidence', world),
    ...foreignEvidence(right, 'print', world),
    ...foreignEvidence(right, 'chip', world),
  ],
  photographAssessed: (right) => [
    wrong('photograph that is not attached', 'not-this-evidence', but(right, { evidenceId: anotherId })),
    wrong(
      'rejected for a reason that is not on the list',
      'not-on-the-list',
      but(right, { outcome: fc.constant('rejected'), reasons: unlisted.map((id) => [id]) }),
    ),
    ...withoutReason(right, 'rejected'),
  ],
  likenessConfirmed: (right, { today }) => [
    wrong('confirmed on a later day', 'not-in-time', but(right, { on: after(today) })),
    wrong('confirmed on no day', 'malformed', but(right, { on: notADate })),
  ],
  // Nothing was saved in these journeys: every copy is one that RA Desk never looked for.
  photographCopyGone: (right) => [wrong('copy that was never looked for', 'not-this-evidence', but(right, { copyId: anotherId }))],
  callArranged: (right) => [
    wrong(
      'channel that was not agreed, without a reason',
      'not-agreed',
      fc.record({ kind: fc.constant(right.kind), channel: unlisted, location: fc.constant('home'), at: fc.constant(right.at) }),
    ),
    wrong(
      'place that was not agreed, without a reason',
      'not-agreed',
      fc.record({ kind: fc.constant(right.kind), channel: fc.constant('teams'), location: unlisted, at: fc.constant(right.at) }),
    ),
    wrong('channel that was not agreed, with a blank reason', 'malformed', but(right, { channel: unlisted, override: blank })),
    wrong(
      'a time that is none',
      'malformed',
      but(right, { at: fc.constantFrom('2026-13-01T10:00', '2026-02-30T10:00', '2026-11-23T24:01', '2026-11-23T10:60') }),
    ),
    wrong('call before the request', 'not-in-time', but(right, { at: before('2026-11-20').map((day) => `${day}T10:00`) })),
  ],
  documentShown: (right) => [wrong('a comparison that was not made', 'malformed', without(right, 'faceMatchesDocument'))],
  callEnded: (right) => [
    wrong(
      'reason that is not on the list',
      'not-on-the-list',
      but(right, { outcome: fc.constant('not-matched'), reasons: unlisted.map((id) => [id]) }),
    ),
    ...withoutReason(right, 'not-matched'),
  ],
  cisIdentityCreated: (right, world) => wrongUuids(right, world),
  cardReplaced: (right) => [
    wrong('another card', 'no-live-card', but(right, { attempt: fc.integer({ min: 2, max: 99 }) })),
    wrong('reason that is not on the list', 'not-on-the-list', but(right, { why: unlisted })),
  ],
  cardFaceChecked: (right) => [
    wrong('spoiled, and not said what was done with it', 'say-what-became', but(right, { good: fc.constant(false) })),
  ],
  labelChecked: (right) => [wrong('neither good nor bad', 'malformed', without(right, 'good'))],
  oldCardCancelled: (right, { today }) => [
    wrong('cancelled on a later day', 'not-in-time', but(right, { on: after(today) })),
    wrong('no reference', 'malformed', but(right, { reference: blank })),
    wrong('a place that is none', 'malformed', but(right, { place: unlisted })),
  ],
  oldCardOverridden: (right) => [wrong('no reason', 'malformed', but(right, { why: blank }))],
  accessUnchanged: (right, { today }) => [wrong('checked on a later day', 'not-in-time', but(right, { checkedOn: after(today) }))],
  posted: (right, { today, otherTracking }) => [
    wrong('service that is not on the list', 'not-on-the-list', but(right, { service: unlisted })),
    wrong('posted on a later day', 'not-in-time', but(right, { postedOn: after(today) })),
    wrong('posted before the posting list was closed', 'not-in-time', but(right, { postedOn: before(today) })),
    ...otherTracking.map((reference, index) =>
      wrong(
        index === 0 ? 'tracking reference of a replaced card of another case' : 'tracking reference of another case',
        'tracking-used',
        but(right, { trackingReference: spaced(reference) }),
      ),
    ),
    wrong('blank tracking reference', 'malformed', but(right, { trackingReference: blank })),
  ],
  arrivalCallLogged: (right, { today }) => [
    wrong('a call that is still to come', 'not-in-time', but(right, { calledAt: after(today).map((day) => `${day}T12:00:00.000Z`) })),
    wrong('a call before the posting', 'not-in-time', but(right, { calledAt: before(today).map((day) => `${day}T00:00:00.000Z`) })),
    wrong('sooner than the carrier usually takes, without a reason', 'reason-needed', without(right, 'soonerBecause')),
    wrong('sooner than the carrier usually takes, with a blank reason', 'malformed', but(right, { soonerBecause: blank })),
    wrong(
      'from another number, and not said how the registrant was known',
      'reason-needed',
      but(right, { calledFrom: fc.constantFrom('another-number', 'number-withheld') }),
    ),
  ],
  accessRecorded: (right, { today }) => {
    const one = { name: 'Invented Clerk', odsCode: 'FFFFF', from: today }
    return [
      wrong('FFFFF without an end date', 'end-date-needed', but(right, { positions: fc.constant([{ ...one, reason: 'x' }]) })),
      wrong(
        'FFFFF without an end date after one that is right',
        'end-date-needed',
        but(right, { positions: fc.constant([...right.positions, one]) }),
      ),
      wrong('FFFFF without a reason', 'end-date-needed', but(right, { positions: after(today).map((to) => [{ ...one, to }]) })),
      wrong(
        'FFFFF without a review date',
        'review-date-needed',
        but(right, { positions: after(today).map((to) => [{ ...one, to, reason: 'x' }]) }),
      ),
      wrong(
        'FFFFF reviewed before it begins',
        'not-in-time',
        but(right, { positions: before(today).map((reviewBy) => [{ ...one, to: today, reason: 'x', reviewBy }]) }),
      ),
      wrong('FFFFF with a blank reason', 'malformed', but(right, { positions: blank.map((reason) => [{ ...one, to: today, reason }]) })),
      wrong(
        'an end before its start',
        'not-in-time',
        but(right, { positions: before(today).map((to) => [{ ...one, odsCode: 'ZZ9', to }]) }),
      ),
      wrong('no position', 'malformed', but(right, { positions: fc.constant([]) })),
    ]
  },
  ...hostileBesides,
}
