import { expect, test } from 'vitest'
import type { CaseEvent } from '../../../../../domain/case/events.ts'
import { findArrangedCall } from '../../../../../renderer/features/steps/arrange-call/find-arranged-call.ts'
import type { ReadyCase } from '../../../../../renderer/features/steps/step-screen.ts'
import { journey } from '../../../../fixtures/journey-events.ts'

/** A case with these events, one a day. */
function caseOf(...events: readonly CaseEvent[]): ReadyCase {
  const recorded = events.map((event, index) => ({ seq: index + 1, at: `2026-11-0${index + 1}T09:00:00.000Z`, event }))
  return { record: { events: recorded } } as unknown as ReadyCase
}
const arranged = (at: string): CaseEvent => ({ ...journey.callArranged, kind: 'callArranged', at }) as CaseEvent
const request = journey.requestReceived as CaseEvent

test('no call is arranged yet', () => {
  expect(findArrangedCall(caseOf(request))).toBeUndefined()
})

test('arranged twice: the later arrangement counts, with its number and when it was recorded, whatever came after', () => {
  const [first, second] = [arranged('2026-11-25T10:00'), arranged('2026-11-24T10:00')]
  expect(findArrangedCall(caseOf(request, first, second, request))).toEqual({
    seq: 3,
    recordedAt: '2026-11-03T09:00:00.000Z',
    event: second,
  })
})
