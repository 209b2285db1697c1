import { expect, test } from 'vitest'
import { worldOf, type WorldDeps } from '../../../main/registration/world.ts'

const deps = {
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
  expect((await worldOf(deps, 'this-case', {})).isPerson(personId)).toBe(known)
})
