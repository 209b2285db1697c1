import { describe, expect, test } from 'vitest'
import { checkDecision, findSettled, type SettlementInput } from '../../../domain/wind-down/acts.ts'
import type { Decision } from '../../../domain/wind-down/settlement.ts'

const since = '2026-11-20T09:00:00.000Z'
const open = [
  { key: 'flag', kind: 'flagged-identity', since },
  { key: 'role', kind: 'covid-role', since },
  { key: 'ended', kind: 'temporary-access', since, until: '2026-11-25' },
  { key: 'card', kind: 'card', since },
] as const
const done = { on: '2026-11-30', reference: 'INVENTED-1' } as const
const today = '2026-11-30'

describe('wind-down decision', () => {
  test.each([
    ['reverify without a reason', { decision: 'reverify' }, undefined],
    ['rescind without a reason', { decision: 'rescind' }, undefined],
    ['keep without a reason', { decision: 'keep', decidedBy: 'Invented Manager' }, 'reason-needed'],
    ['keep without who decided', { decision: 'keep', why: 'Proved' }, 'reason-needed'],
    ['keep with both', { decision: 'keep', why: 'Proved', decidedBy: 'Invented Manager' }, undefined],
    ['close the profile without a reason', { decision: 'deregister' }, 'reason-needed'],
    ['close the profile with a reason', { decision: 'deregister', why: 'Left' }, undefined],
  ] as const)('%s: %s', (_name, input, code) => {
    const checked = checkDecision(open, input)
    expect(checked.ok ? undefined : checked.error.code).toBe(code)
  })
  test('is refused where nothing is left', () => {
    const checked = checkDecision([], { decision: 'reverify' })
    expect(checked.ok ? undefined : checked.error.code).toBe('nothing-left')
  })
})

describe('wind-down settlement', () => {
  const settle = (decision: Decision | undefined, input: SettlementInput) => {
    const found = findSettled(open, decision, input, today)
    return found.ok ? found.value : found.error.code
  }
  test.each<[string, Decision | undefined, SettlementInput, string | string[]]>([
    ['before a decision', undefined, { how: 'rescinded', ...done }, 'decide-first'],
    ['access by a rescind', 'rescind', { how: 'rescinded', ...done }, ['role', 'ended']],
    ['the identity only by a re-verification', 'reverify', { how: 'proved', ...done }, ['flag']],
    ['never the identity by a rescind', 'rescind', { how: 'proved', ...done }, 'way-not-for-kind'],
    ['everything by a closed profile', 'deregister', { how: 'profile-closed', ...done }, ['flag', 'role', 'ended', 'card']],
    ['a card in CIS, under every decision', 'reverify', { how: 'cancelled', ...done }, ['card']],
    ['of the kinds that are named', 'deregister', { how: 'profile-closed', ...done, kinds: ['card'] }, ['card']],
    ['what stays with somebody who was proved', 'reverify', { how: 'kept', on: today, note: 'Works here' }, ['role', 'ended', 'card']],
    ['without a reference', 'rescind', { how: 'rescinded', on: today }, 'reason-needed'],
    ['kept without a reason', 'keep', { how: 'kept', ...done }, 'reason-needed'],
    [
      'a mistake with a reason, without a reference',
      'keep',
      { how: 'mistake', on: today, note: 'Twice' },
      ['flag', 'role', 'ended', 'card'],
    ],
    ['on the day from which it is there', 'rescind', { how: 'rescinded', on: '2026-11-20', reference: 'x' }, ['role', 'ended']],
    ['as ended on its last day', 'rescind', { how: 'ended', on: '2026-11-25', kinds: ['temporary-access'] }, ['ended']],
    ['a mistake without a reason', 'keep', { how: 'mistake', on: today, reference: 'x' }, 'reason-needed'],
    ['on a later day', 'rescind', { how: 'rescinded', on: '2026-12-01', reference: 'x' }, 'not-in-time'],
    ['before it was there', 'rescind', { how: 'rescinded', on: '2026-11-19', reference: 'x' }, 'not-in-time'],
    ['as ended, where not all of it has ended', 'rescind', { how: 'ended', on: today }, 'not-ended-yet'],
    ['as ended, what has ended', 'rescind', { how: 'ended', on: today, kinds: ['temporary-access'] }, ['ended']],
    ['as ended on a day before its end', 'rescind', { how: 'ended', on: '2026-11-24', kinds: ['temporary-access'] }, 'not-ended-yet'],
  ])('%s', (_name, decision, input, expected) => expect(settle(decision, input)).toEqual(expected))
})

test('wind-down settlement: is refused where nothing is left', () => {
  const found = findSettled([], 'rescind', { how: 'rescinded', ...done }, today)
  expect(found.ok ? undefined : found.error.code).toBe('nothing-left')
})
test('wind-down settlement: one that began later than the day is enough to refuse all', () => {
  const later = [...open, { key: 'new', kind: 'covid-role', since: '2026-11-30T09:00:00.000Z' }] as const
  const found = findSettled(later, 'rescind', { how: 'rescinded', on: '2026-11-29', reference: 'x' }, today)
  expect(found.ok ? undefined : found.error.code).toBe('not-in-time')
})
