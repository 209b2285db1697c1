import { describe, expect, test } from 'vitest'
import { attemptState, readOut } from '../../../../../renderer/features/steps/phone-code/attempt-state.ts'

describe('the numbers', () => {
  const attempt = {
    attempt: 1,
    to: '+447700900123',
    route: 'modem',
    outcome: 'sent',
    textedAt: '2026-11-23T10:00:00.000Z',
    expiresAt: '2026-11-23T10:15:00.000Z',
    custodyId: 'x',
    tries: 0,
    result: 'waiting',
  } as const
  const at = (time: string) => new Date(`2026-11-23T${time}Z`)

  test.each([
    ['09:59:59', '15 minutes left'],
    ['10:00:00', '15 minutes left'],
    ['10:00:01', '15 minutes left'],
    ['10:13:59', '2 minutes left'],
    ['10:14:00', '60 seconds left'],
    ['10:14:59', '1 second left'],
  ])('at %s: %s', (time, timeLeft) => {
    expect(attemptState(attempt, 3, at(time))).toEqual({ kind: 'waiting', triesLeft: 3, differed: false, timeLeft })
  })

  test.each([
    ['none were texted', undefined, '10:00:00', 'none'],
    ['their time is over', attempt, '10:15:00', 'expired'],
    ['main said that they are too old', { ...attempt, result: 'expired' }, '10:01:00', 'expired'],
    ['they were read out wrongly three times', { ...attempt, tries: 3, result: 'different' }, '10:01:00', 'used-up'],
    ['they were read out rightly, however long ago', { ...attempt, tries: 1, result: 'same' }, '11:00:00', 'same'],
  ] as const)('%s', (_name, value, time, kind) => {
    expect(attemptState(value, 3, at(time)).kind).toBe(kind)
  })

  test('after one wrong try two are left', () => {
    expect(attemptState({ ...attempt, tries: 1, result: 'different' }, 3, at('10:01:00'))).toMatchObject({ triesLeft: 2, differed: true })
  })

  test.each(['004217', '004 217', '0 0 4 2 1 7', '004-217', '00–42–17', '004, 217.'])('%s is 004217', (typed) => {
    expect(readOut(typed)).toBe('004217')
  })
})
