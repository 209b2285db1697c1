import { describe, expect, test } from 'vitest'
import { faceToFace2026 as edition } from '../../../domain/guidance/editions/face-to-face-2026.ts'
import { codeAfter, codeAsFirst, inPerson, statusAfter, viewAfter, worldOn } from '../../support/ask-case.ts'

const { meetingArranged, documentsSeenInPerson, cisFlagsRemoved } = inPerson
const seen = { ...documentsSeenInPerson, documents: [...documentsSeenInPerson.documents] }
const passport = seen.documents[0]!
const world = worldOn('2026-11-30')

describe('identity proved face to face', () => {
  test('begins with the meeting of somebody who has a UUID in another case', () => {
    expect(codeAsFirst(meetingArranged, edition, worldOn('2026-11-30', { otherCaseWithUuid: () => 'RA-7K3M-2' }))).toBeUndefined()
    expect(codeAsFirst({ ...meetingArranged, uuid: '000000000000' }, edition)).toBe('flag-value')
  })
  test('a meeting is moved with a reason', () => {
    expect(codeAfter([meetingArranged], meetingArranged, { edition, world })).toBe('reason-needed')
    expect(codeAfter([meetingArranged], meetingArranged, { edition, world, reason: 'Ill' })).toBeUndefined()
  })
  test.each([
    ['the original passport', seen, undefined],
    ['on a later day', { ...seen, on: '2026-12-01' }, 'not-in-time'],
    ['a document that is not on the list', { ...seen, documents: [{ ...passport, type: 'library-card' }] }, 'not-on-the-list'],
    ['the number of zeros', { ...seen, documents: [{ ...passport, number: '000000000' }] }, 'flag-value'],
    ['without an end date', { ...seen, documents: [{ type: passport.type, number: passport.number }] }, undefined],
    ['valid until the day of the meeting', { ...seen, documents: [{ ...passport, expiresOn: seen.on }] }, undefined],
    ['expired without a note', { ...seen, documents: [{ ...passport, expiresOn: '2026-01-01' }] }, 'document-expired'],
    ['expired with a note', { ...seen, documents: [{ ...passport, expiresOn: '2026-10-01' }], note: 'Within six months' }, undefined],
  ])('documents: %s', (_name, event, code) => expect(codeAfter([meetingArranged], event, { edition, world })).toBe(code))
  test.each([
    ['copies', { originals: false }],
    ['another face', { faceMatches: false }],
  ])('%s prove nothing, and nothing follows', (_name, wrong) => {
    const events = [meetingArranged, { ...seen, ...wrong }]
    expect(statusAfter(events, 'documents-in-person', edition)).toBe('There is a problem')
    expect(codeAfter(events, cisFlagsRemoved, { edition, world })).toBe('cannot-start-yet')
  })
  test('CIS is changed on the day of the meeting or later, which closes the case', () => {
    expect(codeAfter([meetingArranged, seen], { ...cisFlagsRemoved, on: '2026-11-29' }, { edition, world })).toBe('not-in-time')
    const view = viewAfter([meetingArranged, seen, cisFlagsRemoved], edition)
    expect(view.status).toBe('closed')
    expect(view.facts.uuid).toBe(meetingArranged.uuid)
  })
  test('another name opens what was seen again', () =>
    expect(
      statusAfter(
        [meetingArranged, seen, { ...meetingArranged, name: { given: 'Other', family: 'Sample' } }],
        'documents-in-person',
        edition,
      ),
    ).toBe('Not started'))
})
