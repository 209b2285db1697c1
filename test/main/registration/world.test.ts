import { expect, test } from 'vitest'
import type { LiveCardElsewhere } from '../../../domain/journey/part.ts'
import { worldOf, type WorldDeps } from '../../../main/registration/world.ts'

const card = (serial: string): LiveCardElsewhere => ({ serial, state: 'active', caseReference: `RA-${serial}` })
const persons: Readonly<Record<string, string>> = { one: 'anna', two: 'anna', three: 'boris' }
const cards: Readonly<Record<string, readonly LiveCardElsewhere[]>> = {
  one: [card('11')],
  two: [card('21'), card('22')],
  three: [card('31')],
  gone: [card('91')],
}
const asks: (readonly [string, string, string | undefined])[] = []

const deps: WorldDeps = {
  now: () => new Date('2026-11-30T12:00:00.000Z'),
  today: () => '2026-11-30',
  settings: () => undefined,
  store: { findKey: () => undefined, has: () => false, readBytes: async () => undefined },
  passcodeReleases: () => 2,
  liveCardsOf: (caseId) => cards[caseId] ?? [],
  cardCasesOf: ({ personId, uuid }) => (personId === 'anna' || uuid === '555000111222' ? ['gone'] : []),
  index: {
    otherWithUuid: (uuid, caseId, personId) => {
      asks.push([uuid, caseId, personId])
      return undefined
    },
    otherWithTracking: () => undefined,
    isPerson: (personId) => Object.values(persons).includes(personId),
    personOf: (caseId) => persons[caseId],
    uuidOf: (caseId) => (caseId === 'new with the UUID' ? '555000111222' : undefined),
    casesOf: (personId) => Object.keys(persons).filter((caseId) => persons[caseId] === personId),
  },
}

test.each([
  ['one', ['21', '22', '91']],
  ['two', ['11', '91']],
  ['three', []],
  ['a case that is not here yet', []],
  ['new with the UUID', ['91']],
])('live cards elsewhere, of %s: those of the other cases of the same person, and of those that were deleted', async (caseId, serials) =>
  expect((await worldOf(deps, caseId, {})).liveCardsElsewhere().map(({ serial }) => serial)).toEqual(serials),
)

test('UUID: asked with the person where the case does not say yet whose it is', async () => {
  const world = await worldOf(deps, 'new', {})
  world.otherCaseWithUuid('555000111222', 'anna')
  world.otherCaseWithUuid('555000111222')
  expect(asks).toEqual([
    ['555000111222', 'new', 'anna'],
    ['555000111222', 'new', undefined],
  ])
})

const withPersons = {
  now: () => new Date('2026-11-30T10:00:00.000Z'),
  today: () => '2026-11-30',
  settings: () => undefined,
  store: { has: (table: string, id: string) => table === 'persons' && id === 'entered' },
  passcodeReleases: () => 1,
  index: { isPerson: (personId: string) => personId === 'with-cases', otherWithUuid: () => undefined, otherWithTracking: () => undefined },
} as unknown as WorldDeps

test.each([
  ['with-cases', true],
  ['entered', true],
  ['this-case', true],
  ['another-case', false],
])('the world of a case knows the person %s: %s', async (personId, known) => {
  expect((await worldOf(withPersons, 'this-case', {})).isPerson(personId)).toBe(known)
})
