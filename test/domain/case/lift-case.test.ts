import { describe, expect, test } from 'vitest'
import { readCaseRecord } from '../../../domain/case/case.ts'
import { liftToVersion2 } from '../../../domain/case/lift-case.ts'
import { CASE_ID, journey, record } from '../../fixtures/journey-events.ts'

const events = record([journey.requestReceived, journey.detailsRecorded, journey.phoneCodeTexted, journey.phoneCodeVerified])
const oldKinds: Readonly<Record<string, string>> = { phoneCodeTexted: 'numbersTexted', phoneCodeVerified: 'numbersCompared' }
const version1 = {
  schema: 1,
  caseId: CASE_ID,
  caseReference: 'RA-7K3M-2',
  guidancePack: '2020-04-08',
  keyId: 'ab'.repeat(16),
  practice: false,
  events: events.map((one) => ({ ...one, event: { ...one.event, kind: oldKinds[one.event.kind] ?? one.event.kind } })),
}

describe('case of version 1', () => {
  test('is read with the edition and the names of today; what happened is the same', () => {
    const read = readCaseRecord(version1)
    expect(read).toMatchObject({ schema: 2, edition: 'remote-2020-04-08', caseReference: 'RA-7K3M-2' })
    expect(read).not.toHaveProperty('guidancePack')
    expect(read.events).toEqual(events)
  })

  test('a case of this version is left as it is', () => {
    const now = readCaseRecord(version1)
    expect(liftToVersion2(now)).toBe(now)
    expect(readCaseRecord(structuredClone(now))).toEqual(now)
  })

  test.each([undefined, null, 'case', 7, [1], { schema: 3 }])('what is no case is left as it is: %j', (stored) =>
    expect(liftToVersion2(stored)).toBe(stored),
  )
  test.each([null, 'event', [1], {}, { event: null }, { event: {} }, { event: { kind: 7 } }])(
    'what is no event is left as it is: %j',
    (one) => expect(liftToVersion2({ ...version1, events: [one] })).toMatchObject({ schema: 2, events: [one] }),
  )
  test('events that are no list are left as they are', () =>
    expect(liftToVersion2({ ...version1, events: 'none' })).toMatchObject({ schema: 2, events: 'none' }))

  test.each([
    undefined,
    null,
    'case',
    [],
    { schema: 1 },
    { ...version1, events: 'none' },
    { ...version1, schema: 3 },
    { ...version1, events: [null] },
  ])('what is no case is not made into one: %j', (stored) => expect(() => readCaseRecord(stored)).toThrow())
})
