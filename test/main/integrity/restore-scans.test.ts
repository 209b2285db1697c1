/** A file of scans that is gone or damaged is made again from what the database has, through the page's own code and the real handlers. */
import { readFile, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Input, SealedRow } from '../../../preload/contract.ts'
import { restoreScans } from '../../../renderer/client/restore-scans.ts'
import type { MainApp } from '../../support/main-app.ts'
import {
  closeScenesAfterEach,
  entriesOf,
  expectScans,
  flip,
  giveBack,
  pageOf,
  patterned,
  PIECE,
  piecesOf,
  scansIn,
  scene,
  snapshot,
  startAgain,
  vaultOf,
} from '../../support/scans-bench.ts'

closeScenesAfterEach()

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
