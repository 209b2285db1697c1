import { describe, expect, test } from 'vitest'
import type { CaseWait } from '../../../domain/case/due-dates.ts'
import { describeDue, describeWait } from '../../../domain/case/wait-words.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'

const today = '2026-11-30'

describe('wait in words', () => {
  const table: readonly [CaseWait, string][] = [
    [{ kind: 'newRequest', since: today }, 'Requested today, items not asked for'],
    [{ kind: 'newRequest', since: '2026-11-29' }, 'Requested 1 day ago, items not asked for'],
    [{ kind: 'reply', since: today }, 'Items asked for today'],
    [{ kind: 'reply', since: '2026-11-21' }, 'No reply for 9 days'],
    [
      { kind: 'reply', since: '2026-11-21', reminded: { times: 2, on: '2026-11-28' } },
      'No reply for 9 days, reminded twice, last on 28 November 2026',
    ],
    [{ kind: 'call', since: '2026-11-28' }, 'Ready for a call for 2 days'],
    [{ kind: 'appointment', since: '2026-11-28', at: '2026-11-30T14:30', channel: 'teams' }, 'Call today at 14:30, Microsoft Teams'],
    [
      { kind: 'appointment', since: '2026-11-20', at: '2026-11-28T09:00', channel: 'teams' },
      'Call was on 28 November 2026 at 09:00, no outcome recorded',
    ],
    [{ kind: 'appointment', since: '2026-11-20', at: '2026-12-02T09:00', channel: 'Whereby' }, 'Call on 2 December 2026 at 09:00, Whereby'],
    [{ kind: 'card', since: '2026-11-29' }, 'Card to make, waiting 1 day'],
    [{ kind: 'posting', since: '2026-11-28' }, 'Card printed 2 days ago, not posted'],
    [{ kind: 'arrival', since: '2026-11-23' }, 'Posted 7 days ago, arrival not confirmed'],
    [{ kind: 'passcode', since: today }, 'Card arrived today, passcode not texted'],
    [{ kind: 'logIn', since: '2026-11-23' }, 'Passcode texted 7 days ago, first log-in not confirmed'],
  ]
  test.each(table)('%j: %s', (wait, words) => expect(describeWait(wait, today, remote20200408)).toBe(words))

  test.each([
    ['2026-11-28', '2 days overdue'],
    ['2026-11-29', '1 day overdue'],
    ['2026-11-30', 'Due today'],
    ['2026-12-01', 'Due 1 December 2026'],
    [undefined, undefined],
  ])('due %s: %s', (due, words) => expect(describeDue(due === undefined ? {} : { due }, today)).toBe(words))
})
