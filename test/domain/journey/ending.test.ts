import { expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { findSpentSecrets } from '../../../domain/case/spent-secrets.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, viewAfter } from '../../support/ask-case.ts'

const end: CaseEvent = { kind: 'caseEnded', why: 'withdrawn', note: 'The sponsor wrote.' }
const reopen: CaseEvent = { kind: 'caseReopened', why: 'The sponsor asked again.' }

test.each<[name: string, events: CaseEvent[], code: string | undefined]>([
  ['after the request', until('requestReceived'), undefined],
  ['after the call', until('callEnded'), undefined],
  ['with a half written card', until('cardWriteStarted'), 'card-half-written'],
  ['with a written card that is still here', until('cardWritten'), 'card-may-be-live'],
  [
    'after that card was destroyed',
    [...until('cardWritten'), { kind: 'cardReplaced', attempt: 1, why: 'other', oldCard: 'destroyed' }],
    undefined,
  ],
  ['with a posted card', until('posted'), undefined],
  [
    'while it is not known whether the passcode was sent',
    [...until('arrivalCallLogged'), { ...journey.passcodeTexted, outcome: 'unknown' }],
    'text-unsettled',
  ],
  ['when it is closed', until('firstLogInConfirmed'), 'case-closed'],
  ['when it was ended already', [...until('requestReceived'), end], 'case-stopped'],
])('ending a case: %s', (_name, events, code) => {
  expect(codeAfter(events, end)).toBe(code)
})

test('ended case: nothing but a note goes on, and its steps are as they were', () => {
  const events = [...until('callEnded'), end]
  expect(viewAfter(events).status).toBe('stopped')
  expect(viewAfter(events).nextStep).toBeUndefined()
  expect(codeAfter(events, journey.cisIdentityCreated)).toBe('case-stopped')
  expect(codeAfter(events, { kind: 'noteAdded', note: 'Filed' })).toBeUndefined()
})

test('ended case: the passcode of a posted card is of no use any more', () => {
  const { passcodeId, pukId } = journey.cardWriteStarted
  expect(findSpentSecrets(viewAfter(until('posted')).facts)).not.toContain(passcodeId)
  expect(findSpentSecrets(viewAfter([...until('posted'), end]).facts)).toEqual(expect.arrayContaining([passcodeId, pukId]))
})

test.each<[name: string, events: CaseEvent[], code: string | undefined]>([
  ['that was ended', [...until('callEnded'), end], undefined],
  ['that was not ended', until('callEnded'), 'not-ended'],
  ['that was reopened already', [...until('callEnded'), end, reopen], 'not-ended'],
  ['whose posted card has no passcode any more', [...until('posted'), end], 'card-may-be-live'],
  ['that did not match on the call', [...until('documentShown'), { kind: 'callEnded', outcome: 'not-matched' }], 'not-ended'],
])('reopening a case: %s', (_name, events, code) => {
  expect(codeAfter(events, reopen)).toBe(code)
})

test('reopened case: goes on where it was', () => {
  const before = viewAfter(until('callEnded'))
  const after = viewAfter([...until('callEnded'), end, reopen])
  expect(after.status).toBe('open')
  expect(after.nextStep).toBe(before.nextStep)
  expect(codeAfter([...until('callEnded'), end, reopen], journey.cisIdentityCreated)).toBeUndefined()
})
