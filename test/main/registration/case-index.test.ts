import { describe, expect, test } from 'vitest'
import { lineOf } from '../../../domain/case/case-line.ts'
import type { CaseRecord } from '../../../domain/case/case.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { remote20200408 as edition } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { createCaseIndex, type CaseIndex } from '../../../main/registration/case-index.ts'
import { journey, record, until } from '../../fixtures/journey-events.ts'

const ids = { a: '22222222-2222-4222-8222-222222222222', b: '33333333-3333-4333-8333-333333333333' } as const
function put(index: CaseIndex, name: keyof typeof ids, events: readonly CaseEvent[]): void {
  const recorded = record(events)
  const stored: CaseRecord = {
    schema: 2,
    caseId: ids[name],
    caseReference: `RA-${name}`,
    edition: edition.id,
    keyId: '',
    practice: false,
    events: recorded,
  }
  index.put(lineOf(stored, viewCase(recorded, edition), recorded.length))
}
const uuid = journey.cisIdentityCreated.uuid
const under = (trackingReference: string): CaseEvent => ({ ...journey.posted, trackingReference })
const replaced: CaseEvent = { kind: 'cardReplaced', attempt: 1, why: 'lost', oldCard: 'cancelled' }

describe('case index: UUID', () => {
  test('is found for other cases and not for its own', () => {
    const index = createCaseIndex()
    put(index, 'a', until('cisIdentityCreated'))
    expect(index.otherWithUuid(uuid, ids.b)).toBe('RA-a')
    expect(index.otherWithUuid(uuid, ids.a)).toBeUndefined()
    expect(index.ownerOfUuid(uuid)).toBe(ids.a)
  })

  test('that was corrected is free again; a case that was erased is forgotten', () => {
    const index = createCaseIndex()
    put(index, 'a', until('cisIdentityCreated'))
    put(index, 'a', [...until('cisIdentityCreated'), { ...journey.cisIdentityCreated, uuid: '555000111223' }])
    expect(index.otherWithUuid(uuid, ids.b)).toBeUndefined()
    expect(index.otherWithUuid('555000111223', ids.b)).toBe('RA-a')
    index.forget(ids.a)
    expect(index.ownerOfUuid('555000111223')).toBeUndefined()
  })

  test('of two cases stays with the other when one is forgotten', () => {
    const index = createCaseIndex()
    put(index, 'a', until('cisIdentityCreated'))
    put(index, 'b', until('cisIdentityCreated'))
    index.forget(ids.b)
    expect(index.ownerOfUuid(uuid)).toBe(ids.a)
  })
})

describe('case index: persons', () => {
  const link: CaseEvent = { kind: 'personLinked', personId: ids.a, why: 'Same UUID.' }

  test('a UUID may stand in several cases of one person, and only there', () => {
    const index = createCaseIndex()
    put(index, 'a', until('cisIdentityCreated'))
    put(index, 'b', until('cisIdentityCreated'))
    expect(index.otherWithUuid(uuid, ids.b)).toBe('RA-a')
    put(index, 'b', [...until('cisIdentityCreated'), link])
    expect(index.otherWithUuid(uuid, ids.b)).toBeUndefined()
    expect(index.otherWithUuid(uuid, '44444444-4444-4444-8444-444444444444')).toBe('RA-a')
  })

  test('has the cases of a person, and forgets a person whose last case is gone', () => {
    const index = createCaseIndex()
    put(index, 'a', until('requestReceived'))
    put(index, 'b', [...until('requestReceived'), link])
    expect([index.personOf(ids.b), index.casesOf(ids.a), index.isPerson(ids.b)]).toEqual([ids.a, [ids.a, ids.b], false])
    index.forget(ids.a)
    expect([index.casesOf(ids.a), index.isPerson(ids.a)]).toEqual([[ids.b], true])
    index.forget(ids.b)
    expect(index.isPerson(ids.a)).toBe(false)
  })
})

describe('case index: tracking reference', () => {
  const sent = [...until('manifestClosed'), under('AB 123 456 785 GB')]
  test.each(['AB123456785GB', 'ab123456785gb', 'AB-123-456-785-GB'])('is found as %s', (typed) => {
    const index = createCaseIndex()
    put(index, 'a', sent)
    expect(index.otherWithTracking(typed, ids.b)).toBe('RA-a')
    expect(index.otherWithTracking(typed, ids.a)).toBeUndefined()
  })

  test('of a card that was replaced stays used; a corrected one is free', () => {
    const index = createCaseIndex()
    put(index, 'a', [...sent, replaced])
    expect(index.otherWithTracking('AB123456785GB', ids.b)).toBe('RA-a')
    put(index, 'a', [...sent, under('CD123456785GB')])
    expect(index.otherWithTracking('AB123456785GB', ids.b)).toBeUndefined()
    expect(index.otherWithTracking('CD123456785GB', ids.b)).toBe('RA-a')
  })
})

const { passcodeId, pukId } = journey.cardWriteStarted

describe('case index: secrets', () => {
  test('that the case still needs are live, and no others', () => {
    const index = createCaseIndex()
    put(index, 'a', until('cardWritten'))
    expect([...index.liveSecrets()]).toEqual([passcodeId, pukId])
    put(index, 'a', [...until('cardWritten'), replaced])
    expect([...index.liveSecrets()]).toEqual([])
  })

  test('a passcode waits from the card being written until it has arrived, the case is forgotten or the card replaced', () => {
    const index = createCaseIndex()
    const waits = () => index.waitingPasscodes().map(({ custodyId }) => custodyId)
    put(index, 'a', until('cardWritten'))
    expect(index.waitingPasscodes()).toEqual([{ caseId: ids.a, caseReference: 'RA-a', custodyId: passcodeId }])
    put(index, 'a', [...until('cardWritten'), replaced])
    expect(waits()).toEqual([])
    put(index, 'a', until('passcodeTexted'))
    expect(waits()).toEqual([passcodeId])
    put(index, 'a', until('firstLogInConfirmed'))
    expect(waits()).toEqual([])
    put(index, 'a', until('cardWritten'))
    index.forget(ids.a)
    expect(waits()).toEqual([])
  })
})

test('case index: knows the latest time of any case, and none without cases', () => {
  const index = createCaseIndex()
  expect(index.lastTime()).toBe('')
  put(index, 'a', until('cardWritten'))
  const latest = index.lastTime()
  put(index, 'b', until('requestReceived'))
  expect(index.lastTime()).toBe(latest)
  expect(latest).toBe(record(until('cardWritten')).at(-1)!.at)
})
