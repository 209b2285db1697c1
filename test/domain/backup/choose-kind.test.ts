import { describe, expect, test } from 'vitest'
import { findWholeReason, isTooMuchChanged, type KindFacts } from '../../../domain/backup/choose-kind.ts'

const setting = { appVersion: '1.0.0', keyVersion: 3, recipients: ['age1station', 'age1recovery'], destroyed: 66, limits: 'aa' }
const madeAt = '2026-11-20T09:00:00.000Z'
const facts: KindFacts = {
  now: new Date('2026-11-24T09:00:00.000Z'),
  base: { ...setting, madeAt, isTested: true, isUnaltered: true, isContinued: true },
  setting,
}
type Base = Partial<KindFacts['base']>

describe('whole backup or only the changes', () => {
  test('a tested whole backup of the same setting, not too old: the changes are enough', () => {
    expect(findWholeReason(facts)).toBeUndefined()
  })

  test.each<readonly [string, Base]>([
    ['not-tested', { isTested: false }],
    ['altered', { isUnaltered: false }],
    ['other-version', { appVersion: '0.9.0' }],
    ['other-recipients', { recipients: ['age1station', 'age1older'] }],
    ['other-recipients', { recipients: ['age1other', 'age1recovery'] }],
    ['other-recipients', { recipients: ['age1station'] }],
    ['key-rotated', { keyVersion: 2 }],
    ['key-destroyed', { destroyed: 33 }],
    ['other-limits', { limits: 'bb' }],
    ['other-history', { isContinued: false }],
    ['too-old', { madeAt: '2026-11-17T09:00:00.000Z' }],
    ['too-old', { madeAt: '2026-11-24T09:00:00.001Z' }],
  ])('a whole one, because of: %s (%j)', (reason, change) => {
    expect(findWholeReason({ ...facts, base: { ...facts.base, ...change } })).toBe(reason)
  })

  test.each([
    ['2026-11-27T08:59:59.999Z', undefined],
    ['2026-11-27T09:00:00.000Z', 'too-old'],
    ['2026-11-20T09:00:00.000Z', undefined],
  ])('seven days after the whole one: at %s, %s', (now, reason) => {
    expect(findWholeReason({ ...facts, now: new Date(now) })).toBe(reason)
  })

  test.each([
    [25, 100, false],
    [26, 100, true],
    [0, 0, false],
  ])('changes of %i bytes against %i', (changes, whole, isTooMuch) => {
    expect(isTooMuchChanged(changes, whole)).toBe(isTooMuch)
  })
})
