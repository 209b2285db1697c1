/** Restores of a backup that are killed, and what is there afterwards. */
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { BackupIdentity } from '../../main/backup/identities.ts'
import { rebuildVault } from '../../main/backup/rebuild.ts'
import { openRestorable } from '../../main/backup/restorable.ts'
import { randomBytes } from '../support/backup-damage.ts'
import { newMachine, restore, type BackupStation } from '../support/backup-station.ts'
import { contentOf, type KnownBackup } from '../support/changes-station.ts'
import { countCalls, withFault, type Fault } from '../support/faulty-files.ts'
import type { MainApp } from '../support/main-app.ts'

export interface Bench {
  /** Where the new machines have their folders. */
  readonly folder: string
  readonly station: BackupStation
  readonly identity: BackupIdentity
}

/** Half of them in the middle of a write. */
export const killAt = (at: number, turn: number, counts: Fault['counts']): Fault => ({ at, does: turn % 2 === 0 ? 'kill' : 'tear', counts })

/** The moments are spread over the rounds. */
export const momentOf = (round: number, rounds: number, moments: number): number => 1 + Math.floor((round * moments) / rounds)

/** SQLite writes below these calls: a kill while a backup is read leaves its databases half written. */
const steps: Fault['counts'] = ({ changes, path }) => changes || path.endsWith('.age')

const noFigures = {
  'moments of a restore': 0,
  'restores killed': 0,
  'killed between the two files': 0,
  'nothing was there, and it was restored again': 0,
  'all was there': 0,
  'half a vault': 0,
}
export type KilledRestores = typeof noFigures

export async function killRestores(bench: Bench, backup: KnownBackup, rounds: number): Promise<KilledRestores> {
  const { station } = bench
  const restoreOn = async (there: string) => restore(await newMachine(backup.path, { folder: there }), station.recoveryKey)
  const calls = await countCalls(steps, () => restoreOn(machineFolder(bench, `counted-${basename(backup.path, '.age')}`)))
  const between = betweenFiles(calls, backup.path)
  const figures = { ...noFigures, 'moments of a restore': calls.length }
  for (let round = 0; round < rounds; round += 1) {
    const at = round === 0 && between !== undefined ? between : momentOf(round, rounds, calls.length)
    const cutOff = machineFolder(bench, `cut-off-${round}`)
    if (!(await withFault(killAt(at, round, steps), () => restoreOn(cutOff))).killed) continue
    figures['restores killed'] += 1
    if (at === between) figures['killed between the two files'] += 1
    // What a kill leaves on the disk. In this process the databases are still open, and locked.
    const there = join(bench.folder, `restored-${round}`)
    cpSync(cutOff, there, { recursive: true })
    figures[await judge(bench, backup, there)] += 1
    for (const each of [cutOff, there]) rmSync(each, { recursive: true })
  }
  return figures
}

/** The moment at which the changes are opened for the last time, after the last line of the whole backup; `undefined` of a whole backup. */
function betweenFiles(calls: readonly string[], path: string): number | undefined {
  const isWholeRead = calls.some((call) => call.endsWith('.age') && !call.endsWith(path))
  return isWholeRead ? 1 + calls.lastIndexOf(`open ${path}`) : undefined
}

async function judge({ station }: Bench, backup: KnownBackup, folder: string) {
  const after = await newMachine(backup.path, { folder })
  try {
    const { phase } = await after.must('station.state', {})
    if (phase === 'first-run') {
      const again = await restore(after, station.recoveryKey)
      const isTidy = !readdirSync(folder).includes('restore.making')
      return again.answer.ok && isTidy && (await hasAll(after, backup)) ? 'nothing was there, and it was restored again' : 'half a vault'
    }
    // A sign-in that was killed counts as a wrong passphrase, so that killing the app gives no free attempt: there is a second to wait.
    after.clock.forward(2_000)
    return phase === 'locked' && (await after.unlock()).ok && (await hasAll(after, backup)) ? 'all was there' : 'half a vault'
  } finally {
    await after.app.lock('asked')
  }
}

/** Every row in the revision that was backed up, every scan, and the record from its first entry to its last. */
async function hasAll(main: MainApp, { content }: KnownBackup): Promise<boolean> {
  const found = new Set(await contentOf(main))
  return content.every((row) => found.has(row)) && (await main.call('record.verify', {})).ok
}

/** Control: how many restores straight into their place leave half a vault. */
export async function killStraightRestores(bench: Bench, { path }: KnownBackup): Promise<number> {
  const counted = machineFolder(bench, 'straight')
  const calls = await countCalls(steps, () => straightIntoPlace(counted, path, bench.identity))
  rmSync(counted, { recursive: true })
  const middle = [0.5, 0.7, 0.9].map((part) => Math.ceil(part * calls.length))
  let halves = 0
  for (const at of [...middle, ...[betweenFiles(calls, path) ?? []].flat()]) {
    const there = machineFolder(bench, `control-${at}`)
    await withFault(killAt(at, 0, steps), () => straightIntoPlace(there, path, bench.identity))
    const { phase } = await (await newMachine(path, { folder: there })).must('station.state', {})
    if (phase === 'trace') halves += 1
    rmSync(there, { recursive: true })
  }
  return halves
}

/** Control: the whole backup is restored as if it were all; 1 if that is noticed. */
export async function judgeWithoutChanges(
  bench: Bench,
  { whole, changes }: { readonly whole: KnownBackup; readonly changes: KnownBackup },
): Promise<0 | 1> {
  const machine = await newMachine(whole.path, { folder: machineFolder(bench, 'without-changes') })
  try {
    const { answer } = await restore(machine, bench.station.recoveryKey)
    return answer.ok && (await hasAll(machine, whole)) && !(await hasAll(machine, changes)) ? 1 : 0
  } finally {
    await machine.app.lock('asked')
  }
}

/** As a restore would be that trusts that nothing comes between. */
async function straightIntoPlace(folder: string, path: string, { identity }: BackupIdentity): Promise<void> {
  const opened = await openRestorable(path, identity)
  if (!opened.ok) throw new Error(opened.error.code)
  const { whole, changes } = opened.value
  const nobody = Buffer.alloc(32).toString('base64')
  await rebuildVault({
    backup: whole,
    ...(changes === undefined ? {} : { changes }),
    base: folder,
    today: '2026-01-01',
    destroyed: new Set(),
    vaultKey: randomBytes(32),
    randomBytes,
    people: (agents) => ({ agents, recovery: { publicKey: nobody, sealingKey: nobody } }),
  })
}

/** A new machine's folder. */
function machineFolder({ folder }: Bench, name: string): string {
  const there = join(folder, name)
  mkdirSync(there, { recursive: true })
  return there
}
