import { describe, expect, test } from 'vitest'
import { findCarrySource, mayCarryMobile } from '../../../domain/case/carry-source.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { journey, record } from '../../fixtures/journey-events.ts'
import { replaceCard2026, replacing, elsewhere, remote20200408 } from '../../support/ask-case.ts'

const whole = Object.values(journey) as CaseEvent[]
const upTo = (kind: CaseEvent['kind']) => whole.slice(0, whole.findIndex((one) => one.kind === kind) + 1)
const sourceOf = (events: readonly CaseEvent[]) => findCarrySource(record(events), viewCase(record(events), remote20200408))

describe('earlier case: what a replacement may take over', () => {
  test('a card that was posted: the confirmed mobile with the day of its call, and the photograph', () => {
    const source = sourceOf(upTo('posted'))
    const confirmed = record(upTo('posted')).find(({ event }) => event.kind === 'phoneCodeVerified')!
    expect(source).toMatchObject({ mobile: { number: '+447700900123', confirmedAt: confirmed.at } })
    expect(source?.photograph?.evidence.evidenceId).toBe(journey.photographAttached.evidence.evidenceId)
  })

  test.each<[name: string, events: CaseEvent[]]>([
    ['its card was not posted', upTo('labelChecked')],
    [
      'it stopped: the registrant did not match',
      [...upTo('documentShown'), { ...journey.callEnded, outcome: 'not-matched', reasons: ['face-document'] }],
    ],
  ])('%s: nothing', (_name, events) => expect(sourceOf(events)).toBeUndefined())

  test('a number that was taken over itself keeps the day of its call', () => {
    const events: CaseEvent[] = [
      replacing.replacementRequested,
      elsewhere.deliveryRecorded,
      replacing.mobileCarriedOver,
      journey.photographAttached,
      journey.photographAssessed,
      ...whole.slice(
        whole.findIndex(({ kind }) => kind === 'cardWriteStarted'),
        whole.findIndex(({ kind }) => kind === 'posted') + 1,
      ),
    ]
    const source = findCarrySource(record(events), viewCase(record(events), replaceCard2026))
    expect(source?.mobile).toEqual({ number: '+447700900124', confirmedAt: '2026-10-01' })
  })
})

test.each([
  ['2026-11-30', 365, true],
  ['2025-11-30', 365, true],
  ['2025-11-29', 365, false],
  ['2026-11-30', 1, true],
  ['2026-11-29', 1, true],
  ['2026-11-28', 1, false],
  ['2026-11-30', 0, false],
  ['2026-12-01', 365, false],
])('confirmed mobile: confirmed on %s, kept for %i days, on 30 November 2026: %s', (confirmedOn, days, may) =>
  expect(mayCarryMobile(confirmedOn, '2026-11-30', days)).toBe(may),
)
