import { expect, test } from 'vitest'
import { lineOf, type CaseLine } from '../../../domain/case/case-line.ts'
import type { CaseRecord } from '../../../domain/case/case.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { remote20200408 as edition } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { lineRow, readCaseLines, storeLines } from '../../../main/registration/case-lines.ts'
import { record, until } from '../../fixtures/journey-events.ts'
import { memoryStore } from '../../support/memory-store.ts'

const events = record(until('cisIdentityCreated'))
const caseOf = (caseId: string): CaseRecord => ({
  schema: 2,
  caseId,
  caseReference: `RA-${caseId}`,
  edition: edition.id,
  keyId: `key-${caseId}`,
  practice: false,
  events,
})
const view = viewCase(events, edition)
const REV = 3

/** `keys`: cases whose key is there. */
async function setUp(cases: readonly string[], keys = cases) {
  const { store: kept, commits, failWith } = memoryStore()
  const broken = new Set<string>()
  const store = {
    ...kept,
    findCaseKey: (caseId: string) => (keys.includes(caseId) ? `key-${caseId}` : undefined),
    read: (...place: Parameters<typeof kept.read>) =>
      broken.has(place[1]) && place[0] === 'case-lines' ? Promise.reject(new Error('damaged')) : kept.read(...place),
    async *readAll(table: Parameters<typeof kept.readAll>[0]) {
      for await (const row of kept.readAll(table)) if (!broken.has(row.id)) yield row
    },
    revOf: async (table: string, id: string) => {
      const row = commits.flatMap(({ rows }) => rows).findLast((one) => one.table === table && one.id === id)
      return row && 'rev' in row ? row.rev : undefined
    },
  }
  const rows = cases.map((caseId) => ({ table: 'cases', id: caseId, rev: REV, keyId: `key-${caseId}`, value: caseOf(caseId) }) as const)
  await store.commit(rows, { action: 'made' })
  const opened: string[] = []
  const open = async (caseId: string) => {
    opened.push(caseId)
    return { record: caseOf(caseId), view, rev: REV }
  }
  const write = async (caseId: string, change: Partial<Record<keyof CaseLine, unknown>> = {}) => {
    const line = { ...lineOf(caseOf(caseId), view, REV), ...change } as CaseLine
    await store.commit([{ ...(await lineRow(store, line)), id: caseId }], { action: 'made' })
  }
  const read = async () => {
    const lines: CaseLine[] = []
    opened.length = 0
    const renewed = await readCaseLines({
      store,
      open,
      lineFor: (opened) => lineOf(opened.record, opened.view, opened.rev),
      onLine: (line) => lines.push(line),
    })
    // Lines that are made again come last.
    return { lines: lines.map(({ caseId }) => caseId).toSorted(), opened: [...opened], renewed }
  }
  return { store, commits, failWith, broken, write, read }
}

test('case lines at opening: a case whose line stands for it is not opened', async () => {
  const { write, read } = await setUp(['a', 'b'])
  for (const caseId of ['a', 'b']) await write(caseId)
  expect(await read()).toEqual({ lines: ['a', 'b'], opened: [], renewed: [] })
})

test.each<[string, (station: Awaited<ReturnType<typeof setUp>>) => unknown]>([
  ['is missing', () => undefined],
  ['does not open', ({ write, broken }) => write('a').then(() => broken.add('a'))],
  ['stands for another revision', ({ write }) => write('a', { caseRev: REV - 1 })],
  ['has another shape', ({ write }) => write('a', { shape: 0 })],
  ['is of another case', ({ write }) => write('a', { caseId: 'b' })],
  ['has a field too many', ({ write }) => write('a', { name: 'Invented' } as never)],
])('case lines at opening: a line that %s is made again from its case, and stored', async (_, damage) => {
  const station = await setUp(['a', 'b'])
  await station.write('b')
  await damage(station)
  const first = await station.read()
  expect(first).toMatchObject({ lines: ['a', 'b'], opened: ['a'], renewed: [{ caseId: 'a', caseRev: REV }] })
  station.broken.clear()
  expect(await storeLines(station.store, first.renewed)).toMatchObject({ ok: true })
  expect(station.commits.at(-1)!.audit).toEqual({ action: 'case-lines-made', detail: { lines: 1 } })
  expect(await station.read()).toEqual({ lines: ['a', 'b'], opened: [], renewed: [] })
})

test('case lines at opening: a case whose key was destroyed is no case any more', async () => {
  const { write, read } = await setUp(['a', 'b'], ['b'])
  for (const caseId of ['a', 'b']) await write(caseId)
  expect((await read()).lines).toEqual(['b'])
})

test('case lines at opening: a line without a case, as after a restore, is erased', async () => {
  const { store, write } = await setUp(['a'])
  for (const caseId of ['a', 'gone']) await write(caseId)
  expect(await storeLines(store, [])).toMatchObject({ ok: true })
  expect(store.ids('case-lines')).toEqual(['a'])
})

test('case lines at opening: when they cannot be stored, that is the answer', async () => {
  const { store, failWith } = await setUp(['a'])
  failWith('disk-full')
  expect(await storeLines(store, [lineOf(caseOf('a'), view, REV)])).toMatchObject({ ok: false, error: { code: 'disk-full' } })
})

test('case lines at opening: nothing to store, nothing is written', async () => {
  const { store, commits, write } = await setUp(['a'])
  await write('a')
  const before = commits.length
  await storeLines(store, [])
  expect(commits).toHaveLength(before)
})
