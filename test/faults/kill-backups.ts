/** Backups, whole ones or of changes, that are killed while they are made, and the files that are there afterwards. */
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBackups } from '../../domain/backup/schedule.ts'
import { callMake, forgetBases, makeTestedWhole } from '../support/changes-station.ts'
import { countCalls, withFault, type Fault } from '../support/faulty-files.ts'
import type { MainApp } from '../support/main-app.ts'
import { killAt, momentOf, type Bench } from './kill-restores.ts'
import { readsToItsEnd, tryBackup } from './try-backup.ts'

const writes: Fault['counts'] = ({ changes }) => changes

const noFigures = {
  'moments of a backup': 0,
  'backups killed': 0,
  'files under the name of a backup': 0,
  'not whole': 0,
  'older backups changed': 0,
  'next backup not made': 0,
  'control: not whole beside its name': 0,
}
export type KilledBackups = typeof noFigures
type Kind = 'whole' | 'changes'

/** Answers the app as it was started last. */
export async function killBackups(
  bench: Bench,
  first: MainApp,
  kind: Kind,
  rounds: number,
): Promise<{ readonly figures: KilledBackups; readonly main: MainApp }> {
  const { station, identity } = bench
  const { target } = station
  let main = first
  await prepare(bench, main, kind)
  const moments = (await countCalls(writes, () => callMake(main))).length
  const figures = { ...noFigures, 'moments of a backup': moments }
  const isWhole = judgeOfFiles(bench)
  for (let round = 0; round < rounds; round += 1) {
    await prepare(bench, main, kind)
    const before = digestsOf(bench)
    const { killed } = await withFault(killAt(momentOf(round, rounds, moments), round, writes), () => callMake(main))
    for (const name of readdirSync(target)) {
      if (name.endsWith('.part') && !(await readsToItsEnd(join(target, name), identity))) figures['control: not whole beside its name'] += 1
      if (!name.endsWith('.age')) continue
      figures['files under the name of a backup'] += 1
      if (!(await isWhole(name))) figures['not whole'] += 1
    }
    const after = digestsOf(bench)
    // Ten are kept: the oldest goes when a new one is whole.
    for (const [name, digest] of before)
      if (after.has(name) ? after.get(name) !== digest : after.size < 10) figures['older backups changed'] += 1
    const until = main.clock.now().getTime()
    main = await main.again()
    main.clock.forward(until - main.clock.now().getTime() + 10_000)
    if (kind === 'whole') forgetBases(station)
    const isOpen = (await main.unlock()).ok
    const next = await callMake(main)
    if (!isOpen || !next.ok || readdirSync(target).some((name) => name.endsWith('.part'))) figures['next backup not made'] += 1
    // What is killed is of the kind that is made next: changes only grow.
    else if (killed && (next.value.since !== undefined) === (kind === 'changes')) figures['backups killed'] += 1
  }
  return { figures, main }
}

/** Until the next backup is of this kind. */
async function prepare({ station }: Bench, main: MainApp, kind: Kind): Promise<void> {
  if (kind === 'whole') forgetBases(station)
  else if (station.memory.now.last?.since === undefined) await makeTestedWhole(station, main)
}

/** Whether a restore of the file would have everything. The same files are tried once. */
function judgeOfFiles({ station, identity, folder }: Bench): (name: string) => Promise<boolean> {
  const judged = new Map<string, boolean>()
  return async (name) => {
    const [found] = findBackups(name.slice('ra-desk-'.length), [name])
    const files = [name, ...(found?.base ? [found.base.file] : [])]
    const digest = files.map((each) => digestOf(join(station.target, each))).join()
    const known = judged.get(digest) ?? (await tryBackup(join(station.target, name), identity, folder)) === 'taken'
    judged.set(digest, known)
    return known
  }
}

const digestsOf = ({ station }: Bench): Map<string, string> => new Map(station.files().map((path) => [path, digestOf(path)]))

const digestOf = (path: string): string => hash('sha256', readFileSync(path))
