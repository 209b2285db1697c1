import { expect, test } from 'vitest'
import { err } from '../../../domain/result.ts'
import { openPerson, ownOf, type OpenPersonPorts } from '../../../main/person/open-person.ts'
import { entry } from '../../support/people-bench.ts'

const at = '2026-11-30T10:00:00.000Z'
const events = [{ kind: 'entered' as const, entry, at, by: 'A' }]
const grant = { odsCode: 'FFFFF', grantedOn: '2020-04-08' }

function portsOf(noted = true) {
  const asked: string[] = []
  const desk = {
    cases: { isPerson: () => false, casesOf: () => [] },
    persons: { has: (id: string) => id === 'p', read: async () => ({ rev: 1, events }) },
    views: { note: async () => (noted ? { ok: true } : err('disk-full', 'Full.', 'Make room.')) },
    cards: { book: { find: () => undefined } },
    grantsOf: async (uuid: string) => {
      asked.push(uuid)
      return [grant]
    },
  } as unknown as OpenPersonPorts
  return { desk, asked }
}

test('opening a person: grants come from their UUID, through the port', async () => {
  const { desk, asked } = portsOf()
  expect(await openPerson(desk, 'p')).toMatchObject({ ok: true, value: { entry, grants: [grant] } })
  expect(asked).toEqual([entry.uuid])
})

test('opening a person: nothing is shown when the view cannot be noted, or the person is not here', async () => {
  expect(await openPerson(portsOf(false).desk, 'p')).toMatchObject({ ok: false, error: { code: 'disk-full' } })
  expect(await openPerson(portsOf().desk, 'q')).toMatchObject({ ok: false, error: { code: 'no-such-person' } })
})

test('what the station knows of a person: without a row, nothing', () => {
  expect(ownOf(undefined)).toEqual({ entries: [], joined: [], deleted: [] })
})
