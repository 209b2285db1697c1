/** Facts are folded from events: what an event without facts of its own changes, and which events cannot be folded. */
import { describe, expect, test } from 'vitest'
import { agentEvent, caseEvent, schemaOfEvents, journeyRules, type CaseEvent, type RecordedEvent } from '../../../domain/case/events.ts'
import { foldFacts } from '../../../domain/case/facts.ts'
import { eventsOfStep, getStepRule, isStepId, type StepId } from '../../../domain/case/steps.ts'
import { journey, record, until } from '../../fixtures/journey-events.ts'

const note: CaseEvent = { kind: 'noteAdded', note: 'Invented' }

describe('facts of a case', () => {
  test('a note changes nothing but the notes and when something last happened', () => {
    const [before, after] = [until('requestReceived'), [...until('requestReceived'), note]].map((events) => foldFacts(record(events)))
    expect(after?.notes).toMatchObject([{ note: 'Invented', seq: 2 }])
    expect(after).toEqual({ ...before, notes: after?.notes, lastSeq: 2, lastAt: record([note, note])[1]!.at })
  })

  test('begin with the first event', () => {
    const [first] = record(until('requestReceived'))
    expect(foldFacts([first!])).toMatchObject({ openedAt: first!.at, lastAt: first!.at, lastSeq: 1, cards: [], phoneCodes: [] })
  })

  test('an input changes only when its value does', () => {
    const changedAt = (...events: CaseEvent[]) => foldFacts(record([journey.requestReceived, ...events])).inputChangedAt
    expect(changedAt(journey.detailsRecorded)).toMatchObject({ mobile: 2, address: 2 })
    expect(changedAt(journey.detailsRecorded, journey.detailsRecorded)).toMatchObject({ mobile: 2, address: 2 })
    expect(changedAt(journey.detailsRecorded, { ...journey.detailsRecorded, mobile: '+447700900456' })).toMatchObject({
      mobile: 3,
      address: 2,
    })
  })

  test('there are none without events, nor of an event that no part knows', () => {
    expect(() => foldFacts([])).toThrow('without events')
    const unknown = { ...record([note])[0]!, event: { kind: 'levitated' } } as unknown as RecordedEvent
    expect(() => foldFacts([unknown])).toThrow('levitated')
  })
})

describe('who records an event', () => {
  test.each<[string, CaseEvent, boolean]>([
    ['an agent', note, true],
    ['main', journey.phoneCodeTexted, false],
  ])('%s', (_, event, byAgent) => {
    expect(agentEvent.safeParse(event).success).toBe(byAgent)
    expect(schemaOfEvents(journeyRules, 'main').safeParse(event).success).toBe(!byAgent)
    expect(caseEvent.safeParse(event).success).toBe(true)
  })
})

describe('steps', () => {
  test('that there are, and their events', () => {
    expect([isStepId('request'), isStepId('levitate')]).toEqual([true, false])
    expect(eventsOfStep('label')).toEqual(['labelMade', 'labelVoided', 'labelChecked'])
    expect(getStepRule('label').invalidatedBy).toContain('address')
  })
  test('one that there is not has no rule', () => expect(() => getStepRule('levitate' as StepId)).toThrow('levitate'))
})
