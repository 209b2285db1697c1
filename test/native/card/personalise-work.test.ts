import { describe, expect, test } from 'vitest'
import { mayHaveWritten } from '../../../native/card/personalise-journal.ts'
import { cardOf, fail, isFull, ok, skip, writesForGood, type StepDetail, type StepName } from '../../../native/card/personalise-work.ts'

describe('personalisation work', () => {
  test.each([
    ['reads', false],
    ['tries', false],
    ['writes', true],
    ['secret', true],
  ] as const)('after a step that %s, the card is blank no more: %s', (kind, expected) => {
    expect(writesForGood({ kind })).toBe(expected)
  })

  test.each<[string, readonly StepName[], Readonly<Partial<Record<StepName, StepDetail>>>, boolean]>([
    ['nothing was begun', [], {}, false],
    ['a step that reads was begun', ['recognise'], {}, false],
    ['a step that tries was done', [], { 'try-room': {} }, false],
    ['a step that makes a key was done', [], { 'try-key': {} }, true],
    ['a step that writes was begun', ['write-chuid'], {}, true],
    ['a step that writes was done', [], { 'write-chuid': {} }, true],
    ['a step that writes was skipped', [], { 'set-retries': { skipped: 'yes' } }, false],
    ['a step that writes was skipped, and begun again', ['set-retries'], { 'set-retries': { skipped: 'yes' } }, true],
    ['a secret was begun', ['puk'], {}, true],
  ])('%s: the card may hold something for good', (_, open, done, expected) => {
    const map = new Map(Object.entries(done) as [StepName, StepDetail][])
    expect(mayHaveWritten({ serial: '42', done: map, open: new Set(open) })).toBe(expected)
  })

  test('what the objects of a card say of it: its number, and the day', () => {
    expect(cardOf({ serial: '42', now: () => '2026-11-23T23:59:59.000Z' })).toEqual({ serial: '42', issuedOn: '2026-11-23' })
  })

  test.each([
    [{ left: 3, total: 3 }, 3, true],
    [{ left: 2, total: 3 }, 3, false],
    [{ left: 5, total: 5 }, 3, true],
    [{ left: 3, total: 5 }, 3, false],
    [{ left: 3, total: undefined }, 3, true],
    [{ left: 2, total: undefined }, 3, false],
    [{ left: undefined, total: 3 }, 3, false],
    [undefined, 3, false],
  ] as const)('%o of %i: no attempt was used: %s', (tries, otherwise, expected) => {
    expect(isFull(tries, otherwise)).toBe(expected)
  })

  test('the outcomes of a step', () => {
    expect(ok()).toEqual({ ok: true, value: {} })
    expect(skip()).toEqual({ ok: true, value: { skipped: 'yes' } })
    expect(skip('It has one.')).toEqual({ ok: true, value: { skipped: 'yes', note: 'It has one.' } })
    expect(fail('not-blank', 'It is not blank.', 'Take another.')).toEqual({
      ok: false,
      error: { code: 'not-blank', message: 'It is not blank.', next: 'Take another.' },
    })
  })
})
