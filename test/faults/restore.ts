/**
 * Fault suite "restore": a restore, and the making of a backup, killed between any two writes to the disk, or in the middle of one. After a killed
 * restore either nothing is there and it can be begun again, or all of it is. After a killed backup every file under the name of a backup is
 * whole, the older ones are as they were, and the next one is made. Controls: a restore straight into its place leaves a part of a vault, and
 * what lies beside its name when a backup is killed is not whole.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { hash, randomBytes } from 'node:crypto'
import { recoveryBackupIdentity, type BackupIdentity } from '../../main/backup/identities.ts'
import { openBackup } from '../../main/backup/read-backup.ts'
import { rebuildVault } from '../../main/backup/rebuild.ts'
import { parseRecoveryKey } from '../../main/vault/recovery-key.ts'
import { backupStation, newMachine, restore, type BackupStation } from '../support/backup-station.ts'
import { countCalls, withFault, type Fault } from '../support/faulty-files.ts'
import type { MainApp } from '../support/main-app.ts'
import { newCase, walkUntil } from '../support/main-journey.ts'
import type { FaultReport, FaultRun } from './suites.ts'

const changes: Fault['counts'] = (call) => call.changes
/** What is at the journal's end when the app is killed before it could note the backup is no part of this. */
const killAt = (at: number, turn: number): Fault => ({ at, does: turn % 2 === 0 ? 'kill' : 'tear', counts: changes })

export async function restoreSuite({ rounds, folder }: FaultRun): Promise<FaultReport> {
  const station = await backupStation()
  try {
    await walkUntil(station.main, await newCase(station.main), 'photograph')
    await newCase(station.main)
    const first = (await station.main.must('backup.make', {})).file
    const bench: Bench = { folder, station, path: join(station.target, first), identity: await identityOf(station) }
    const restores = await killRestores(bench, rounds)
    const straight = await killStraightRestores(bench, [10, 20, 30])
    const backups = await killBackups(bench, rounds)
    const isHarmless =
      restores['half a vault'] === 0 &&
      backups['not whole'] === 0 &&
      backups['older backups changed'] === 0 &&
      backups['next backup not made'] === 0
    const { 'control: not whole beside its name': notWhole, ...ofBackups } = backups
    return {
      ok: isHarmless && straight > 0 && notWhole > 0 && restores['restores killed'] > 0 && backups['backups killed'] > 0,
      harmless: isHarmless,
      figures: {
        ...restores,
        ...ofBackups,
        'control: half a vault where a restore goes straight into its place': straight,
        'control: not whole beside its name': notWhole,
      },
    }
  } finally {
    station.main.remove()
    rmSync(station.target, { recursive: true, force: true })
  }
}

interface Bench {
  /** Where the new machines have their folders. */
  readonly folder: string
  readonly station: BackupStation
  /** Of the backup that is restored. */
  readonly path: string
  readonly identity: BackupIdentity
}

/** A new machine's folder. */
function machineFolder({ folder }: Bench, name: string): string {
  const there = join(folder, name)
  mkdirSync(there, { recursive: true })
  return there
}

/** The moments are spread over the rounds. */
const momentOf = (round: number, rounds: number, moments: number): number => 1 + Math.floor((round * moments) / rounds)

async function killRestores(bench: Bench, rounds: number) {
  const { station, path } = bench
  const restoreOn = async (there: string) => restore(await newMachine(path, { folder: there }), station.recoveryKey)
  const moments = (await countCalls(changes, () => restoreOn(machineFolder(bench, 'counted')))).length
  const figures = {
    'moments of a restore': moments,
    'restores killed': 0,
    'nothing was there, and it was restored again': 0,
    'all was there': 0,
    'half a vault': 0,
  }
  for (let round = 0; round < rounds; round += 1) {
    const cutOff = machineFolder(bench, `cut-off-${round}`)
    if (!(await withFault(killAt(momentOf(round, rounds, moments), round), () => restoreOn(cutOff))).killed) continue
    figures['restores killed'] += 1
    // What a kill leaves on the disk. In this process the databases are still open, and locked.
    const there = join(bench.folder, `restored-${round}`)
    cpSync(cutOff, there, { recursive: true })
    const after = await newMachine(path, { folder: there })
    const { phase } = await after.must('station.state', {})
    if (phase === 'first-run') {
      const again = await restore(after, station.recoveryKey)
      if (again.answer.ok && (await isWhole(after))) figures['nothing was there, and it was restored again'] += 1
      else figures['half a vault'] += 1
    } else if (phase === 'locked' && (await after.unlock()).ok && (await isWhole(after))) figures['all was there'] += 1
    else figures['half a vault'] += 1
    if (readdirSync(there).includes('restore.making') && phase === 'first-run') figures['half a vault'] += 1
    await after.app.lock('asked')
    for (const each of [cutOff, there]) rmSync(each, { recursive: true })
  }
  return figures
}

