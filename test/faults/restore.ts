/**
 * Fault suite "restore": a restore, and the making of a backup, killed between any two writes to the disk or reads of a backup, or in the middle
 * of a write. Half of the rounds are on a whole backup, half on a backup of changes, whose restore needs two files. After a killed
 * restore either nothing is there and it can be begun again, or all of it is. After a killed backup every file under the name of a backup is
 * whole, the older ones are as they were, and the next one is made. Controls, for both kinds: a restore straight into its place leaves a part of
 * a vault; what lies beside its name when a backup is killed is not whole; and the whole backup without its changes does not pass for all.
 */
import { rmSync } from 'node:fs'
import { stationWithChanges } from '../support/changes-station.ts'
import { killBackups, type KilledBackups } from './kill-backups.ts'
import { judgeWithoutChanges, killRestores, killStraightRestores, type KilledRestores } from './kill-restores.ts'
import type { FaultReport, FaultRun } from './suites.ts'
import { identityOf } from './try-backup.ts'

export async function restoreSuite({ rounds, folder }: FaultRun): Promise<FaultReport> {
  const { station, older, whole, changes } = await stationWithChanges()
  let { main } = station
  try {
    const bench = { folder, station, identity: await identityOf(station.recoveryKey) }
    const halves = { whole: Math.ceil(rounds / 2), changes: Math.floor(rounds / 2) }
    const restores = {
      whole: await killRestores(bench, older, halves.whole),
      changes: await killRestores(bench, changes, halves.changes),
    }
    const straight = {
      whole: await killStraightRestores(bench, older),
      changes: await killStraightRestores(bench, changes),
    }
    const missed = await judgeWithoutChanges(bench, { whole, changes })
    const ofWhole = await killBackups(bench, main, 'whole', halves.whole)
    main = ofWhole.main
    const ofChanges = await killBackups(bench, main, 'changes', halves.changes)
    main = ofChanges.main
    await main.app.lock('asked')
    const backups = { whole: ofWhole.figures, changes: ofChanges.figures }
    const harmless = [restores.whole, restores.changes].every(isRestoreHarmless) && [backups.whole, backups.changes].every(isBackupHarmless)
    return {
      ok:
        harmless &&
        Object.values(straight).every((halfVaults) => halfVaults > 0) &&
        missed > 0 &&
        Object.values(restores).every((figures) => figures['restores killed'] > 0) &&
        restores.changes['killed between the two files'] > 0 &&
        Object.values(backups).every((figures) => figures['backups killed'] > 0 && figures['control: not whole beside its name'] > 0),
      harmless,
      figures: {
        ...named('whole', { ...restores.whole, ...backups.whole }),
        'whole, control: half a vault where a restore goes straight into its place': straight.whole,
        ...named('changes', { ...restores.changes, ...backups.changes }),
        'changes, control: half a vault where a restore goes straight into its place': straight.changes,
        'changes, control: the whole backup alone did not pass for all': missed,
      },
    }
  } finally {
    main.remove()
    rmSync(station.target, { recursive: true, force: true })
  }
}

const isRestoreHarmless = (figures: KilledRestores): boolean => figures['half a vault'] === 0

const isBackupHarmless = (figures: KilledBackups): boolean =>
  figures['not whole'] === 0 && figures['older backups changed'] === 0 && figures['next backup not made'] === 0

const named = (kind: string, figures: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(figures).map(([what, figure]) => [`${kind}, ${what}`, figure]))
