import { describe, expect, test } from 'vitest'
import type { CaseSummary } from '../../../../../domain/case/summary.ts'
import { remote20200408 } from '../../../../../domain/guidance/editions/remote-2020-04-08.ts'
import { draftReminder, eventOf, inverseOf, planBulk, type BulkAct } from '../../../../../renderer/features/pages/work-list/bulk-plan.ts'
import { summaryOf } from '../../../client/fakes.ts'

const today = '2026-11-30'
const reply: CaseSummary = { ...summaryOf('reply'), wait: { kind: 'reply', since: '2026-11-20' } }
const call: CaseSummary = { ...summaryOf('call'), wait: { kind: 'call', since: '2026-11-20' } }
const away: CaseSummary = { ...summaryOf('away'), status: 'handed-over' }
const closed: CaseSummary = { ...summaryOf('closed'), status: 'closed' }
const all = [reply, call, away, closed]

describe('act on several cases', () => {
  const table: readonly [BulkAct, string, string][] = [
    ['note', 'reply call closed', 'away'],
    ['hold', 'reply call closed', 'away'],
    ['reminder', 'reply', 'call away closed'],
  ]
  test.each(table)('%s: on %s, and says why not on %s', (act, cases, leftOut) => {
    const plan = planBulk(act, all)
    expect(plan.cases.map(({ caseId }) => caseId).join(' ')).toBe(cases)
    expect(plan.leftOut.map(({ one }) => one.caseId).join(' ')).toBe(leftOut)
    for (const { why } of plan.leftOut) expect(why).toMatch(/^[A-Z]/)
  })

  test('event and its inverse', () => {
    expect(eventOf('note', call, 'Called', today)).toEqual({ kind: 'noteAdded', note: 'Called' })
    expect(eventOf('reminder', reply, '', today)).toEqual({ kind: 'reminderSent', about: 'reply', on: today })
    expect(eventOf('reminder', reply, 'By email', today)).toMatchObject({ note: 'By email' })
    expect(() => eventOf('reminder', call, '', today)).toThrow()
    expect([inverseOf('note', 7), inverseOf('reminder', 8)]).toEqual([
      { kind: 'noteWithdrawn', of: 7 },
      { kind: 'reminderWithdrawn', of: 8 },
    ])
  })

  test('draft of a reminder: names the registrant, the organisation and the agent; none where the edition has none', () => {
    const by = { agentName: 'Sample Agent', serviceProvider: 'Invented RA Service' }
    const draft = draftReminder(reply, remote20200408, by)!
    for (const words of ['Dear Sample Person', 'Sampleton Surgery', 'Sample Agent', 'Invented RA Service'])
      expect(draft.body).toContain(words)
    expect(`${draft.subject}${draft.body}`).not.toMatch(/[{}]/)
    expect(draftReminder(reply, {}, by)).toBeUndefined()
  })
})
