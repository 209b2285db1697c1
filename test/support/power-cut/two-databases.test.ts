import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { buildRecorder } from './build-recorder.ts'
import { recordProgram } from './record-program.ts'
import type { Tree } from './disk.ts'
import { type AfterCut, checkComplete, choosePositions, cutPower, readTree } from './replay.ts'
import { seededRandom } from '../seeded-random.ts'
import { ACTS, findLosses, type Manner } from './two-databases.ts'

const recorder = buildRecorder()
const program = fileURLToPath(new URL('two-databases-program.ts', import.meta.url))
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'power-cut-')))
afterAll(() => rmSync(folder, { recursive: true }))

/** Records the program in a folder and answers the log. */
async function record(manner: Manner, root: string, start?: Tree): Promise<string> {
  if ('unavailable' in recorder) throw new Error(recorder.unavailable)
  const log = `${root}.log`
  mkdirSync(root, { recursive: true })
  await recordProgram({ ...recorder, root, log }, program, root, manner)
  await checkComplete({ log, ...(start === undefined ? {} : { start }) }, root)
  return log
}

/** Records the program and cuts the power often: how many cuts lost something, and what. */
async function cutOften(manner: Manner, cuts: number, seed: number) {
  const log = await record(manner, join(folder, manner))
  const random = seededRandom(seed)
  const tally = { cuts: 0, acknowledged: 0, losses: new Array<string>() }
  const judge = (after: AfterCut) => {
    tally.cuts += 1
    tally.acknowledged = Math.max(tally.acknowledged, after.marks.length)
    const losses = findLosses(after.folder, after.marks)
    if (losses.length > 0) tally.losses.push(`cut after ${after.at} operations: ${losses.join('; ')}`)
  }
  await cutPower({ log, positions: await choosePositions(log, cuts, random), random, into: join(folder, `${manner}-cuts`), judge })
  return tally
}

const title = 'power cut: two databases of SQLite'
describe.skipIf('unavailable' in recorder)('unavailable' in recorder ? `${title} (skipped: ${recorder.unavailable})` : title, () => {
  test('power cut: with WAL and synchronous=FULL every acknowledged transaction is there after 200 cuts, and no other in part', async () => {
    const { cuts, acknowledged, losses } = await cutOften('full', 200, 1)
    expect(losses).toEqual([])
    expect({ cuts, acknowledged }).toEqual({ cuts: 200, acknowledged: ACTS })
  })

  test('power cut: a second cut, while SQLite repairs what the first one left, loses nothing', async () => {
    if ('unavailable' in recorder) throw new Error(recorder.unavailable)
    const first = await record('full', join(folder, 'first'))
    const random = seededRandom(3)
    let cuts = 0
    const losses: string[] = []
    const judgeFirst = async ({ folder: root, marks }: AfterCut) => {
      const start = await readTree(root)
      const log = await record('only opens', root, start)
      const judge = (after: AfterCut) => {
        cuts += 1
        losses.push(...findLosses(after.folder, marks))
      }
      await cutPower({ log, start, positions: await choosePositions(log, 20, random), random, into: join(folder, 'second-cuts'), judge })
      rmSync(log)
    }
    const positions = await choosePositions(first, 4, random)
    await cutPower({ log: first, positions, random, into: join(folder, 'first-cuts'), judge: judgeFirst })
    expect(losses).toEqual([])
    expect(cuts).toBe(80)
  })

  test.each(['never flushes', 'renames a file that is not flushed', 'does not flush the folder after a rename'] as const)(
    'power cut: control: a program that %s loses acknowledged transactions',
    async (manner) => {
      const { cuts, losses } = await cutOften(manner, 60, 2)
      expect(cuts).toBe(60)
      expect(losses.length).toBeGreaterThan(0)
      if (process.env['POWER_CUT_FIGURES'] !== undefined) console.log(manner, losses.length, losses.slice(0, 4))
    },
  )
})
