/**
 * Fault suite "erasure": stations with marked scans, erased on the policy's day while the app is killed at a random moment of it; then
 * everything that lies on the disk is tried with every key that is left, and so is every backup that the app keeps; and of the sealed keys that
 * were destroyed no eight bytes are in any file. What is due is in a whole backup in one round, and in a backup of changes in the next; those
 * that hold it have to go, and no other. Then the app itself restores the older backups, which somebody had copied aside, changes together with
 * their whole backup. Controls: before the day the same search does find the scans, in the folder, in the backups and in a restore of changes
 * with their whole backup; it finds them in the backups that the app would have kept had it deleted none; and in a restore of the whole backup
 * from when their case was open, which knows of no day without its changes and the list of destroyed keys.
 */
import { join } from 'node:path'
import { eraseOnce } from './erase-once.ts'
import type { FaultReport, FaultRun } from './suites.ts'

const noFigures = {
  rounds: 0,
  'killed at sign-in': 0,
  'killed while erasing': 0,
  'envelopes tried': 0,
  'backups opened with the recovery key': 0,
  'backups of changes among them': 0,
  'older backups of changes, copied aside and opened with the recovery key': 0,
  restores: 0,
  'restores of changes with their whole backup': 0,
  'recovered before the day (control)': 0,
  'pieces of sealed keys before the day (control)': 0,
  'in backups before the day (control)': 0,
  'in a restore before the day (control)': 0,
  'in backups with deleting switched off (control)': 0,
  'in a restore of the whole backup without the list and the days of its changes (control)': 0,
  'rounds without a control': 0,
  recovered: 0,
  'recovered from backups': 0,
  'recovered after a restore': 0,
  'keys left': 0,
  'pieces of sealed keys left': 0,
  'not erased': 0,
  'older backups not deleted': 0,
  'backups deleted that held nothing erased': 0,
  'keys left out by the list': 0,
  'keys left out by their day': 0,
  'restores that left nothing out': 0,
  'needed scans lost': 0,
  'records that do not verify': 0,
}

const bad = [
  'rounds without a control',
  'recovered',
  'recovered from backups',
  'recovered after a restore',
  'keys left',
  'pieces of sealed keys left',
  'not erased',
  'older backups not deleted',
  'backups deleted that held nothing erased',
  'restores that left nothing out',
  'needed scans lost',
  'records that do not verify',
] as const

export async function erasureSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const figures = { ...noFigures, rounds }
  let moments: number | undefined
  for (let number = 0; number < rounds; number += 1) {
    const killAt = moments === undefined ? undefined : 1 + random(moments)
    const done = await eraseOnce(join(folder, `round-${number}`), killAt, number % 2 === 0 ? 'whole' : 'changes')
    moments ??= done.moments
    count(figures, done)
  }
  const isHarmless = bad.every((what) => figures[what] === 0)
  const areChangesSearched =
    figures['backups of changes among them'] > 0 && figures['older backups of changes, copied aside and opened with the recovery key'] > 0
  return { ok: isHarmless && areChangesSearched, harmless: isHarmless, figures }
}

function count(figures: typeof noFigures, done: Awaited<ReturnType<typeof eraseOnce>>): void {
  const { control, restoredBefore, restored } = done
  const judged = restored.filter((each) => !each.isControl)
  if (done.cut) figures['killed at sign-in'] += 1
  if (done.halfWay) figures['killed while erasing'] += 1
  figures['envelopes tried'] += done.envelopes
  figures['backups opened with the recovery key'] += done.backups
  figures['backups of changes among them'] += done.changes
  figures['older backups of changes, copied aside and opened with the recovery key'] += done.changesAside
  figures.restores += restored.length
  figures['restores of changes with their whole backup'] += restored.filter(({ of }) => of.file.includes('-since-')).length
  figures['recovered before the day (control)'] += control.control
  figures['pieces of sealed keys before the day (control)'] += control.pieces
  figures['in backups before the day (control)'] += control.backups
  figures['in a restore before the day (control)'] += restoredBefore.recovered
  figures['in backups with deleting switched off (control)'] += done.inUndeleted
  const withoutDays = restored.filter((each) => each.isControl).map((each) => each.recovered)
  for (const found of withoutDays)
    figures['in a restore of the whole backup without the list and the days of its changes (control)'] += found
  const controls = [control.control, control.pieces, control.backups, restoredBefore.recovered, done.inUndeleted, ...withoutDays]
  if (controls.some((found) => found < 4)) figures['rounds without a control'] += 1
  figures.recovered += done.recovered
  figures['recovered from backups'] += done.inBackups
  figures['recovered after a restore'] += judged.reduce((sum, each) => sum + each.recovered, 0)
  figures['keys left'] += done.keys
  figures['pieces of sealed keys left'] += done.pieces
  figures['not erased'] += done.undone
  figures['older backups not deleted'] += done.cleared ? done.holdersLeft : 1
  figures['backups deleted that held nothing erased'] += done.goneWithoutNeed
  figures['keys left out by the list'] += restored.reduce((sum, each) => sum + each.destroyed, 0)
  figures['keys left out by their day'] += restored.reduce((sum, each) => sum + each.expired, 0)
  figures['restores that left nothing out'] += judged.filter(
    (each) => each.of.due !== 'not in it' && each.destroyed + each.expired < 4,
  ).length
  const opened = restored.filter((each) => each.of.givesOpen).map((each) => each.open)
  if ([done.open, done.openInBackups, restoredBefore.open, ...opened].some((found) => found < 4)) figures['needed scans lost'] += 1
  if (!done.verifies) figures['records that do not verify'] += 1
}
