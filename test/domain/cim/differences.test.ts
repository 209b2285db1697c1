import { expect, test } from 'vitest'
import {
  differenceId,
  differenceKinds,
  differenceMeanings,
  endBands,
  FURTHEST_END,
  isWithin,
  placeOf,
  type Difference,
} from '../../../domain/cim/differences.ts'

const uuid = '555000000001'

test('kinds of difference: the most urgent first, each with a title and what to do', () => {
  expect(differenceKinds[0]).toBe('cancelled-here-active-there')
  const titles = differenceKinds.map((kind) => differenceMeanings[kind].title)
  expect(new Set(titles).size).toBe(differenceKinds.length)
  for (const kind of differenceKinds) {
    expect(differenceMeanings[kind].title).toMatch(/^[A-Z].{5}/)
    expect(differenceMeanings[kind].remedy).toMatch(/^[A-Z].*\.$/)
  }
  expect(differenceKinds.filter((kind) => differenceMeanings[kind].weight === 'check')).toEqual([
    'card-missing-here',
    'different-name',
    'person-missing-here',
  ])
  expect(differenceKinds.filter((kind) => differenceMeanings[kind].weight === 'act')).toHaveLength(8)
})

test.each([
  [{ kind: 'other-holder', uuid, serial: '42', endsOn: '2026-12-01' }, `other-holder:${uuid}:42`],
  [{ kind: 'ends-soon', uuid, serial: '42', endsOn: '2026-12-01' }, `ends-soon:${uuid}:42:2026-12-01`],
  [{ kind: 'ends-soon' }, 'ends-soon:::'],
  [{ kind: 'card-missing-here', serial: '42' }, 'card-missing-here::42'],
] as const)('id of a difference: %o', (difference, id) => expect(differenceId(difference)).toBe(id))

const at = (difference: Partial<Difference>) => placeOf({ id: 'x', kind: 'other-holder', from: ['smartcards'], ...difference })
test.each<[string, Partial<Difference>, string | undefined]>([
  ['a card that ends soon', { kind: 'ends-soon', uuid, caseId: 'c', serial: '42', stateHere: 'active' }, `/new/replace/${uuid}`],
  ['one that ends soon, without a holder', { kind: 'ends-soon', caseId: 'c' }, '/case/c'],
  ['a position without an entry', { kind: 'locum-without-entry', uuid, caseId: 'c' }, '/people/locum-log'],
  ['with a case', { uuid, caseId: 'c', serial: '42', stateHere: 'active' }, '/case/c'],
  ['a card that is known here', { uuid, serial: '42', stateHere: 'active' }, '/cards/card/42'],
  ['a card that is not known here', { uuid, serial: '42' }, undefined],
  ['a state without a serial number', { uuid, stateHere: 'active' }, undefined],
  ['nothing but the person', { kind: 'person-missing-here', uuid }, undefined],
])('where to resolve a difference: %s', (_name, difference, place) => expect(at(difference)).toBe(place))

test('days within which a card ends: the last of them too', () => {
  expect(endBands).toEqual([7, 30, 60, 90])
  expect(FURTHEST_END).toBe(90)
  expect([
    isWithin('2026-12-07', 7, '2026-11-30'),
    isWithin('2026-12-08', 7, '2026-11-30'),
    isWithin('2020-01-01', 7, '2026-11-30'),
  ]).toEqual([true, false, true])
})
