import { describe, expect, test } from 'vitest'
import type { CaseRecord } from '../../../domain/case/case.ts'
import type { CaseEvent, EventOf } from '../../../domain/case/events.ts'
import { viewCase, type CaseView } from '../../../domain/case/status.ts'
import { createEditions } from '../../../domain/guidance/index.ts'
import { adoptCase, type AdoptDeps } from '../../../main/registration/adopt-case.ts'
import { CASE_ID, record, until } from '../../fixtures/journey-events.ts'

const handoverId = '77777777-7777-4777-8777-777777777777'
const here = { stationId: 'aa'.repeat(16), name: 'Invented here' }
const there = { stationId: 'bb'.repeat(16), name: 'Invented there' }
const takenOver: EventOf<'takenOver'> = { kind: 'takenOver', handoverId, from: there }
const held: CaseEvent = { kind: 'heldFromErasing', held: true, why: 'An inquiry' }
const handedOver = (to: typeof here): CaseEvent => ({ kind: 'handedOver', handoverId, to })

const editions = createEditions()
const deps: AdoptDeps = {
  agent: { agentId: '99999999-9999-4999-8999-999999999999', agentName: 'Agent Invented' },
  now: () => new Date('2026-11-23T10:00:00.000Z'),
  viewOf: (stored) => viewCase(stored.events, editions.get(stored.edition)),
}
const caseOf = (events: readonly CaseEvent[]): CaseRecord => ({
  schema: 2,
  caseId: CASE_ID,
  caseReference: 'RA-1',
  edition: 'remote-2020-04-08',
  keyId: 'key',
  practice: false,
  events: record(events),
})
const coming = caseOf([...until('detailsRecorded'), handedOver(here)])
const viewOf = (events: readonly CaseEvent[]): CaseView => deps.viewOf(caseOf(events))
const kinds = (adopted: ReturnType<typeof adoptCase>) => adopted.ok && adopted.value.recorded.map(({ seq, event }) => [seq, event.kind])

describe('adopt a case', () => {
  test('adds that it was taken over, after what the other workstation recorded', () => {
    const adopted = adoptCase(deps, coming, takenOver, undefined)
    expect(kinds(adopted)).toEqual([[4, 'takenOver']])
    expect(adopted.ok && adopted.value.record.events.slice(0, 3)).toEqual(coming.events)
  })

  test('that was held here while it was elsewhere stays held', () => {
    const before = viewOf([...until('detailsRecorded'), held, handedOver(there)])
    expect(kinds(adoptCase(deps, coming, takenOver, before))).toEqual([
      [4, 'takenOver'],
      [5, 'heldFromErasing'],
    ])
  })

  test('that is held there as well is not held a second time', () => {
    const before = viewOf([...until('detailsRecorded'), held, handedOver(there)])
    const heldThere = caseOf([...until('detailsRecorded'), held, handedOver(here)])
    expect(kinds(adoptCase(deps, heldThere, takenOver, before))).toEqual([[5, 'takenOver']])
  })

  test('that is still in hand here is refused', () => {
    expect(adoptCase(deps, coming, takenOver, viewOf(until('detailsRecorded'))).ok).toBe(false)
  })

  test('that was never handed over there is refused', () => {
    expect(adoptCase(deps, caseOf(until('detailsRecorded')), takenOver, undefined).ok).toBe(false)
  })
})
