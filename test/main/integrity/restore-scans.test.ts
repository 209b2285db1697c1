/** A file of scans that is gone or damaged is made again from what the database has, through the page's own code and the real handlers. */
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Evidence } from '../../../domain/values.ts'
import type { Input, SealedRow } from '../../../preload/contract.ts'
import { restoreScans } from '../../../renderer/client/restore-scans.ts'
import type { StorageClient } from '../../../renderer/storage/client.ts'
import { createRecordStore } from '../../../main/record/record-store.ts'
import { besideTheRecord, takeBackOf } from '../../faults/scans-beside.ts'
import { makeVault, openStation } from '../../faults/station.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { newCase } from '../../support/main-journey.ts'
import { freshFolder, value } from '../vault/support.ts'

const PIECE = 48 * 1024
const DUE = 3_700_000

const opened: MainApp[] = []
afterEach(async () => {
  for (const main of opened) await main.call('vault.lock', {}).catch(() => undefined)
  for (const main of opened.splice(0)) main.remove()
})

interface Scene {
  main: MainApp
  readonly scans: readonly { readonly caseId: string; readonly evidence: Evidence; readonly bytes: Uint8Array }[]
  /** The page's database. */
  readonly database: Map<string, SealedRow>
  readonly file: string
}

const vaultOf = (main: MainApp) => join(main.folder, 'vault')
const scansIn = async (main: MainApp) => (await readdir(vaultOf(main))).filter((name) => /^scans-\d+\.bin$/.test(name)).sort()
const patterned = (length: number, seed: number) => Uint8Array.from({ length }, (_, index) => (index * 31 + seed) & 255)

async function snapshot(main: MainApp): Promise<void> {
  const count = async () =>
    (await readdir(vaultOf(main)))
      .filter((name) => /^snapshot-\d+\.bin$/.test(name))
      .sort()
      .at(-1)
  const before = await count()
  main.clock.forward(DUE)
  await main.must('station.read', {})
  const { settings, rev } = await main.must('station.read', {})
  await main.must('station.save', { settings, expectedRev: rev })
  await expect.poll(count).not.toBe(before)
}

/** Two cases, two scans of two pieces and one of one piece, all in one file of scans. */
async function scene(): Promise<Scene> {
  const main = await openMainApp()
  opened.push(main)
  await main.setUp()
  const cases = [await newCase(main), await newCase(main)]
  const scans: { caseId: string; evidence: Evidence; bytes: Uint8Array }[] = []
  for (const [index, length] of [PIECE + 5_000, PIECE * 2, 9_000].entries()) {
    const caseId = cases[index % 2]!
    const bytes = patterned(length, index)
    const evidence = await main.attach(caseId, bytes)
    await main.act(caseId, { kind: 'identityDocumentAttached', evidence }, index < 2 ? undefined : 'A better scan came.')
    scans.push({ caseId, evidence, bytes })
  }
  await snapshot(main)
  const [file] = await scansIn(main)
  return { main, scans, database: main.worker.pieces, file: file! }
}

const pageOf = (database: ReadonlyMap<string, SealedRow>): Pick<StorageClient, 'ask'> => ({
  ask: ((_: 'sealedPieces', ids: readonly string[]) =>
    Promise.resolve(ids.flatMap((id) => database.get(id) ?? []))) as StorageClient['ask'],
})
const giveBack = ({ main, database }: Scene) => restoreScans(main.call, pageOf(database))

/** Ended as a crash ends it, harmed, started again; what was found. */
async function startAgain(scene: Scene, harm: () => Promise<unknown> = () => Promise.resolve()) {
  await harm()
  const before = scene.main
  scene.main = await before.again()
  opened.push(scene.main)
  await scene.main.unlock()
  for (const [id, row] of before.worker.pieces) scene.main.worker.pieces.set(id, row)
  return findingsOf(scene.main)
}

