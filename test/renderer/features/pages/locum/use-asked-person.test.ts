import { expect, test } from 'vitest'
import type { Output } from '../../../../../preload/contract.ts'
import { rowOfPerson } from '../../../../../renderer/features/pages/locum/use-asked-person.ts'

const at = '2026-11-30T09:00:00.000Z'
const nothing = { uuids: [], names: [], mobiles: [] } as unknown as Output<'person.open'>

test('row of a person: what is known fills it, the newest of each', () => {
  expect(rowOfPerson(nothing)).toEqual({})
  expect(
    rowOfPerson({
      ...nothing,
      uuids: ['555000111222'],
      names: [
        { name: { given: 'Bo', family: 'Sample' }, at },
        { name: 'B Sample', at },
      ],
      mobiles: [{ mobile: '+447700900123', at }],
    }),
  ).toEqual({ name: 'Bo Sample', uuid: '555000111222', mobile: '+447700900123' })
  expect(rowOfPerson({ ...nothing, names: [{ name: 'B Sample', at }] })).toEqual({ name: 'B Sample' })
})
