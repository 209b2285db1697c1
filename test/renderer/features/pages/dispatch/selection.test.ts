import { describe, expect, it } from 'vitest'
import type { CaseSummary } from '../../../../../domain/case/summary.ts'
import { cardsInWords, leftOutWarning } from '../../../../../renderer/features/shared/after-call/cards-in-words.ts'
import { chosenOf, leftOutFor, listWaiting, readAskedCase, toggle } from '../../../../../renderer/features/pages/dispatch/selection.ts'

const summary = (caseId: string, changedAt: string, waitsForManifest = true): CaseSummary => ({
  caseId,
  reference: '',
  name: '',
  organisation: '',
  status: 'open',
  completed: 0,
  of: 1,
  openedAt: '',
  changedAt,
  waitsForManifest,
  edition: 'remote-2020-04-08',
  practice: false,
})
const all = [
  summary('b', '2026-11-23T10:00:00.000Z'),
  summary('gone', '2026-11-20T10:00:00.000Z', false),
  summary('a', '2026-11-22T10:00:00.000Z'),
]

describe('cards that wait for a manifest', () => {
  const waiting = listWaiting(all)
  it('asked for by another page: only those are chosen, and none is left out when none of them waits', () => {
    expect(leftOutFor(waiting, ['a', 'gone'])).toEqual(['b'])
    expect(leftOutFor(waiting, ['gone'])).toBeUndefined()
  })
  it('are listed by how long they wait, and no others', () => {
    expect(waiting.map(({ caseId }) => caseId)).toEqual(['a', 'b'])
  })
  it('are all chosen until they are left out; a case that left long ago is never chosen', () => {
    expect(chosenOf(waiting, [])).toEqual(['a', 'b'])
    expect(chosenOf(waiting, ['a', 'gone'])).toEqual(['b'])
  })
  it('are left out and taken in again', () => {
    expect(toggle([], 'a')).toEqual(['a'])
    expect(toggle(['a', 'b'], 'a')).toEqual(['b'])
  })
  it('are asked for by the place that led here, and by nothing else', () => {
    expect(readAskedCase({ caseId: 'a' })).toBe('a')
    for (const state of [null, undefined, 'a', {}, { caseId: 1 }]) expect(readAskedCase(state)).toBeUndefined()
  })
})

describe('the word of warning', () => {
  it('is said only when ready cards stay behind', () => {
    expect(leftOutWarning(0)).toBeUndefined()
    expect(leftOutWarning(1)).toMatch(/^1 other card is ready .* Its label is /)
    expect(leftOutWarning(3)).toMatch(/^3 other cards are ready .* Their labels are /)
    expect(cardsInWords(1)).toBe('1 card')
    expect(cardsInWords(2)).toBe('2 cards')
  })
})
