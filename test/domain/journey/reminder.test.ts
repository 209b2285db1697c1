import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, viewAfter, worldOn } from '../../support/ask-case.ts'

const asked: readonly CaseEvent[] = [journey.requestReceived, journey.itemsAskedFor]
const sent: CaseEvent = { kind: 'reminderSent', about: 'reply', on: '2026-11-30' }
const withdrawn = (of: number): CaseEvent => ({ kind: 'reminderWithdrawn', of })

describe('reminder', () => {
  const table: readonly [string, readonly CaseEvent[], CaseEvent, string | undefined][] = [
    ['sent today', asked, sent, undefined],
    ['sent tomorrow', asked, { ...sent, on: '2026-12-01' } as CaseEvent, 'not-in-time'],
    ['in a closed case', until('firstLogInConfirmed'), sent, 'case-closed'],
    ['withdrawn', [...asked, sent], withdrawn(3), undefined],
    ['withdrawn twice', [...asked, sent, withdrawn(3)], withdrawn(3), 'not-on-the-list'],
    ['withdrawn: another event of the case', [...asked, sent], withdrawn(2), 'not-on-the-list'],
  ]
  test.each(table)('%s', (_name, events, event, code) => expect(codeAfter(events, event, { world: worldOn('2026-11-30') })).toBe(code))

  test('those that were withdrawn do not count', () => {
    expect(viewAfter([...asked, sent, sent, withdrawn(3)]).facts.reminders.map(({ seq }) => seq)).toEqual([4])
  })
})
