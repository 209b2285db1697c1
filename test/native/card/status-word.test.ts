import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedNothing, isRefusedByRules, statusFailure } from '../../../native/card/status-word.ts'

describe('status words', () => {
  test.each([
    [0x63c2, 'passcode-wrong', 2],
    [0x63c1, 'passcode-wrong', 1],
    [0x63c0, 'passcode-blocked', 0],
    [0x6983, 'passcode-blocked', undefined],
    [0x6982, 'not-authorised', undefined],
    [0x6a82, 'object-not-found', undefined],
    [0x6a84, 'card-full', undefined],
    [0x6700, 'wrong-length', undefined],
    [0x6a80, 'wrong-data', undefined],
    [0x6d00, 'not-supported', undefined],
    [0x6581, 'memory-failure', undefined],
    [0x6f00, 'card-fault', undefined],
    [0x6881, 'not-supported', undefined],
    [0x6882, 'not-supported', undefined],
    [0x6883, 'conditions-not-met', undefined],
    [0x6884, 'not-supported', undefined],
    [0x6985, 'conditions-not-met', undefined],
    [0x6a81, 'not-supported', undefined],
    [0x6a86, 'not-supported', undefined],
    [0x6a88, 'key-not-found', undefined],
    [0x6e00, 'not-supported', undefined],
    [0x63d2, 'unknown-status', undefined],
    [0x0042, 'unknown-status', undefined],
  ])('%i is %s', (sw, code, triesLeft) => {
    const failure = statusFailure(sw)!
    expect(failure.code).toBe(code)
    expect(failure.triesLeft).toBe(triesLeft)
    expect(failure.sw).toBe(sw)
  })

  test('9000 is none', () => expect(statusFailure(0x9000)).toBeUndefined())

  test('9000 alone is not a failure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (sw) => {
        const failure = statusFailure(sw)
        expect(failure === undefined).toBe(sw === 0x9000)
        if (failure) {
          expect(failure.message.length).toBeGreaterThan(10)
          expect(failure.next.length).toBeGreaterThan(10)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('an unknown word is raised with its hex', () => {
    expect(statusFailure(0x6f42)).toMatchObject({ code: 'unknown-status', message: expect.stringContaining('6F42') as string })
    expect(statusFailure(0x0042)).toMatchObject({ message: expect.stringContaining('0042') as string })
  })

  test('attempts are worded to fit the number', () => {
    expect(statusFailure(0x63c2)!.message).toContain('2 attempts are left')
    expect(statusFailure(0x63c1)!.message).toContain('1 attempt is left')
  })

  test.each([
    [0x6982, true],
    [0x6a80, true],
    [0x63c2, true],
    [0x6400, true],
    [0x6581, false],
    [0x6f00, false],
    [0x9004, false],
    [0x6300, false],
    [0x63d2, false],
    [0x6600, false],
    [0x6700, true],
    [0x6e00, true],
  ])('after %i nothing has changed: %s', (sw, unchanged) => {
    expect(changedNothing(statusFailure(sw)!)).toBe(unchanged)
  })

  test('a loss of the card promises nothing', () => {
    expect(changedNothing({ code: 'card-removed', message: '', next: '' })).toBe(false)
  })

  test.each([
    [0x6985, true],
    [0x6a80, true],
    [0x6982, true],
    [0x6983, false],
    [0x6700, false],
    [0x63c2, false],
  ])('%i says that a passcode breaks the card’s own rules: %s', (sw, broken) => {
    expect(isRefusedByRules(statusFailure(sw)!)).toBe(broken)
  })

  test('a loss of the card says nothing of its rules', () => {
    expect(isRefusedByRules({ code: 'card-removed', message: '', next: '' })).toBe(false)
  })
})
