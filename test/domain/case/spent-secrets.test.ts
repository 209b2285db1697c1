import { expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { foldFacts } from '../../../domain/case/facts.ts'
import { findNamedSecrets, findSpentSecrets } from '../../../domain/case/spent-secrets.ts'
import { journey, record, until } from '../../fixtures/journey-events.ts'

const spentAfter = (events: readonly CaseEvent[]) => findSpentSecrets(foldFacts(record(events)))
const { passcodeId, pukId } = journey.cardWriteStarted
const { custodyId } = journey.phoneCodeTexted

test('nothing is spent while it is still needed', () => {
  expect(spentAfter(until('phoneCodeTexted'))).toEqual([])
  expect(spentAfter(until('passcodeTexted')).includes(passcodeId)).toBe(false)
})

const table: readonly { name: string; events: CaseEvent[]; spent: string[] }[] = [
  { name: 'numbers that were read back', events: until('phoneCodeVerified'), spent: [custodyId] },
  {
    name: 'numbers that a fresh set replaced',
    events: [...until('phoneCodeTexted'), { ...journey.phoneCodeTexted, attempt: 2, custodyId: passcodeId }],
    spent: [custodyId],
  },
  {
    name: 'passcode and PUK of a spoiled card',
    events: [...until('cardWriteStarted'), { kind: 'cardFailed', attempt: 1, outcome: 'spoiled', step: 'x', reason: 'y' }],
    spent: [custodyId, passcodeId, pukId],
  },
  {
    name: 'passcode and PUK of a card whose passcode is not known',
    events: [...until('cardWriteStarted'), { kind: 'cardFailed', attempt: 1, outcome: 'unknown', step: 'x', reason: 'y' }],
    spent: [custodyId, passcodeId, pukId],
  },
  {
    name: 'passcode and PUK of a card that was refused',
    events: [...until('cardWriteStarted'), { kind: 'cardFailed', attempt: 1, outcome: 'refused', step: 'x', reason: 'y' }],
    spent: [custodyId, passcodeId, pukId],
  },
  {
    name: 'nothing of a card that is finished later',
    events: [...until('cardWriteStarted'), { kind: 'cardFailed', attempt: 1, outcome: 'resumable', step: 'x', reason: 'y' }],
    spent: [custodyId],
  },
  {
    name: 'nothing of a card that failed before it had any',
    events: [...until('cisIdentityCreated'), { kind: 'cardFailed', attempt: 1, outcome: 'refused', step: 'x', reason: 'y' }],
    spent: [custodyId],
  },
  {
    name: 'no code that was read out wrong and may be read out again',
    events: [...until('phoneCodeTexted'), { kind: 'phoneCodeVerified', attempt: 1, result: 'different' }],
    spent: [],
  },
  {
    name: 'a passcode that has arrived, but not the PUK of a card in use',
    events: [...until('passcodeTexted'), { kind: 'passcodeTextSettled', arrived: true }],
    spent: [custodyId, passcodeId],
  },
  {
    name: 'numbers of a mobile that was changed meanwhile',
    events: [...until('phoneCodeTexted'), { ...journey.detailsRecorded, mobile: '+447700900456' }],
    spent: [custodyId],
  },
  {
    name: 'both of a card that was cancelled',
    events: [...until('cardWritten'), { kind: 'cardReplaced', attempt: 1, why: 'lost', oldCard: 'cancelled' }],
    spent: [custodyId, passcodeId, pukId],
  },
  {
    name: 'both when the case stopped after the card was written',
    events: [...until('cardWritten'), { kind: 'callEnded', outcome: 'not-matched' }],
    spent: [custodyId, passcodeId, pukId],
  },
  { name: 'both when the case is closed', events: until('firstLogInConfirmed'), spent: [custodyId, passcodeId, pukId] },
]
for (const { name, events, spent } of table) test(`spent: ${name}`, () => expect(spentAfter(events).sort()).toEqual([...spent].sort()))

test('named: every secret of the case, spent or not, and none of a card that had none', () => {
  const failed: CaseEvent = { kind: 'cardFailed', attempt: 2, outcome: 'refused', step: 'x', reason: 'y' }
  expect(findNamedSecrets(foldFacts(record([...until('cardWriteStarted'), failed])))).toEqual([custodyId, passcodeId, pukId])
  expect(findNamedSecrets(foldFacts(record(until('requestReceived'))))).toEqual([])
})