async function findingsOf(main: MainApp) {
  const report = {
    lastSeq: 0,
    counts: { cases: 0, manifests: 0, station: 0, chunks: 0 },
    digest: '0'.repeat(64),
    dataLoss: 'none',
  } as const
  return (await main.must('database.compare', { report, after: 'setting-up' })).findings
}

/** What the record has of a scan, sealed as it was. */
async function piecesOf(main: MainApp, { evidenceId, chunks }: Evidence) {
  return (await main.must('database.pieces', { evidenceId, from: 0, count: chunks })).rows
}
async function expectScans({ main, scans, database }: Scene, which = scans): Promise<void> {
  for (const { evidence } of which) {
    const wanted = Array.from({ length: evidence.chunks }, (_, index) => database.get(`${evidence.evidenceId}:${index}`))
    expect(await piecesOf(main, evidence)).toEqual(wanted)
  }
}
const entriesOf = async (main: MainApp) =>
  (await main.must('record.entries', { fromSeq: 0, limit: 2_000 })).entries.map(({ action }) => action)

const flip = async (path: string, at: number) => {
  const bytes = await readFile(path)
  bytes[Math.floor(bytes.length * at)]! ^= 1
  await writeFile(path, bytes)
}

test.each([
  ['gone', (path: string) => rm(path), 5],
  ['cut', async (path: string) => truncate(path, Math.floor((await readFile(path)).length * 0.5)), 3],
  ['emptied', (path: string) => truncate(path, 0), 5],
] as const)(
  'a file of scans that is %s is taken back from the database, said, and in a whole file again after the next start',
  async (_, harm, pieces) => {
    const here = await scene()
    expect(await startAgain(here, () => harm(join(vaultOf(here.main), here.file)))).toEqual([{ kind: 'scans-missing', file: here.file }])
    expect((await piecesOf(here.main, here.scans[1]!.evidence)).length).toBeLessThan(2)
    expect(await giveBack(here)).toEqual([{ kind: 'scans-taken-back', file: here.file, pieces, takenBack: pieces }])
    await expectScans(here)
    expect((await entriesOf(here.main)).filter((action) => action === 'scans-taken-back').length).toBeGreaterThan(0)
    // What is left of it may still be wanted by older snapshots; it goes with them.
    await snapshot(here.main)
    await snapshot(here.main)
    await expect.poll(() => scansIn(here.main)).toHaveLength(1)
    expect(await scansIn(here.main)).not.toContain(here.file)
    expect(await startAgain(here)).toEqual([])
    here.database.clear()
    expect((await here.main.must('files.check', { again: true })).findings).toEqual([])
    expect(await piecesOf(here.main, here.scans[1]!.evidence)).toHaveLength(2)
  },
)

test('a byte flipped while RA Desk is open: found by the check of all files, one scan taken back, the others moved to the new file', async () => {
  const here = await scene()
  await flip(join(vaultOf(here.main), here.file), 0.5)
  expect((await here.main.must('files.check', { again: true })).findings).toEqual([{ kind: 'scans-missing', file: here.file }])
  expect(await giveBack(here)).toEqual([{ kind: 'scans-taken-back', file: here.file, pieces: 1, takenBack: 1 }])
  await expectScans(here)
  expect(await startAgain(here)).toEqual([])
  await expectScans(here)
  // The damaged file stays for the snapshots before, is reported, and goes with them.
  const older = [{ kind: 'older-scans-missing', file: here.file }]
  const check = async () => (await here.main.must('files.check', { again: true })).findings
  expect([await check(), await check(), await check()]).toEqual([older, older, []])
  expect(await scansIn(here.main)).not.toContain(here.file)
})

test('killed after the pieces are back and before the next snapshot: they are in the journal, and nothing is lacking', async () => {
  const here = await scene()
  await startAgain(here, () => rm(join(vaultOf(here.main), here.file)))
  for (let begin = true; ; begin = false) {
    const { pieces } = await here.main.must('database.lackingScan', { begin })
    if (!pieces) break
    const rows = pieces.map(({ id }) => here.database.get(id)! as SealedRow & { table: 'chunks'; env: string })
    expect(await here.main.must('database.giveBack', { rows, last: true })).toEqual({ takenBack: pieces.length })
  }
  expect(await startAgain(here)).toEqual([])
  await expectScans(here)
})

