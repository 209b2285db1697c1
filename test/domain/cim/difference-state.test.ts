import { describe, expect, test } from 'vitest'
import {
  differenceState,
  foldNotShown,
  foldShown,
  isForgotten,
  reopen,
  settle,
  type Compared,
  type DifferenceState,
} from '../../../domain/cim/difference-state.ts'
import type { Difference } from '../../../domain/cim/differences.ts'

const uuid = '555000000001'
const shown: Difference = {
  id: `ends-soon:${uuid}:42:2026-12-01`,
  kind: 'ends-soon',
  uuid,
  serial: '42',
  endsOn: '2026-12-01',
  from: ['smartcards'],
}
const batch = '22222222-2222-4222-8222-222222222222'
const comparedAt = (order: number, at = '2026-11-30T10:00:00.000Z', isCovered = true): Compared => ({
  at,
  orderOf: (kind) => (kind === 'smartcards' ? order : undefined),
  covers: () => isCovered,
})
const first = foldShown(undefined, shown, comparedAt(1))
const settled = (as: 'done' | 'accepted'): DifferenceState => settle(first, { as, at: '2026-11-30T11:00:00.000Z', batch })!

describe('state of a difference', () => {
  test('is open at first, and holds no name', () => {
    expect(differenceState.parse(first)).toEqual({
      id: shown.id,
      kind: 'ends-soon',
      uuid,
      serial: '42',
      endsOn: '2026-12-01',
      from: ['smartcards'],
      state: 'open',
      because: 'new',
      since: '2026-11-30T10:00:00.000Z',
      order: 1,
    })
    expect(foldShown(undefined, { ...shown, nameThere: 'Angharad Sample' }, comparedAt(1))).toEqual(first)
  })

  test('the same reports again change nothing', () => {
    for (const state of [first, settled('done'), settled('accepted')]) expect(foldShown(state, shown, comparedAt(1))).toBe(state)
  })

  test('done, and a later report still shows it: open again', () => {
    expect(foldShown(settled('done'), shown, comparedAt(2))).toMatchObject({ state: 'open', because: 'still-shown', batch })
  })

  test('accepted stays accepted while reports show it', () => {
    expect(foldShown(settled('accepted'), shown, comparedAt(2))).toMatchObject({ state: 'accepted', order: 2 })
  })

  test.each<[string, DifferenceState]>([
    ['open', first],
    ['done', settled('done')],
    ['accepted', settled('accepted')],
  ])('%s, and a later report no longer shows it: settles by itself; the next that shows it opens it again', (_, before) => {
    const gone = foldNotShown(before, comparedAt(2))
    expect(gone).toMatchObject({ state: 'gone', because: 'report', order: 2 })
    expect(foldNotShown(gone, comparedAt(3))).toBe(gone)
    expect(foldShown(gone, shown, comparedAt(3))).toMatchObject({ state: 'open', because: 'shown-again' })
  })

  test('gone without a later report: it was put right here', () => {
    expect(foldNotShown(first, comparedAt(1))).toMatchObject({ state: 'gone', because: 'here' })
  })

  test('a report that does not cover the person, or no report at all, settles nothing', () => {
    expect(foldNotShown(first, comparedAt(2, undefined, false))).toBe(first)
    expect(foldNotShown(first, { ...comparedAt(2), orderOf: () => undefined })).toBe(first)
  })

  test('only what is open is settled, and only what is settled is opened again', () => {
    const at = '2026-11-30T12:00:00.000Z'
    expect(settle(settled('done'), { as: 'accepted', at, batch })).toBeUndefined()
    expect(settle(foldNotShown(first, comparedAt(2)), { as: 'done', at, batch })).toBeUndefined()
    expect(reopen(first, { at })).toBeUndefined()
    expect(reopen(settled('accepted'), { at })).toMatchObject({ state: 'open', because: 'reopened' })
  })

  test('undo opens only what that act settled', () => {
    const at = '2026-11-30T12:00:00.000Z'
    expect(reopen(settled('done'), { at, batch })).toMatchObject({ state: 'open', because: 'undone' })
    expect(reopen(settled('done'), { at, batch: '33333333-3333-4333-8333-333333333333' })).toBeUndefined()
  })

  test('what is gone is forgotten after a year', () => {
    const gone = foldNotShown(first, comparedAt(2))
    expect(isForgotten(gone, '2027-11-29T10:00:00.000Z')).toBe(false)
    expect(isForgotten(gone, '2027-12-01T10:00:00.000Z')).toBe(true)
    expect(isForgotten(first, '2037-12-01T10:00:00.000Z')).toBe(false)
  })
})
