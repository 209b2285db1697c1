import { expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { findToUndo } from '../../../domain/case/to-undo.ts'
import { journey, record, SERIAL, until } from '../../fixtures/journey-events.ts'
import { provedElsewhere2026, elsewhere, viewAfter } from '../../support/ask-case.ts'

const undo = (events: readonly CaseEvent[], edition?: Parameters<typeof viewAfter>[1]) =>
  findToUndo({ events: record(events) }, viewAfter(events, edition)).map(({ since: _since, ...rest }) => rest)

test('nothing to undo before an identity is created', () => {
  expect(undo(until('callEnded'))).toEqual([])
})

test('an identity with flag values and a card that is out', () => {
  expect(undo(until('posted'))).toEqual([
    { kind: 'flagged-identity', odsCode: 'ZZ9' },
    { kind: 'card', serial: SERIAL, odsCode: 'ZZ9' },
  ])
})

test.each<[act: string, event: CaseEvent, left: boolean]>([
  ['replaced and cancelled', { kind: 'cardReplaced', attempt: 1, why: 'locked', oldCard: 'cancelled' }, false],
  ['replaced and destroyed', { kind: 'cardReplaced', attempt: 1, why: 'damaged', oldCard: 'destroyed' }, false],
  ['of a case that was ended', { kind: 'caseEnded', why: 'withdrawn', note: 'x' }, true],
])('card to undo: %s', (_act, event, left) => {
  expect(undo([...until('posted'), event]).some(({ kind }) => kind === 'card')).toBe(left)
})

test.each([
  [{ name: 'Pharmacist', odsCode: 'FFFFF', from: '2026-11-20', to: '2027-11-19', reason: 'Cover' }, 'exceptional-access'],
  [{ name: 'Locum pharmacist – COVID-19', odsCode: 'ZZ9', from: '2026-11-20' }, 'covid-role'],
  [{ name: 'Receptionist', odsCode: 'ZZ8', from: '2026-11-20', to: '2027-01-31' }, 'temporary-access'],
  [{ name: 'Receptionist', odsCode: 'ZZ8', from: '2026-11-20' }, undefined],
])('access to undo: %o is %s', (position, kind) => {
  const events: CaseEvent[] = [...until('passcodeTexted'), { ...journey.accessRecorded, positions: [position] }]
  const found = undo(events).filter((one) => one.kind !== 'flagged-identity' && one.kind !== 'card')
  expect(found).toEqual(
    kind ? [{ kind, odsCode: position.odsCode, ...('to' in position && position.to ? { until: position.to } : {}) }] : [],
  )
})

test('an identity that was proved elsewhere has no flag values', () => {
  expect(undo([elsewhere.identityProvedElsewhere], provedElsewhere2026)).toEqual([])
})
