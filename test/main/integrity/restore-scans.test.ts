/** Pieces of scans that are gone or damaged are taken back from what the database has, through the page's own code and the real handlers. */
import { readFile, rm, truncate } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import type { Input, SealedRow } from '../../../preload/contract.ts'
import { restoreScans } from '../../../renderer/client/restore-scans.ts'
import type { MainApp } from '../../support/main-app.ts'
import {
  closeScenesAfterEach,
  entriesOf,
  expectScans,
  giveBack,
  pageOf,
  patterned,
  PIECE,
  piecesOf,
  SCANS,
  scansOf,
  scene,
  startAgain,
} from '../../support/scans-bench.ts'

closeScenesAfterEach()

test.each([
  ['gone', (path: string) => rm(path)],
  [
    'cut',
    async (path: string) => {
      const database = new DatabaseSync(path)
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      database.close()
      await truncate(path, Math.floor((await readFile(path)).length * 0.5))
    },
  ],
  ['emptied', (path: string) => truncate(path, 0)],
] as const)('scans: a file that is %s is taken back from the database, said, and whole after the next start', async (_, harm) => {
  const here = await scene()
  expect(await startAgain(here, () => harm(scansOf(here.main)))).toEqual([{ kind: 'scans-missing', file: SCANS }])
  expect((await piecesOf(here.main, here.scans[1]!.evidence)).length).toBeLessThan(2)
  expect(await giveBack(here)).toEqual([{ kind: 'scans-taken-back', file: SCANS, pieces: 5, takenBack: 5 }])
  await expectScans(here)
  expect((await entriesOf(here.main)).filter((action) => action === 'scans-taken-back').length).toBeGreaterThan(0)
  expect(await startAgain(here)).toEqual([])
  here.database.clear()
  expect((await here.main.must('files.check', { again: true })).findings).toEqual([])
  expect(await piecesOf(here.main, here.scans[1]!.evidence)).toHaveLength(2)
})

test('scans: a byte that is flipped is found by the check of all files, and one scan is taken back', async () => {
  const here = await scene()
  await startAgain(here, async () => {
    const database = new DatabaseSync(scansOf(here.main))
    const { row, env } = database.prepare('SELECT row, env FROM pieces ORDER BY row DESC LIMIT 1').get() as { row: number; env: Uint8Array }
    env[Math.floor(env.length / 2)]! ^= 1
    database.prepare('UPDATE pieces SET env = ? WHERE row = ?').run(env, row)
    database.close()
  })
  expect((await here.main.must('files.check', { again: true })).findings).toEqual([{ kind: 'scans-missing', file: SCANS }])
  expect(await giveBack(here)).toEqual([{ kind: 'scans-taken-back', file: SCANS, pieces: 1, takenBack: 1 }])
  await expectScans(here)
  expect(await startAgain(here)).toEqual([])
  await expectScans(here)
  expect((await here.main.must('files.check', { again: true })).findings).toEqual([])
})

test('scans: killed after the pieces are back: nothing is lacking', async () => {
  const here = await scene()
  await startAgain(here, () => rm(scansOf(here.main)))
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
  await startAgain(here, () => rm(scansOf(here.main)))
  const { pieces } = await here.main.must('database.lackingScan', { begin: true })
  await here.main.must('database.giveBack', {
    rows: pieces!.map(({ id }) => here.database.get(id)! as SealedRow & { table: 'chunks'; env: string }),
    last: true,
  })
  expect(await startAgain(here)).toEqual([{ kind: 'scans-missing', file: SCANS }])
  expect(await giveBack(here)).toEqual([{ kind: 'scans-taken-back', file: SCANS, pieces: 3, takenBack: 3 }])
  await expectScans(here)
})

test('a large scan goes back in messages of twenty pieces, and is judged with the last; one that is broken off is asked for again', async () => {
  const here = await scene()
  const { caseId } = here.scans[0]!
  const evidence = await here.main.attach(caseId, patterned(PIECE * 45, 7))
  await here.main.act(caseId, { kind: 'identityDocumentAttached', evidence }, 'The whole passport came.')
  await startAgain(here, () => rm(scansOf(here.main)))
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
  // The smaller scans came back in the round that was broken off.
  expect(account).toEqual([{ kind: 'scans-taken-back', file: SCANS, pieces: 45, takenBack: 45 }])
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
