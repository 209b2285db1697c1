/** The worker on tables in memory, with keys and rows as `main` seals them. */
import { randomBytes as nodeRandomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toBase64, toHex, utf8 } from '../../../domain/bytes.ts'
import type { CaseRecord } from '../../../domain/case/case.ts'
import { summarise } from '../../../domain/case/summary.ts'
import { createEditions } from '../../../domain/guidance/index.ts'
import { seal } from '../../../main/vault/envelope.ts'
import { wrapKeys, type KeyToWrap } from '../../../main/vault/worker-keys.ts'
import type { SealedRow } from '../../../preload/contract.ts'
import { createCaseDatabase } from '../../../renderer/storage/worker/case-database.ts'
import { journeyKinds, record, until } from '../../fixtures/journey-events.ts'
import { value } from '../../main/vault/support.ts'
import { fakeTables } from './fake-tables.ts'

const randomBytes = (length: number) => new Uint8Array(nodeRandomBytes(length))
const vaultId = randomBytes(16)
const keyOf = (purpose: KeyToWrap['purpose']): KeyToWrap => ({ keyId: randomBytes(16), key: randomBytes(32), purpose })
const recordsKey = keyOf('records')
const caseKey = keyOf('case')
const ids = Array.from({ length: 6 }, (_, number) => `0000000${number}-0000-4000-8000-000000000000`)
const edition = 'remote-2020-04-08'

const recordOf = (caseId: string, events: number): CaseRecord => ({
  schema: 2,
  caseId,
  caseReference: `RA-0000-0${ids.indexOf(caseId)}`,
  edition,
  keyId: toHex(caseKey.keyId),
  practice: false,
  events: record(until(journeyKinds[events]!)),
})
const lineOf = (caseId: string, rev: number) => summarise(recordOf(caseId, rev), createEditions().get(edition))
const rowOf = (caseId: string, rev: number): SealedRow => ({
  table: 'cases',
  id: caseId,
  rev,
  env: toBase64(
    seal(caseKey, { vaultId, table: 'cases', recordId: caseId, rev, schema: 1 }, utf8(JSON.stringify(recordOf(caseId, rev))), randomBytes),
  ),
})
const erased = (caseId: string, rev: number): SealedRow => ({ table: 'cases', id: caseId, rev, env: null })

type Worker = Awaited<ReturnType<typeof createCaseDatabase>>

async function openOn(
  fake: ReturnType<typeof fakeTables>,
  keys: readonly KeyToWrap[] = [recordsKey, caseKey],
  before: (worker: Worker) => Promise<void> = () => Promise.resolve(),
) {
  const worker = await createCaseDatabase(() => Promise.resolve({ database: fake.database, dataLoss: 'none' }))
  await before(worker)
  const report = await worker.open({
    keys: value(wrapKeys(await worker.publicKey(), keys, randomBytes)),
    vaultId: toHex(vaultId),
    recordsKeyId: toHex(recordsKey.keyId),
    editions: [],
  })
  return { worker, report }
}
const byId = <Line extends { caseId: string }>(lines: readonly Line[]) => [...lines].sort((a, b) => (a.caseId < b.caseId ? -1 : 1))

describe('the work list in the database', () => {
  test('the records key alone opens it; the keys of cases are not needed', async () => {
    const fake = fakeTables()
    const { worker } = await openOn(fake)
    await worker.begin()
    await worker.store({ rows: [rowOf(ids[0]!, 2), rowOf(ids[1]!, 3)], lastSeq: 7 })
    const { worker: next, report } = await openOn(fake, [recordsKey])
    expect(report).toMatchObject({ lastSeq: 7, counts: { cases: 2 } })
    expect(byId((await next.begin()).summaries)).toEqual([lineOf(ids[0]!, 2), lineOf(ids[1]!, 3)])
  })

  test('the work list: what was read before the passphrase was accepted is used once, and a list that changed since is read again', async () => {
    const fake = fakeTables()
    const { worker } = await openOn(fake)
    await worker.begin()
    await worker.store({ rows: [rowOf(ids[0]!, 2)], lastSeq: 7 })
    const { worker: next, report } = await openOn(fake, [recordsKey, caseKey], (early) => early.look())
    expect(report).toMatchObject({ lastSeq: 7, counts: { cases: 1 } })
    await next.store({ rows: [rowOf(ids[1]!, 3)], lastSeq: 8 })
    await next.report()
    expect(byId((await next.begin()).summaries)).toEqual([lineOf(ids[0]!, 2), lineOf(ids[1]!, 3)])
  })

  test('a database that cannot be read: looking ahead says nothing, opening does', async () => {
    const worker = await createCaseDatabase(() => Promise.reject(new Error('broken')))
    await worker.look()
    const keys = value(wrapKeys(await worker.publicKey(), [recordsKey], randomBytes))
    const opening = worker.open({ keys, vaultId: toHex(vaultId), recordsKeyId: toHex(recordsKey.keyId), editions: [] })
    await expect(opening).rejects.toThrow('broken')
  })

  test('a line that is lost is reported as missing, and made again in a later call', async () => {
    const fake = fakeTables()
    const { worker } = await openOn(fake)
    await worker.begin()
    await worker.store({ rows: [rowOf(ids[0]!, 2)], lastSeq: 7 })
    fake.tables.summaries.rows.clear()
    const { worker: next } = await openOn(fake)
    expect(await next.begin()).toEqual({ summaries: [], missing: [ids[0]] })
    expect(await next.summarise([ids[0]!])).toEqual({ changed: [lineOf(ids[0]!, 2)], gone: [] })
    const { worker: last } = await openOn(fake)
    expect(await last.begin()).toEqual({ summaries: [lineOf(ids[0]!, 2)], missing: [] })
  })

  test('whatever is stored in whatever order: each answer holds what changed, and the next sign-in reads the same list', async () => {
    const step = fc.record({
      caseId: fc.constantFrom(...ids),
      events: fc.integer({ min: 1, max: 4 }),
      erases: fc.boolean(),
      again: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const fake = fakeTables()
        let { worker } = await openOn(fake)
        await worker.begin()
        const list = new Map<string, unknown>()
        const revs = new Map<string, number>()
        for (const [index, { caseId, erases, again }] of steps.entries()) {
          const rev = Math.min((revs.get(caseId) ?? 0) + 1, 6)
          const { changed, gone } = await worker.store({ rows: [erases ? erased(caseId, rev) : rowOf(caseId, rev)], lastSeq: index + 1 })
          for (const one of changed) list.set(one.caseId, one)
          for (const id of gone) list.delete(id)
          if (erases) revs.delete(caseId)
          else revs.set(caseId, rev)
          if (!again) continue
          ;({ worker } = await openOn(fake))
          const { summaries, missing } = await worker.begin()
          expect(missing).toEqual([])
          expect(new Map(summaries.map((one) => [one.caseId, one]))).toEqual(list)
        }
        expect(list).toEqual(new Map([...revs].map(([id, rev]) => [id, lineOf(id, rev)])))
      }),
      { numRuns: 25 },
    )
  })
})