test('killed after one scan of three: the others are asked for at the next start', async () => {
  const here = await scene()
  await startAgain(here, () => rm(join(vaultOf(here.main), here.file)))
  const { pieces } = await here.main.must('database.lackingScan', { begin: true })
  await here.main.must('database.giveBack', {
    rows: pieces!.map(({ id }) => here.database.get(id)! as SealedRow & { table: 'chunks'; env: string }),
    last: true,
  })
  expect(await startAgain(here)).toEqual([{ kind: 'scans-missing', file: here.file }])
  expect(await giveBack(here)).toEqual([{ kind: 'scans-taken-back', file: here.file, pieces: 3, takenBack: 3 }])
  await expectScans(here)
})

const lies: readonly [string, (here: Scene, id: string) => Promise<SealedRow | undefined>][] = [
  ['is not in the database either', async () => undefined],
  [
    'is damaged in the database',
    async ({ database }, id) => {
      const env = Buffer.from(database.get(id)!.env!, 'base64')
      env[200]! ^= 1
      return { ...database.get(id)!, env: env.toString('base64') }
    },
  ],
  [
    'is the other piece of the same scan',
    async ({ database }, id) => ({ ...database.get(id)!, env: database.get(id.replace(/:1$/, ':0'))!.env }),
  ],
  [
    'is a piece of a scan of another case',
    async ({ database, scans }, id) => ({ ...database.get(id)!, env: database.get(`${scans[0]!.evidence.evidenceId}:1`)!.env }),
  ],
  ['has another number', async ({ database }, id) => ({ ...database.get(id)!, rev: 2 })],
  [
    'was sealed by the page in the right place under the right key, and says something else',
    async ({ main, scans }, id) => {
      const { evidence } = scans[1]!
      return (await main.worker.sealEvidence(evidence.evidenceId, evidence.keyId, patterned(PIECE * 2, 99))).rows.find(
        (row) => row.id === id,
      )
    },
  ],
]

test.each(lies)(
  'a piece that %s is not taken; the other scans are, and what is lost is reported with its case, at every start',
  async (_, lie) => {
    const here = await scene()
    await startAgain(here, () => rm(join(vaultOf(here.main), here.file)))
    const victim = here.scans[1]!
    const id = `${victim.evidence.evidenceId}:1`
    const row = await lie(here, id)
    const database = new Map(here.database)
    if (row) database.set(id, row)
    else database.delete(id)
    const { rows } = await here.main.must('database.page', { afterSeq: 0, which: 'rows' })
    const found = (await here.main.worker.openRow(rows.find((each) => each.id === victim.caseId)!)) as { caseReference: string }
    const lost = { kind: 'scans-lost', file: here.file, pieces: 5, takenBack: 3, cases: [found.caseReference] }
    expect(await giveBack({ ...here, database })).toEqual([lost])
    expect(await entriesOf(here.main)).toContain('scans-lost')
    await expectScans(here, [here.scans[0]!, here.scans[2]!])
    // Snapshots go on, and what is lost stays missed.
    await snapshot(here.main)
    await snapshot(here.main)
    expect(await startAgain(here)).toEqual([{ kind: 'scans-missing', file: here.file }])
    expect(await giveBack({ ...here, database })).toEqual([{ ...lost, pieces: 2, takenBack: 0 }])
    // With the right one it is whole again.
    expect(await giveBack(here)).toEqual([{ kind: 'scans-taken-back', file: here.file, pieces: 2, takenBack: 2 }])
    await expectScans(here)
    expect(await startAgain(here)).toEqual([])
  },
)

