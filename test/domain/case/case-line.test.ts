import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { LINE_SHAPE, lineOf, readCaseLine } from '../../../domain/case/case-line.ts'
import type { CaseRecord } from '../../../domain/case/case.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { remote20200408 as edition } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { CASE_ID, journey, record, SERIAL, until } from '../../fixtures/journey-events.ts'

function line(events: readonly CaseEvent[]) {
  const recorded = record(events)
  const stored: CaseRecord = {
    schema: 2,
    caseId: CASE_ID,
    caseReference: 'RA-1',
    edition: edition.id,
    keyId: 'key',
    practice: false,
    events: recorded,
  }
  return lineOf(stored, viewCase(recorded, edition), recorded.length)
}
const whole = line(until('firstLogInConfirmed'))

test('case line: UUID, tracking reference, secrets, cards and days of the case', () => {
  const { passcodeId, pukId } = journey.cardWriteStarted
  const posted = line([...until('manifestClosed'), { ...journey.posted, trackingReference: 'ab 123 456 785 gb' }])
  expect(posted).toMatchObject({
    caseId: CASE_ID,
    caseReference: 'RA-1',
    status: 'open',
    uuid: journey.cisIdentityCreated.uuid,
    tracking: ['AB123456785GB'],
    liveSecrets: [passcodeId, pukId],
    waitingPasscode: passcodeId,
    kept: { caseId: CASE_ID, matched: true, attempts: 1, held: false },
  })
  expect(posted.cards.map(({ serial, act }) => `${serial} ${act}`)).toEqual([`${SERIAL} begun`, `${SERIAL} written`, `${SERIAL} posted`])
  expect(whole).toMatchObject({ status: 'closed', liveSecrets: [] })
  expect(whole.waitingPasscode).toBeUndefined()
})

test('case line: its days are instants, so that it holds in any time zone', () => {
  expect(whole.kept.endDay).toMatch(/T.*Z$/)
  expect(whole.kept.identityDay).toMatch(/T.*Z$/)
})

test('case line: nothing of the registrant but the UUID and the tracking reference', () => {
  const text = JSON.stringify(whole)
  const { name, dateOfBirth, nationalInsurance, mobile, email, address } = journey.detailsRecorded
  const personal = [
    name.given,
    name.family,
    dateOfBirth,
    nationalInsurance.given,
    mobile,
    email.address,
    ...address.lines,
    address.postcode,
  ]
  for (const value of [...personal, journey.requestReceived.registrantName, journey.identityDocumentAssessed.documentNumber])
    expect(text).not.toContain(value)
})

test('case line: reads what was stored, and no line of another case or shape', () => {
  const stored = JSON.parse(JSON.stringify(whole)) as Record<string, unknown>
  expect(readCaseLine(stored, CASE_ID)).toEqual(whole)
  expect(readCaseLine(stored, 'another')).toBeUndefined()
  expect(readCaseLine({ ...stored, shape: LINE_SHAPE + 1 }, CASE_ID)).toBeUndefined()
  expect(readCaseLine(undefined, CASE_ID)).toBeUndefined()
})

/**
 * A stored line is believed as long as its shape is the newest. If a line says something else of the same case now, raise `LINE_SHAPE`; if
 * only the journey of the fixture changed, change the digest alone.
 */
test('case line: what it says of a whole journey belongs to its shape', () => {
  const said = ['cisIdentityCreated', 'cardWritten', 'posted', 'firstLogInConfirmed'].map((kind) => line(until(kind as never)))
  const digest = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16)
  expect({ shape: LINE_SHAPE, digest }).toEqual({ shape: 3, digest: 'bf50a95ede804262' })
})
