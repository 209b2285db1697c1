import { describe, expect, test } from 'vitest'
import { attemptsOfNewCard, cardStock, judgeAttempts, sameStock, USUAL_ATTEMPTS } from '../../../domain/card/attempts.ts'

describe('attempts of a card that does not say how many it allows', () => {
  test.each([
    ['the usual 3', 3, undefined, 'unused'],
    ['5, and nothing is known', 5, undefined, 'ask'],
    ['15, and nothing is known', 15, undefined, 'ask'],
    ['2, and nothing is known', 2, undefined, 'ask'],
    ['1: no card comes so', 1, undefined, 'tried'],
    ['none', 0, undefined, 'locked'],
    ['none, of 5', 0, 5, 'locked'],
    ['as many as the stock', 5, 5, 'unused'],
    ['fewer than the stock', 4, 5, 'tried'],
    ['the usual 3, of a stock with 5', 3, 5, 'tried'],
    ['more than the stock', 6, 5, 'ask'],
    ['the usual 3, of a stock with 2', 3, 2, 'ask'],
    ['not told', undefined, 5, 'untold'],
  ] as const)('%s', (_what, left, learnt, verdict) => {
    expect(judgeAttempts({ left, total: undefined, learnt })).toBe(verdict)
  })
})

describe('attempts of a card that says how many it allows: only its own word counts', () => {
  for (const total of [2, 3, 5, 15])
    for (const learnt of [undefined, 3, 10])
      test(`${String(total)} allowed, the stock ${String(learnt)}`, () => {
        expect(judgeAttempts({ left: total, total, learnt })).toBe('unused')
        expect(judgeAttempts({ left: total - 1, total, learnt })).toBe('tried')
        expect(judgeAttempts({ left: 0, total, learnt })).toBe('locked')
      })
})

test('what can be learnt of attempts, and of which cards', () => {
  expect([1, 2, 15, 16].map((attempts) => attemptsOfNewCard.safeParse(attempts).success)).toEqual([false, true, true, false])
  expect(attemptsOfNewCard.safeParse(USUAL_ATTEMPTS).success).toBe(true)
  expect(cardStock.safeParse({ box: 'Box 1' }).success).toBe(true)
  expect(cardStock.safeParse({ box: '' }).success).toBe(false)
  expect(cardStock.safeParse({ atr: '3B8001' }).success).toBe(true)
  expect(cardStock.safeParse({ box: 'Box 1', atr: '3B8001' }).success).toBe(false)
  expect(sameStock({ box: 'Box 1' }, { box: 'Box 1' })).toBe(true)
  expect(sameStock({ box: 'Box 1' }, { box: 'Box 2' })).toBe(false)
  expect(sameStock({ atr: '3B8001' }, { atr: '3B8001' })).toBe(true)
  expect(sameStock({ atr: '3B8001' }, { atr: '3B8002' })).toBe(false)
  expect(sameStock({ box: '3B8001' }, { atr: '3B8001' })).toBe(false)
})
