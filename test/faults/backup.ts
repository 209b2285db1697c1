/**
 * Altered backups. Half of the rounds are on a whole backup: each flips, cuts, empties, moves or repeats a part of its file, and now and then
 * of what is inside it, encrypted again by a person who knows for whom. All must be refused in words, or found before anything counts. Two
 * controls: the inner alterations looked at by their shape alone are taken; and those that only the signature over all lines shows are taken
 * when they are signed again with the workstation's own key. The other half are on a backup of changes (`backup-changes.ts`).
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backupLine } from '../../domain/backup/lines.ts'
import type { BackupIdentity } from '../../main/backup/identities.ts'
import { bound, inner, type Line, outer, signAnew } from '../support/backup-damage.ts'
import { stationWithChanges } from '../support/changes-station.ts'
import { harmChanges, INNER_EVERY, type HalfReport } from './backup-changes.ts'
import type { FaultReport, FaultRun } from './suites.ts'
import { identityOf, plainOf, readsToItsEnd, tryBackup, writeLines } from './try-backup.ts'

export async function backupSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const backups = await stationWithChanges()
  const { station } = backups
  try {
    const identity = await identityOf(station.recoveryKey)
    await mkdir(folder, { recursive: true })
    const run = { folder, random, identity }
    const onChanges = await harmChanges({ ...run, rounds: Math.floor(rounds / 2) }, backups)
    const onWhole = await harmWhole({ ...run, rounds: Math.ceil(rounds / 2) }, backups.older.path)
    const harmless = onWhole.isHarmless && onChanges.isHarmless
    return {
      ok: harmless && onWhole.doControlsLose && onChanges.doControlsLose,
      harmless,
      figures: { ...onWhole.figures, ...onChanges.figures },
    }
  } finally {
    await station.main.app.lock('asked')
    station.main.remove()
    await rm(station.target, { recursive: true, force: true })
  }
}

async function harmWhole(
  { rounds, folder, random, identity }: FaultRun & { readonly identity: BackupIdentity },
  path: string,
): Promise<HalfReport> {
  const bytes = await readFile(path)
  const file = join(folder, 'altered.age')
  const tried = () => tryBackup(file, identity, folder)
  await writeFile(file, bytes)
  if ((await tried()) !== 'taken') throw new Error('the untouched backup is refused')
  const text = await plainOf(path, identity)
  const freshLines = () => text.map((line) => JSON.parse(line) as Line)
  const written = (lines: readonly Line[]): Promise<void> => writeLines(file, lines, identity)
  await written(freshLines())
  if ((await tried()) !== 'taken') throw new Error('the untouched lines, encrypted again, are refused')
  const figures = {
    outer: 0,
    outerRefused: 0,
    inner: 0,
    innerRefused: 0,
    control: 0,
    controlTaken: 0,
    bound: 0,
    boundRefused: 0,
    boundTakenWhenSignedAnew: 0,
  }
  const [outerNames, innerNames, boundNames] = [Object.keys(outer), Object.keys(inner), Object.keys(bound)]
  for (let round = 0; round < rounds; round += 1) {
    const altered = outer[outerNames[round % outerNames.length]!]!(bytes, random)
    if (!altered.equals(bytes)) {
      await writeFile(file, altered)
      figures.outer += 1
      if (!(await readsToItsEnd(file, identity))) figures.outerRefused += 1
    }
    if (round % INNER_EVERY !== 0) continue
    const turn = round / INNER_EVERY
    const lines = freshLines()
    inner[innerNames[turn % innerNames.length]!]!(lines, random)
    signAnew(lines)
    await written(lines)
    figures.inner += 1
    if ((await tried()) === 'refused') figures.innerRefused += 1
    figures.control += 1
    if (lines.every((line) => backupLine.safeParse(line).success)) figures.controlTaken += 1
    const others = freshLines()
    bound[boundNames[turn % boundNames.length]!]!(others, random)
    await written(others)
    figures.bound += 1
    if ((await tried()) === 'refused') figures.boundRefused += 1
    signAnew(others)
    await written(others)
    if ((await tried()) === 'taken') figures.boundTakenWhenSignedAnew += 1
  }
  return {
    isHarmless: figures.outer === figures.outerRefused && figures.inner === figures.innerRefused && figures.bound === figures.boundRefused,
    doControlsLose: figures.control === figures.controlTaken && figures.control > 0 && figures.bound === figures.boundTakenWhenSignedAnew,
    figures,
  }
}
