import { describe, expect, test } from 'vitest'
import { findReviewDay, findWait, isDueBy, isOverdue, type CaseWait } from '../../../domain/case/due-dates.ts'
import type { CaseEvent, RecordedEvent } from '../../../domain/case/events.ts'
import { viewCase } from '../../../domain/case/status.ts'
import type { Edition } from '../../../domain/guidance/edition.ts'
import { provedElsewhere2026 } from '../../../domain/guidance/editions/proved-elsewhere-2026.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { journey, record, until } from '../../fixtures/journey-events.ts'

/** Every event at noon of its own day, from Monday 23 November 2026 on. */
const daily = (events: readonly CaseEvent[]): RecordedEvent[] =>
  record(events).map((one, index) => ({ ...one, at: new Date(Date.UTC(2026, 10, 23 + index, 12)).toISOString() }))
/** As the fixture has them: all on 23 November. */
const sameDay = record
const waitOf = (events: readonly RecordedEvent[], edition: Edition = remote20200408) => findWait(viewCase(events, edition))
const reminder = (about: 'reply' | 'arrival', on: string): CaseEvent => ({ kind: 'reminderSent', about, on })
const brokenOff: CaseEvent = { kind: 'callEnded', outcome: 'broken-off' }
const replaced: CaseEvent = { kind: 'cardReplaced', attempt: 1, why: 'lost', oldCard: 'cancelled' } as never
const opened: CaseEvent = { ...journey.arrivalCallLogged, envelopeIntact: false }

describe('wait of a case', () => {
  const request = journey.requestReceived
  const table: readonly [string, readonly RecordedEvent[], Partial<CaseWait> | undefined][] = [
    ['a request: to be answered in 2 days', sameDay([request]), { kind: 'newRequest', since: '2026-11-20', due: '2026-11-22' }],
    [
      'items asked for: 7 days from the email',
      sameDay([request, journey.itemsAskedFor]),
      { kind: 'reply', since: '2026-11-23', due: '2026-11-30' },
    ],
    [
      'items asked for, reminded twice: 7 days from the last reminder',
      sameDay([request, journey.itemsAskedFor, reminder('reply', '2026-12-01'), reminder('reply', '2026-12-09')]),
      { kind: 'reply', since: '2026-11-23', due: '2026-12-16', reminded: { times: 2, on: '2026-12-09' } },
    ],
    [
      'a reminder that was withdrawn does not count',
      sameDay([request, journey.itemsAskedFor, reminder('reply', '2026-12-01'), { kind: 'reminderWithdrawn', of: 3 }]),
      { kind: 'reply', due: '2026-11-30' },
    ],
    [
      'a reminder of something else does not count',
      sameDay([request, journey.itemsAskedFor, reminder('arrival', '2026-12-01')]),
      { kind: 'reply', due: '2026-11-30' },
    ],
    [
      'everything is here: 5 days to arrange the call',
      sameDay([request, journey.itemsAskedFor, journey.itemsChecked]),
      { kind: 'call', since: '2026-11-23', due: '2026-11-28' },
    ],
    [
      'a call: due on its day, with its time and channel',
      sameDay(until('callArranged')),
      { kind: 'appointment', due: '2026-11-23', at: '2026-11-23T10:00', channel: 'teams' },
    ],
    [
      'a call broken off: 5 days to arrange the next',
      daily([...until('documentShown'), brokenOff]),
      { kind: 'call', since: '2026-12-06', due: '2026-12-11' },
    ],
    ['matched: 3 days to the printed card', daily(until('callEnded')), { kind: 'card', since: '2026-12-06', due: '2026-12-09' }],
    ['printed: 1 day to post', sameDay(until('labelChecked')), { kind: 'posting', since: '2026-11-23', due: '2026-11-24' }],
    ['posted: the carrier’s usual day and 2 more', sameDay(until('posted')), { kind: 'arrival', since: '2026-11-23', due: '2026-11-26' }],
    [
      'posted, asked whether it came: 2 days from then',
      sameDay([...until('posted'), reminder('arrival', '2026-11-27')]),
      { kind: 'arrival', due: '2026-11-29', reminded: { times: 1, on: '2026-11-27' } },
    ],
    [
      'arrived: the passcode is due that day',
      sameDay(until('arrivalCallLogged')),
      { kind: 'passcode', since: '2026-11-25', due: '2026-11-25' },
    ],
    [
      'arrived in an opened envelope: another card',
      sameDay([...until('posted'), opened]),
      { kind: 'card', since: '2026-11-23', due: '2026-11-26' },
    ],
    [
      'lost in the post: another card, from the day it was replaced',
      daily([...until('posted'), replaced]),
      { kind: 'card', since: '2026-12-16', due: '2026-12-19' },
    ],
    ['passcode texted: 7 days to the first log-in', sameDay(until('accessRecorded')), { kind: 'logIn', due: '2026-11-30' }],
    ['closed: nothing', sameDay(until('firstLogInConfirmed')), undefined],
    [
      'stopped: nothing',
      sameDay([...until('documentShown'), { kind: 'callEnded', outcome: 'not-matched', reasons: ['coached'] }]),
      undefined,
    ],
  ]
  test.each(table)('%s', (_name, events, expected) => {
    const wait = waitOf(events)
    if (expected === undefined) expect(wait).toBeUndefined()
    else expect(wait).toMatchObject(expected)
  })

  test('edition without due dates: says what is waited for, and never when', () => {
    const { dueDays: _days, ...old } = remote20200408
    expect(waitOf(sameDay([request, journey.itemsAskedFor]), old)).toEqual({ kind: 'reply', since: '2026-11-23' })
  })

  test('edition without a call: the card is due from the start', () => {
    const first: CaseEvent = {
      kind: 'identityProvedElsewhere',
      how: 'care-id',
      organisation: { odsCode: 'ZZ9', name: 'Invented Health Centre' },
      name: { given: 'Ann', family: 'Sample' },
      uuid: '555000111222',
    } as never
    expect(waitOf(sameDay([first]), provedElsewhere2026)).toEqual({ kind: 'card', since: '2026-11-23', due: '2026-11-28' })
  })
})

test('reminder that was withdrawn: is not counted', () => {
  const events = sameDay([
    journey.requestReceived,
    journey.itemsAskedFor,
    reminder('reply', '2026-12-01'),
    { kind: 'reminderWithdrawn', of: 3 },
  ])
  expect(waitOf(events)).not.toHaveProperty('reminded')
})

describe('due date', () => {
  test.each([
    ['2026-11-22', true, true],
    ['2026-11-23', false, true],
    ['2026-11-24', false, false],
    [undefined, false, false],
  ])('due %s, on 23 November', (due, overdue, byToday) => {
    const wait = due === undefined ? {} : { due }
    expect([isOverdue(wait, '2026-11-23'), isDueBy(wait, '2026-11-23')]).toEqual([overdue, byToday])
  })

  test('review of exceptional access: so many days after it was given', () => {
    expect(findReviewDay(remote20200408, '2026-11-23')).toBe('2026-12-23')
    expect(findReviewDay({}, '2026-11-23')).toBeUndefined()
  })
})
