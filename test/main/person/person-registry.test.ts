import { describe, expect, test } from 'vitest'
import { createMarkIndex } from '../../../main/registration/mark-index.ts'
import { createPersonRegistry } from '../../../main/person/person-registry.ts'
import type { RecordStore } from '../../../main/record/store.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { entry } from '../../support/people-bench.ts'

const CASE = '22222222-2222-4222-8222-222222222222'
const uuidMark = `uuid ${entry.uuid}`

function setUp(kept = memoryStore()) {
  const marks = createMarkIndex()
  let next = 0
  const registry = createPersonRegistry({
    store: { ...kept.store, revOf: async (table, id) => kept.store.revs(table).get(id) } as RecordStore,
    marks,
    blindMark: ({ kind, value }) => `${kind === 'uuid' ? '' : 'x'}${kind} ${value}`,
    now: () => new Date('2026-11-30T10:00:00.000Z'),
    newId: () => `00000000-0000-4000-8000-00000000000${(next += 1)}`,
    agent: { agentId: 'a', agentName: 'Sample Agent' },
  })
  const putCase = (personId: string) =>
    marks.put({ id: CASE, personId, marks: ['u-of-case'], toldApart: [], ofCase: { caseId: CASE, caseReference: 'RA-1', isOpen: false } })
  return { kept, marks, registry, putCase }
}

describe('registry of persons', () => {
  test('a short entry is found by its marks at once, and after another start once the rows were read', async () => {
    const { kept, marks, registry } = setUp()
    await registry.add(entry)
    expect(marks.others(undefined, [uuidMark])).toHaveLength(1)
    const again = setUp(kept)
    expect(again.marks.others(undefined, [uuidMark])).toEqual([])
    await again.registry.load()
    expect(again.marks.others(undefined, [uuidMark])).toHaveLength(1)
  })
  test('what is kept of a deleted case is its marks, its reference and the month, once', async () => {
    const { registry, putCase, kept } = setUp()
    putCase(CASE)
    const row = await registry.keptOf(CASE)
    expect(row).toMatchObject({ table: 'persons', id: CASE, keyId: 'records' })
    expect(row!.value).toEqual({
      rev: 1,
      events: [{ kind: 'case-deleted', caseId: CASE, caseReference: 'RA-1', month: '2026-11', marks: ['u-of-case'], toldApart: [] }],
    })
    await kept.store.commit([row!], { action: 'erasure-begun' })
    expect(await registry.keptOf(CASE)).toBeUndefined()
    expect(await registry.keptOf('another')).toBeUndefined()
  })
  test('joining moves the whole row, deleted cases included, and takes the old one away', async () => {
    const { registry, putCase, kept, marks } = setUp()
    await registry.add(entry)
    const [from] = kept.store.ids('persons')
    putCase(from!)
    await kept.store.commit([(await registry.keptOf(CASE))!], { action: 'erasure-begun' })
    marks.forget(CASE)
    const { rows, done } = await registry.join(from!, 'into', 'The same passport')
    await kept.store.commit(rows, { action: 'person-linked' })
    done()
    expect(kept.store.ids('persons')).toEqual(['into'])
    expect((await registry.read('into'))!.events.map(({ kind }) => kind)).toEqual(['entered', 'case-deleted', 'joined'])
    for (const mark of [uuidMark, 'u-of-case']) expect(marks.others(undefined, [mark]).map(({ owner }) => owner.personId)).toEqual(['into'])
  })
  test('short entries are read some rows at a time; a row without one is passed over', async () => {
    const { registry, putCase, kept } = setUp()
    putCase(CASE)
    await kept.store.commit([(await registry.keptOf(CASE))!], { action: 'erasure-begun' })
    for (const digit of [1, 2]) await registry.add({ ...entry, uuid: `55500000000${digit}` })
    expect(await registry.entered(0, 2)).toMatchObject({ people: [{ entry: { uuid: '555000000001' } }], next: 2 })
    const last = await registry.entered(2, 2)
    expect(last.people).toHaveLength(1)
    expect(last).not.toHaveProperty('next')
  })
  test('nothing to join when the station knows nothing of the person beside the cases', async () => {
    expect((await setUp().registry.join('from', 'into', 'x')).rows).toEqual([])
  })
  test('nothing counts when it could not be stored', async () => {
    const { registry, kept, marks } = setUp()
    kept.failWith('disk-full')
    expect((await registry.add(entry)).ok).toBe(false)
    expect(marks.others(undefined, [uuidMark])).toEqual([])
  })
})
