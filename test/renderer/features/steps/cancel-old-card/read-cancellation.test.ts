import { expect, test } from 'vitest'
import {
  placesOf,
  readCancellation,
  type CancellationValues,
} from '../../../../../renderer/features/steps/cancel-old-card/read-cancellation.ts'

const right: CancellationValues = { on: { day: '29', month: '11', year: '2026' }, reference: ' INVENTED-7 ', place: 'gone' }
const problemsOf = (more: Partial<CancellationValues>) =>
  readCancellation({ ...right, ...more }, '2026-11-30').problems?.map(({ name }) => name)

test('old card: the day, the reference without spaces round it, and where it is', () =>
  expect(readCancellation(right, '2026-11-30').event).toEqual({
    kind: 'oldCardCancelled',
    on: '2026-11-29',
    reference: 'INVENTED-7',
    place: 'gone',
  }))

test.each<[name: string, more: Partial<CancellationValues>, problem: string]>([
  ['tomorrow', { on: { day: '1', month: '12', year: '2026' } }, 'on'],
  ['no reference', { reference: ' ' }, 'reference'],
  ['a reference that is too long', { reference: 'R'.repeat(61) }, 'reference'],
  ['nowhere', { place: '' }, 'place'],
])('old card: %s', (_name, more, problem) => expect(problemsOf(more)).toEqual([problem]))

test.each([
  [undefined, 4],
  ['cancel', 4],
  ['destroy', 2],
  ['returned', 1],
] as const)('old card: for %s, %i places to choose from', (rule, count) => expect(placesOf(rule)).toHaveLength(count))