describe('a database that is refilled', () => {
  test('acts are stored meanwhile and stay; erased cases do not come back; it counts as empty until it is settled', async () => {
    const fake = fakeTables()
    const { worker } = await openOn(fake)
    await worker.clear()
    await worker.store({ rows: [rowOf(ids[0]!, 5)], lastSeq: 12 })
    await worker.store({ rows: [erased(ids[1]!, 3)], lastSeq: 13 })
    expect((await worker.report()).lastSeq).toBe(0)
    const { changed } = await worker.fill([rowOf(ids[0]!, 4), rowOf(ids[1]!, 3), rowOf(ids[2]!, 2)])
    expect(changed).toEqual([lineOf(ids[2]!, 2)])
    expect((await worker.report()).lastSeq).toBe(0)
    await worker.settle(11)
    expect(await worker.report()).toMatchObject({ lastSeq: 13, counts: { cases: 2 } })
    const { worker: next } = await openOn(fake, [recordsKey])
    expect(byId((await next.begin()).summaries)).toEqual([lineOf(ids[0]!, 5), lineOf(ids[2]!, 2)])
  })

  test('a database that was not cleared is not filled', async () => {
    const { worker } = await openOn(fakeTables())
    await expect(worker.fill([])).rejects.toThrow('not being refilled')
    await expect(worker.settle(1)).rejects.toThrow('not being refilled')
  })
})

describe('digests of all rows', () => {
  async function digests(change: (fake: ReturnType<typeof fakeTables>) => void) {
    const fake = fakeTables()
    const { worker } = await openOn(fake)
    await worker.begin()
    await worker.store({ rows: [rowOf(ids[0]!, 2), rowOf(ids[1]!, 3)], lastSeq: 7 })
    change(fake)
    return [(await worker.hashRows(0))!.rows.find(({ id }) => id === ids[0])!, await worker.hashRows(1)] as const
  }

  test('of every row, until there is no further slice', async () => {
    const [first, after] = await digests(() => undefined)
    expect(first).toMatchObject({ id: ids[0], rev: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
    expect(after).toBeUndefined()
  })

  test.each([
    ['gone', ({ tables }: ReturnType<typeof fakeTables>) => void tables.cases.rows.delete(ids[0]!)],
    [
      'of an older revision than it should be',
      ({ tables }: ReturnType<typeof fakeTables>) => void tables.cases.rows.set(ids[0]!, { ...tables.cases.rows.get(ids[0]!)!, rev: 1 }),
    ],
    [
      'unreadable',
      ({ tables }: ReturnType<typeof fakeTables>) => {
        tables.cases.get = () => Promise.reject(new Error('a block of the database is damaged'))
      },
    ],
  ])('a row that is %s has no digest', async (_, change) => {
    expect((await digests(change))[0]).toEqual({ id: ids[0], rev: 2, sha256: '' })
  })
})

test('an act is stored in two rounds of the database, one that reads and one that writes', async () => {
  const fake = fakeTables()
  const { worker } = await openOn(fake)
  await worker.begin()
  const rounds: string[][] = []
  let turn: string[] | undefined
  for (const [name, table] of Object.entries(fake.tables))
    for (const method of ['get', 'put', 'bulkPut', 'delete'] as const) {
      const plain = table[method].bind(table) as (given: never) => Promise<unknown>
      Object.assign(table, {
        [method]: (given: never) => {
          if (!turn) {
            rounds.push((turn = []))
            queueMicrotask(() => (turn = undefined))
          }
          turn.push(`${name}.${method}`)
          return plain(given)
        },
      })
    }
  await worker.store({ rows: [rowOf(ids[0]!, 2)], lastSeq: 7 })
  expect(rounds).toEqual([
    ['cases.get', 'meta.get'],
    ['cases.put', 'summaries.bulkPut', expect.any(String), 'meta.put'],
  ])
})
