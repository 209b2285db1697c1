import { expect, test } from 'vitest'
import type { Mark } from '../../../domain/person/marks.ts'
import { err } from '../../../domain/result.ts'
import { addPerson, findRequest, listEntered, type KnownPeoplePorts } from '../../../main/person/known-people.ts'
import { createMarkIndex } from '../../../main/registration/mark-index.ts'
import { entry } from '../../support/people-bench.ts'

function portsOf(noted = true) {
  const added: unknown[] = []
  const marks = createMarkIndex()
  const desk = {
    marks,
    blindMark: ({ kind, value }: Mark) => `${kind === 'request-email' ? 'r' : 'u'}${value}`,
    persons: {
      load: async () => undefined,
      add: async (one: unknown) => {
        added.push(one)
        return { ok: true, value: 'p' }
      },
      entered: async () => ({ people: [] }),
    },
    views: { note: async () => (noted ? { ok: true } : err('disk-full', 'Full.', 'Make room.')) },
  } as unknown as KnownPeoplePorts
  return { desk, added, marks }
}
const deleted = { caseReference: 'RA-1', month: '2026-10' }

test('adding a person: a deleted case with the same UUID is told by its reference, and only then somebody else is added', async () => {
  const { desk, added, marks } = portsOf()
  marks.put({ id: 'deleted c', personId: 'c', marks: [`u${entry.uuid}`], toldApart: [], deleted })
  const refused = await addPerson(desk, { entry, asked: false })
  expect(refused).toMatchObject({ ok: false, error: { code: 'person-known', message: expect.stringContaining('RA-1') as unknown } })
  expect(added).toEqual([])
  expect((await addPerson(desk, { entry, asked: true })).ok).toBe(true)
})

test('the email of a request: a case that was deleted is told with its month', async () => {
  const { desk, marks } = portsOf()
  expect(await findRequest(desk, { sha256: 'f'.repeat(64) })).toEqual({ ok: true, value: {} })
  marks.put({ id: 'deleted c', personId: 'c', marks: [`r${'f'.repeat(64)}`], toldApart: [], deleted })
  expect(await findRequest(desk, { sha256: 'f'.repeat(64) })).toEqual({
    ok: true,
    value: { known: { caseReference: 'RA-1', deletedIn: '2026-10' } },
  })
})

test('the list of people is not shown when the view cannot be noted', async () => {
  expect(await listEntered(portsOf(false).desk, { from: 0 })).toMatchObject({ ok: false, error: { code: 'disk-full' } })
})
