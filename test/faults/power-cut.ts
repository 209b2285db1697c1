/**
 * Power cuts. Every write, flush and rename of a working station, SQLite's own too, is recorded below JavaScript as it happens; then the disk
 * is put together as it may be after a cut at some moment: of what was not flushed any part, torn at sectors (`power-cut/disk.ts`). Some of
 * these disks are cut a second time, while the opening repairs them. Control: the same station whose record never flushes.
 */
import { mkdir, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildRecorder } from '../support/power-cut/build-recorder.ts'
import type { Tree } from '../support/power-cut/disk.ts'
import { recordProgram } from '../support/power-cut/record-program.ts'
import { checkComplete, choosePositions, cutPower, readTree, type AfterCut } from '../support/power-cut/replay.ts'
import { countLostScans } from './scans-told.ts'
import { countLosses, makeVault, openStation, sumOf, type Told } from './station.ts'
import type { FaultReport, FaultRun } from './suites.ts'
import type { Acknowledged, Manner } from './work-while-recorded.ts'

const program = fileURLToPath(new URL('work-while-recorded.ts', import.meta.url))
/** So many cuts of one recording, of which one in so many is cut again. */
const [CUTS, AGAIN_EVERY, CUTS_AGAIN] = [50, 10, 3]

export function whyNoPowerCut(): string | undefined {
  const recorder = buildRecorder()
  return 'unavailable' in recorder ? recorder.unavailable : undefined
}

interface Tally {
  cuts: number
  again: number
  losses: number
  acknowledged: number
  notOpened: number
  findings: number
}
const nothing = (): Tally => ({ cuts: 0, again: 0, losses: 0, acknowledged: 0, notOpened: 0, findings: 0 })

export async function powerCutSuite({ rounds, folder: given, random }: FaultRun): Promise<FaultReport> {
  const folder = await realpath(given)
  const [ours, control] = [nothing(), nothing()]
  for (let done = 0; done < rounds; done += CUTS)
    await cutOften({ folder: join(folder, `ours-${done}`), manner: 'flushes', cuts: Math.min(CUTS, rounds - done), random }, ours)
  await cutOften({ folder: join(folder, 'control'), manner: 'never flushes the record', cuts: Math.min(CUTS, rounds), random }, control)
  const harmless = ours.losses === 0 && ours.notOpened === 0
  return {
    ok: harmless && control.losses + control.notOpened > 0,
    harmless,
    figures: {
      'power cuts': ours.cuts,
      'cut again while the opening repaired': ours.again,
      'acknowledged before the cuts': ours.acknowledged,
      lost: ours.losses,
      'not opened': ours.notOpened,
      'findings said': ours.findings,
      'control without flushing: cuts': control.cuts,
      'control: lost or not opened': control.losses + control.notOpened,
    },
  }
}

interface Cutting {
  readonly folder: string
  readonly manner: Manner
  readonly cuts: number
  readonly random: FaultRun['random']
}

async function cutOften({ folder, manner, cuts, random }: Cutting, tally: Tally): Promise<void> {
  const root = join(folder, 'home')
  await mkdir(root, { recursive: true })
  await makeVault(root)
  const start = await readTree(root)
  const log = await record(root, manner, start)
  let number = 0
  const judge = async (after: AfterCut) => {
    tally.cuts += 1
    number += 1
    if (manner === 'flushes' && number % AGAIN_EVERY === 0) await cutAgain(after, join(folder, 'again'), random, tally)
    await count(after, tally)
  }
  await cutPower({ log, start, positions: await choosePositions(log, cuts, random), random, into: join(folder, 'cuts'), judge })
  await rm(folder, { recursive: true })
}

/** Cuts the power while the vault is opened after a cut. The folder is opened then, so that it is judged as repaired as well. */
async function cutAgain({ folder: root, marks }: AfterCut, into: string, random: FaultRun['random'], tally: Tally): Promise<void> {
  const start = await readTree(root)
  const log = await record(root, 'only opens', start)
  const judge = async (after: AfterCut) => {
    tally.again += 1
    await count({ ...after, marks }, tally)
  }
  await cutPower({ log, start, positions: await choosePositions(log, CUTS_AGAIN, random), random, into, judge })
  await rm(log)
}

/** Records the program in a folder. Answers the log, which has everything that the program did. */
async function record(root: string, manner: Manner, start: Tree): Promise<string> {
  const recorder = buildRecorder()
  if ('unavailable' in recorder) throw new Error(recorder.unavailable)
  const log = `${root}.log`
  await recordProgram({ ...recorder, root, log }, program, root, manner)
  await checkComplete({ log, start }, root)
  return log
}

async function count({ folder, marks, at }: AfterCut, tally: Tally): Promise<void> {
  const acts = marks.map((mark) => JSON.parse(mark) as Acknowledged)
  const toldOf = (saved: Acknowledged['kind'], purged: Acknowledged['kind']): Map<string, Told> =>
    new Map(
      acts
        .filter(({ kind }) => kind === saved || kind === purged)
        .map(({ kind, id, number }) => [id, { kind: kind === saved ? 'saved' : 'purged', id, rev: number }]),
    )
  tally.acknowledged += acts.length
  try {
    const station = await openStation(folder)
    try {
      const lost = await countLosses(station, toldOf('save', 'purge a case'), acts.length)
      const scans = await countLostScans(station, toldOf('store a scan', 'purge a scan'))
      tally.findings += station.findings.length
      tally.losses += sumOf(lost) + scans
      if (sumOf(lost) + scans > 0) process.stderr.write(`cut after ${at} operations: ${JSON.stringify(lost)}, scans ${scans}\n`)
    } finally {
      await station.close()
    }
  } catch (error) {
    tally.notOpened += 1
    process.stderr.write(`cut after ${at} operations: ${String(error)}\n`)
  }
}