/** Control: how many restores straight into their place, killed at these moments, leave half a vault. */
async function killStraightRestores(bench: Bench, moments: readonly number[]): Promise<number> {
  let halves = 0
  for (const at of moments) {
    const there = machineFolder(bench, `control-${at}`)
    await withFault(killAt(at, 0), () => straightIntoPlace(there, bench.path, bench.identity))
    const { phase } = await (await newMachine(bench.path, { folder: there })).must('station.state', {})
    if (phase === 'trace') halves += 1
  }
  return halves
}

async function killBackups({ station, identity }: Bench, rounds: number) {
  let { main } = station
  const make = (app: MainApp) => {
    app.clock.forward(2_000)
    return app.call('backup.make', {})
  }
  const moments = (await countCalls(changes, () => make(main))).length
  const figures = {
    'moments of a backup': moments,
    'backups killed': 0,
    'files under the name of a backup': 0,
    'not whole': 0,
    'older backups changed': 0,
    'next backup not made': 0,
    'control: not whole beside its name': 0,
  }
  let ahead = 4_000
  for (let round = 0; round < rounds; round += 1) {
    const before = digestsOf(station)
    if ((await withFault(killAt(momentOf(round, rounds, moments), round), () => make(main))).killed) figures['backups killed'] += 1
    for (const name of readdirSync(station.target)) {
      const whole = await readsToItsEnd(join(station.target, name), identity)
      if (name.endsWith('.part') && !whole) figures['control: not whole beside its name'] += 1
      if (!name.endsWith('.age')) continue
      figures['files under the name of a backup'] += 1
      if (!whole) figures['not whole'] += 1
    }
    const after = digestsOf(station)
    // Ten are kept: the oldest goes when a new one is whole.
    for (const [name, digest] of before)
      if (after.has(name) ? after.get(name) !== digest : after.size < 10) figures['older backups changed'] += 1
    main = await main.again()
    main.clock.forward((ahead += 10_000))
    if (!(await main.unlock()).ok || !(await make(main)).ok || readdirSync(station.target).some((name) => name.endsWith('.part')))
      figures['next backup not made'] += 1
  }
  await main.app.lock('asked')
  return figures
}

async function identityOf(station: BackupStation): Promise<BackupIdentity> {
  const key = parseRecoveryKey(station.recoveryKey)
  if (!key.ok) throw new Error(key.error.code)
  return recoveryBackupIdentity(key.value)
}

/** Both cases, every row, and the record from its first entry to its last. */
async function isWhole(main: MainApp): Promise<boolean> {
  const { rows } = await main.must('database.page', { afterSeq: 0, which: 'rows' })
  return rows.filter(({ table }) => table === 'cases').length === 2 && (await main.call('record.verify', {})).ok
}

const digestsOf = (station: BackupStation): Map<string, string> =>
  new Map(station.files().map((path) => [path, hash('sha256', readFileSync(path))]))

async function readsToItsEnd(path: string, { identity }: BackupIdentity): Promise<boolean> {
  const opened = await openBackup(path, identity)
  if (!opened.ok) return false
  for await (const line of opened.value.lines()) if (!line.ok) return false
  return true
}

/** As a restore would be that trusts that nothing comes between. */
async function straightIntoPlace(folder: string, path: string, { identity }: BackupIdentity): Promise<void> {
  const opened = await openBackup(path, identity)
  if (!opened.ok) throw new Error(opened.error.code)
  await rebuildVault({
    backup: opened.value,
    base: folder,
    today: '2026-01-01',
    destroyed: new Set(),
    vaultKey: new Uint8Array(randomBytes(32)),
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    people: (agents) => ({
      agents,
      recovery: { publicKey: Buffer.alloc(32).toString('base64'), sealingKey: Buffer.alloc(32).toString('base64') },
    }),
  })
}
