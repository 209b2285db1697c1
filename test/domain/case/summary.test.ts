import { describe, expect, test } from 'vitest'
import type { CaseRecord } from '../../../domain/case/case.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { summarise } from '../../../domain/case/summary.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { CASE_ID, journey, record, until, type JourneyKind } from '../../fixtures/journey-events.ts'

const summaryOf = (events: readonly CaseEvent[], practice = false) =>
  summarise(
    { caseId: CASE_ID, caseReference: 'RA-1', edition: remote20200408.id, practice, events: record(events) } as CaseRecord,
    remote20200408,
  )

describe('line of a case in the work list', () => {
  test('at first: the name and organisation of the request, and no mobile or UUID yet', () => {
    const summary = summaryOf([journey.requestReceived as CaseEvent], true)
    expect(summary).toMatchObject({
      caseId: CASE_ID,
      reference: 'RA-1',
      name: 'Ŵyn Sampleton-Ångström',
      organisation: 'Invented Health Centre',
      status: 'open',
      waitsForManifest: false,
      edition: remote20200408.id,
      practice: true,
    })
    for (const absent of ['mobile', 'uuid', 'problem']) expect(summary).not.toHaveProperty(absent)
    expect(summary.completed).toBeLessThan(summary.of)
  })

  test('with details: the registrant’s own name and mobile', () => {
    const details = { ...journey.detailsRecorded, name: { given: 'Ann', family: 'Sample' } }
    expect(summaryOf([journey.requestReceived, details] as CaseEvent[])).toMatchObject({ name: 'Ann Sample', mobile: '+447700900123' })
  })

  test('it waits for a manifest from the label until the manifest is closed', () => {
    const waits = (kind: JourneyKind) => summaryOf(until(kind)).waitsForManifest
    expect([waits('cardWriteStarted'), waits('labelChecked'), waits('manifestClosed')]).toEqual([false, true, false])
  })

  test('who acted last, sponsor, organisation code, and what is waited for', () => {
    expect(summaryOf(until('itemsAskedFor'))).toMatchObject({
      agent: 'Sample Agent',
      sponsor: 'Sponsor Invented',
      odsCode: 'ZZ9',
      wait: { kind: 'reply', since: '2026-11-23', due: '2026-11-30' },
    })
  })

  test('stages: the day of each that is finished', () => {
    const stages = (kind: JourneyKind) => summaryOf(until(kind)).stages
    expect(stages('itemsChecked')).toEqual({})
    expect(stages('callEnded')).toEqual({ 'before-call': '2026-11-23', 'video-call': '2026-11-23' })
    expect(Object.keys(stages('firstLogInConfirmed')!)).toEqual(['before-call', 'video-call', 'after-call'])
  })

  test('rejections: each reason, also of what was accepted later', () => {
    const rejected = { ...journey.photographAssessed, outcome: 'rejected', reasons: ['eyes', 'shadow'] }
    const stopped = { kind: 'callEnded', outcome: 'not-matched', reasons: ['coached'] }
    const events = [...until('photographAttached'), rejected, journey.photographAssessed, stopped] as CaseEvent[]
    expect(summaryOf(events).rejections).toEqual([
      { of: 'photograph', reason: 'eyes', on: '2026-11-23' },
      { of: 'photograph', reason: 'shadow', on: '2026-11-23' },
      { of: 'call', reason: 'coached', on: '2026-11-23' },
    ])
    expect(summaryOf(until('callEnded'))).not.toHaveProperty('rejections')
  })

  test('opened and changed: the times of the first and of the last event', () => {
    const events = record([journey.requestReceived, journey.detailsRecorded] as CaseEvent[])
    const { openedAt, changedAt } = summaryOf([journey.requestReceived, journey.detailsRecorded] as CaseEvent[])
    expect([openedAt, changedAt]).toEqual([events[0]!.at, events[1]!.at])
  })
})
