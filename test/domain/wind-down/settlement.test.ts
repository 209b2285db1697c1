import { describe, expect, test } from 'vitest'
import { undoKinds } from '../../../domain/case/to-undo.ts'
import { decisions, mayBeSettled, settledWays, waysOf } from '../../../domain/wind-down/settlement.ts'

describe('ways to settle', () => {
  test('a flagged identity is settled by a proof, a decision to keep, a closed profile or as a mistake', () => {
    const found = decisions.flatMap((decision) =>
      settledWays.filter((way) => mayBeSettled(decision, way, 'flagged-identity')).map((way) => `${decision} ${way}`),
    )
    expect(found.filter((one) => !one.endsWith('mistake'))).toEqual(['reverify proved', 'keep kept', 'deregister profile-closed'])
  })
  test('every kind can be settled under some decision', () => {
    for (const kind of undoKinds)
      expect(decisions.some((decision) => waysOf(decision).some((way) => way !== 'mistake' && mayBeSettled(decision, way, kind)))).toBe(
        true,
      )
  })
})

test('ways to settle: the whole table, by decision and way', () => {
  const whole = decisions.map((decision) => [
    decision,
    waysOf(decision).map((way) => `${way}: ${undoKinds.filter((kind) => mayBeSettled(decision, way, kind)).join(' ')}`),
  ])
  const every = 'flagged-identity exceptional-access covid-role temporary-access card'
  const access = 'exceptional-access covid-role temporary-access'
  expect(Object.fromEntries(whole)).toEqual({
    reverify: ['proved: flagged-identity', `kept: ${access} card`, 'cancelled: card', `mistake: ${every}`],
    keep: [`kept: ${every}`, 'cancelled: card', `mistake: ${every}`],
    rescind: [`rescinded: ${access}`, `ended: ${access}`, 'cancelled: card', `mistake: ${every}`],
    deregister: ['cancelled: card', `profile-closed: ${every}`, `mistake: ${every}`],
  })
  expect(mayBeSettled('keep', 'proved', 'flagged-identity')).toBe(false)
})
