import { expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { describeEvent } from '../../../domain/case/describe.ts'
import { evidenceOf, until } from '../../fixtures/journey-events.ts'
import { codeAfter, remote20200408, viewAfter } from '../../support/ask-case.ts'

const erased = (digit: number, days = 30): CaseEvent => ({
  kind: 'erased',
  what: 'documents',
  evidenceIds: [evidenceOf(digit).evidenceId],
  days,
  countedFrom: '2026-11-26',
})
const hold = (held: boolean): CaseEvent => ({ kind: 'heldFromErasing', held, why: 'Complaint' })
const closed = until('firstLogInConfirmed')

test('deletion: allowed in a closed and in a stopped case', () => {
  const stopped: CaseEvent[] = [...until('documentShown'), { kind: 'callEnded', outcome: 'not-matched' }]
  for (const events of [closed, stopped, until('posted')])
    for (const event of [erased(3), hold(true)]) expect(codeAfter(events, event)).toBeUndefined()
})

test('deletion: every scan that is gone is known, the last deletion of each kind is kept', () => {
  const { facts } = viewAfter([...closed, erased(3), erased(4)])
  expect(facts.erasedEvidence).toEqual([evidenceOf(3).evidenceId, evidenceOf(4).evidenceId])
  expect(facts.erased.documents?.evidenceIds).toEqual([evidenceOf(4).evidenceId])
})

test('hold: the last word counts', () => {
  expect(viewAfter([...closed, hold(true)]).facts.held?.why).toBe('Complaint')
  expect(viewAfter([...closed, hold(true), hold(false)]).facts).not.toHaveProperty('held')
})

test('deletion in words: one day or several', () => {
  expect(describeEvent(erased(3, 1), remote20200408).lines[0]).toContain('1 day after 26 November 2026')
  expect(describeEvent(erased(3, 30), remote20200408).lines[0]).toContain('30 days after')
})
