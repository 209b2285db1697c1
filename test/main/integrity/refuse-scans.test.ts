import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SealedRow } from '../../../preload/contract.ts'
import { createRecordStore } from '../../../main/record/record-store.ts'
import { besideTheRecord, takeBackOf } from '../../faults/scans-beside.ts'
import { makeVault, openStation } from '../../faults/station.ts'
import { freshFolder, value } from '../vault/support.ts'
import {
  closeScenesAfterEach,
  entriesOf,
  expectScans,
  giveBack,
  patterned,
  PIECE,
  SCANS,
  scansOf,
  type Scene,
  scene,
  startAgain,
} from '../../support/scans-bench.ts'

closeScenesAfterEach()

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
      await main.worker.addKeys((await main.must('database.keys', { caseIds: [], scanKeyIds: [evidence.keyId] })).keys)
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
    await startAgain(here, () => rm(scansOf(here.main)))
    const victim = here.scans[1]!
    const id = `${victim.evidence.evidenceId}:1`
    const row = await lie(here, id)
    const database = new Map(here.database)
    if (row) database.set(id, row)
    else database.delete(id)
    const { rows } = await here.main.must('database.page', { afterSeq: 0, which: 'rows' })
    const found = (await here.main.worker.openRow(rows.find((each) => each.id === victim.caseId)!)) as { caseReference: string }
    const lost = { kind: 'scans-lost', file: SCANS, pieces: 5, takenBack: 3, cases: [found.caseReference] }
    expect(await giveBack({ ...here, database })).toEqual([lost])
    expect(await entriesOf(here.main)).toContain('scans-lost')
    await expectScans(here, [here.scans[0]!, here.scans[2]!])
    // What is lost stays missed.
    expect(await startAgain(here)).toEqual([{ kind: 'scans-missing', file: SCANS }])
    expect(await giveBack({ ...here, database })).toEqual([{ ...lost, pieces: 2, takenBack: 0 }])
    // With the right one it is whole again.
    expect(await giveBack(here)).toEqual([{ kind: 'scans-taken-back', file: SCANS, pieces: 2, takenBack: 2 }])
    await expectScans(here)
    expect(await startAgain(here)).toEqual([])
  },
)

test('what the policy erased does not come back: neither with its key destroyed before the round, nor with its row erased within it', async () => {
  const folder = await freshFolder()
  await makeVault(folder)
  let station = await openStation(folder)
  const beside = await besideTheRecord(station.vault)
  for (const length of [50_000, 9_000]) await beside.store(station, length)
  value(await station.save('case-1', 1))
  await station.close()
  await rm(join(folder, 'vault', SCANS))
  station = await openStation(folder)
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