test('a large scan goes back in messages of twenty pieces, and is judged with the last; one that is broken off is asked for again', async () => {
  const here = await scene()
  const { caseId } = here.scans[0]!
  const evidence = await here.main.attach(caseId, patterned(PIECE * 45, 7))
  await here.main.act(caseId, { kind: 'identityDocumentAttached', evidence }, 'The whole passport came.')
  await snapshot(here.main)
  await startAgain(here, async () => {
    for (const name of await scansIn(here.main)) await rm(join(vaultOf(here.main), name))
  })
  const messages: [number, boolean][] = []
  let until = 2
  const counted = (async (channel: 'database.giveBack', input: Input<'database.giveBack'>) => {
    if (channel === 'database.giveBack' && input.rows.length > 2) {
      messages.push([input.rows.length, input.last])
      if (messages.length === until) return { ok: false, error: { code: 'locked', message: '', next: '' } }
    }
    return here.main.call(channel, input)
  }) as MainApp['call']
  expect(await restoreScans(counted, pageOf(here.database))).toEqual([])
  expect(await piecesOf(here.main, { ...evidence, chunks: 20 })).toEqual([])
  until = 0
  const account = await restoreScans(counted, pageOf(here.database))
  // The smaller scans, in a file of their own, came back in the round that was broken off.
  expect(account).toEqual([{ kind: 'scans-taken-back', file: expect.stringMatching(/^scans-/), pieces: 45, takenBack: 45 }])
  expect(messages).toEqual([
    [20, false],
    [20, false],
    [20, false],
    [20, false],
    [5, true],
  ])
  expect(await piecesOf(here.main, { ...evidence, chunks: 20 })).toHaveLength(20)
  await expectScans(here)
})

test('what the policy erased does not come back: neither with its key destroyed before the round, nor with its row erased within it', async () => {
  const folder = await freshFolder()
  await makeVault(folder)
  let station = await openStation(folder, 1_000)
  const beside = await besideTheRecord(station.vault)
  for (const length of [50_000, 9_000]) await beside.store(station, length)
  value(await station.save('case-1', 1))
  value(await station.record.snapshot())
  await station.close()
  for (const name of await readdir(join(folder, 'vault'))) if (name.startsWith('scans-')) await rm(join(folder, 'vault', name))
  station = await openStation(folder, 1_000)
  const [first, second] = beside.evidence
  value(await station.vault.keyring.destroy([first!.keyId]))
  const store = createRecordStore(station)
  const takeBack = takeBackOf(station, beside)
  await takeBack.begin()
  expect(takeBack.next()!.map(({ id }) => id)).toEqual([`${second!.evidenceId}:0`])
  value(await store.commit([{ table: 'chunks', id: `${second!.evidenceId}:0`, erase: true }], { action: 'erased documents' }))
  expect(value(await takeBack.offer([beside.database.get(`${second!.evidenceId}:0`)!], true))).toEqual({ takenBack: 0 })
  expect(takeBack.next()).toBeUndefined()
  expect(store.has('chunks', `${second!.evidenceId}:0`)).toBe(false)
  await station.close()
})

test('what the record did not ask for is refused', async () => {
  const here = await scene()
  const row = [...here.database.values()][0]! as SealedRow & { table: 'chunks'; env: string }
  const seq = (await here.main.must('database.page', { afterSeq: 0, which: 'rows' })).lastSeq
  expect(await here.main.call('database.giveBack', { rows: [row], last: true })).toMatchObject({
    ok: false,
    error: { code: 'not-lacking' },
  })
  await expect(here.main.call('database.giveBack', { rows: [{ ...row, table: 'cases' as never }], last: true })).rejects.toThrow()
  await expect(here.main.call('database.giveBack', { rows: Array.from({ length: 21 }, () => row), last: true })).rejects.toThrow()
  expect(await here.main.must('database.lackingScan', { begin: true })).toEqual({})
  expect(await here.main.must('database.scansAccount', {})).toEqual({ findings: [] })
  expect((await here.main.must('database.page', { afterSeq: 0, which: 'rows' })).lastSeq).toBe(seq)
})
