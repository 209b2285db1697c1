/** What retention reads of a case: which scans, which secrets, which days. */
import { expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { findRetained, type CountedRules } from '../../../domain/retention/due.ts'
import { readSubject, withDays, type RetentionSubject } from '../../../domain/retention/subject.ts'
import { CASE_ID, evidenceOf, journey, record, until, type JourneyKind } from '../../fixtures/journey-events.ts'

const dayOf = (instant: string) => instant.slice(0, 10)
function subjectOf(events: readonly CaseEvent[], days = dayOf, spent: readonly string[] = []): RetentionSubject {
  const recorded = record(events)
  return readSubject({ caseId: CASE_ID, caseReference: 'RA-TEST-77', events: recorded }, viewCase(recorded, remote20200408), spent, days)
}
const after = (kind: JourneyKind) => subjectOf(until(kind))

test('scans of a case: the email of the request, documents, and each picture of the photograph', () => {
  const source = evidenceOf(9)
  const events = until('photographAttached').map((event) =>
    event.kind === 'requestReceived' ? { ...event, source } : event,
  ) as CaseEvent[]
  const { documents, photographs } = subjectOf(events)
  const kept = (digit: number) => ({ evidenceId: evidenceOf(digit).evidenceId, keyId: evidenceOf(digit).keyId, chunks: 2 })
  expect(documents).toEqual([kept(9), kept(3)])
  expect(photographs).toEqual([kept(4), kept(5), kept(6)])
})

test('passcode that waits: of the last card, with its PUK, from the day of the card; a spent one does not wait', () => {
  const { passcodeId, pukId } = journey.cardWriteStarted
  const { passcode, secretIds, attempts } = after('cardWritten')
  expect(passcode).toEqual({ attempt: 1, custodyIds: [passcodeId, pukId], day: '2026-11-23' })
  expect(secretIds).toEqual([journey.phoneCodeTexted.custodyId, passcodeId, pukId])
  expect(attempts).toBe(1)
  expect(subjectOf(until('cardWritten'), dayOf, [passcodeId]).passcode).toBeUndefined()
  expect(after('cisIdentityCreated')).not.toHaveProperty('passcode')
})

test('days: absent until the case has got there', () => {
  expect(after('callArranged')).not.toHaveProperty('identityDay')
  expect(after('callArranged')).not.toHaveProperty('endDay')
  expect(after('callEnded')).toMatchObject({ identityDay: '2026-11-23', matched: true })
  expect(after('callEnded')).not.toHaveProperty('endDay')
  expect(after('firstLogInConfirmed')).toMatchObject({ endDay: '2026-11-23', held: false, photographNeeded: false })
})

test('days of a subject that was read with instants: the same as read with days', () => {
  for (const kind of ['callArranged', 'cardWritten', 'firstLogInConfirmed'] as const) {
    const events = until(kind)
    expect(
      withDays(
        subjectOf(events, (instant) => instant),
        dayOf,
      ),
    ).toEqual(subjectOf(events))
  }
})

test('posting lists that name the case', () => {
  expect(after('manifestClosed').manifests).toEqual([{ dispatchReference: 'RD-20261123-7K3M', position: 1 }])
  expect(after('labelMade').manifests).toEqual([])
})

const rules: CountedRules = {
  evidenceDays: { days: 28, since: '2020-01-01' },
  passcodeDays: { days: 30, since: '2020-01-01' },
  caseDays: { days: 365, since: '2020-01-01' },
  cimReportDays: { days: 90, since: '2020-01-01' },
  entryDays: { days: null, since: '2020-01-01' },
}
test('what is kept longer says until when; what came with a receipt says so, and a passcode never does', () => {
  const subject = { ...after('cardWritten'), fromReceipt: { evidence: true, end: false }, keptUntil: { documents: '2027-01-31' } }
  const found = findRetained(subject, rules, 365, '2026-11-30')
  expect(found.map(({ what, keptUntil, fromReceipt }) => [what, keptUntil, fromReceipt])).toEqual([
    ['documents', '2027-01-31', true],
    ['photographs', undefined, true],
    ['passcode', undefined, undefined],
  ])
  expect(found[1]).not.toHaveProperty('keptUntil')
  expect(found[2]).not.toHaveProperty('fromReceipt')
})
