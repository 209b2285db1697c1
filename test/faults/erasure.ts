/**
 * Fault suite "erasure": stations with marked scans, erased on the policy's day while the app is killed at a random moment of it; then
 * everything that lies on the disk is tried with every key that is left, and so is every backup that the app keeps. Then the app itself restores
 * the older backups, which somebody had copied aside. Controls: before the day the same search does find the scans, in the folder, in the backups
 * and in a restore; and it finds them in the backups that the app would have kept had it deleted none.
 */
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { printRecoveryKey } from '../support/backup-station.ts'
import { everyKey, tryBackups, tryToRecover } from '../support/recover-evidence.ts'
import type { FaultReport, FaultRun } from './suites.ts'
import {
  DAY,
  EVIDENCE_DAYS,
  fourMarks,
  Killed,
  letItClear,
  makeCase,
  restoreAndTry,
  type Restored,
  station,
  withKeys,
} from '../support/erasure-station.ts'

/** `killAt`: nothing for a round that only counts the moments of a sign-in on the day. */
async function round(base: string, killAt: number | undefined) {
  const [folder, target, scratch] = ['station', 'stick', 'scratch'].map((name) => join(base, name)) as [string, string, string]
  for (const each of [folder, target]) mkdirSync(each, { recursive: true })
  const world = station(folder, target)
  let main = await world.start()
  await main.setUp()
  const recoveryKey = await printRecoveryKey(main)
  await main.must('backup.chooseFolder', {})
  const backUp = async () => {
    // Names of backups are of seconds.
    world.later(2_000)
    return (await main.must('backup.make', {})).file
  }
  const [dueMarks, openMarks] = [fourMarks(), fourMarks()]
  const due = await makeCase(main, 'print-card', dueMarks)
  await makeCase(main, 'likeness', openMarks)
  const older = [await backUp()]
  const before = await withKeys(world, async (vault) => {
    const lost = due.map(({ keyId }) => Uint8Array.from(vault.keyring.find(keyId)!.key))
    return {
      lost,
      control: (await tryToRecover(folder, everyKey(vault), dueMarks)).recovered,
      backups: (await tryBackups(target, scratch, recoveryKey, everyKey(vault), dueMarks, lost)).recovered,
    }
  })
  const restoredBefore = await restoreAndTry(
    world,
    join(base, 'restored-before'),
    join(target, older[0]!),
    recoveryKey,
    dueMarks,
    openMarks,
    [],
  )
  for (let day = 1; day < EVIDENCE_DAYS; day += 1) {
    await main.app.lock('asked')
    world.later(DAY)
    await main.unlock()
    if (day === 2) older.push(await backUp())
  }
  await main.app.lock('asked')
  world.later(DAY)
  world.killAfter(killAt ?? Number.POSITIVE_INFINITY)
  const cut = await main.unlock().then(
    (answer) => !answer.ok,
    (error: unknown) => {
      if (error instanceof Killed) return true
      throw error
    },
  )
  const moments = world.moments()
  world.killAfter(Number.POSITIVE_INFINITY)
  main = await world.start()
  const opened = await main.unlock()
  if (!opened.ok) throw new Error(opened.error.code)
  const actionsAtEntry = (await main.must('record.entries', { fromSeq: 0, limit: 2_000 })).entries.map(({ action }) => action)
  const lastEntry = actionsAtEntry.findLastIndex((action) => action.startsWith('unlocked'))
  const begunBefore = actionsAtEntry.findIndex((action) => action.startsWith('erasure-begun'))
  const halfWay = cut && begunBefore < lastEntry && actionsAtEntry.findLastIndex((action) => action.startsWith('erased ')) > lastEntry
  const left = await main.must('retention.list', {})
  // What the app would keep if it deleted none; and what somebody may have copied aside.
  const [aside, bare] = [join(base, 'aside'), join(base, 'aside-without-list')]
  cpSync(target, aside, { recursive: true })
  cpSync(target, bare, { recursive: true, filter: (path) => !path.endsWith('.txt') })
  const cleared = await letItClear(main, world.memory)
  const after = await backUp()
  cpSync(join(target, after), join(aside, after))
  const list = readdirSync(target).find((name) => name.endsWith('.txt'))
  if (list) cpSync(join(target, list), join(aside, list))
  const verifies = (await main.call('record.verify', {})).ok
  await main.app.lock('asked')
  // A copy of what is there now, as a backup of the folder would hold.
  cpSync(folder, `${folder}-copy`, { recursive: true })
  const search = await withKeys(world, async (vault) => {
    const keys = everyKey(vault)
    const inFolder = await tryToRecover(folder, keys, dueMarks, before.lost)
    const inCopy = await tryToRecover(`${folder}-copy`, keys, dueMarks, before.lost)
    const inBackups = await tryBackups(target, scratch, recoveryKey, keys, dueMarks, before.lost)
    const inUndeleted = await tryBackups(aside, scratch, recoveryKey, keys, dueMarks, before.lost)
    return {
      recovered: inFolder.recovered + inCopy.recovered,
      inBackups: inBackups.recovered,
      inUndeleted: inUndeleted.recovered,
      backups: inBackups.backups,
      openInBackups: (await tryBackups(target, scratch, recoveryKey, keys, openMarks, [])).recovered,
      envelopes: inFolder.envelopes + inBackups.envelopes,
      open: (await tryToRecover(folder, keys, openMarks)).recovered,
      keys: due.filter(({ keyId }) => vault.keyring.find(keyId)).length,
    }
  })
  const restored: Restored[] = []
  const again = (there: string, file: string) => restoreAndTry(world, there, file, recoveryKey, dueMarks, openMarks, before.lost)
  for (const [index, name] of older.entries()) {
    restored.push(await again(join(base, `new-machine-${index}`), join(aside, name)))
    restored.push(await again(join(base, `new-machine-without-list-${index}`), join(bare, name)))
  }
  // The disk was lost and is there again, with nothing on it but the list.
  rmSync(join(folder, 'vault'), { recursive: true })
  restored.push(await again(folder, join(bare, older[0]!)))
  rmSync(base, { recursive: true, force: true })
  return { control: before, restoredBefore, cut, halfWay, moments, verifies, undone: left.items.length, cleared, ...search, restored }
}

export async function erasureSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const figures = {
    rounds,
    'killed at sign-in': 0,
    'killed while erasing': 0,
    'envelopes tried': 0,
    'backups opened with the recovery key': 0,
    restores: 0,
    'recovered before the day (control)': 0,
    'in backups before the day (control)': 0,
    'in a restore before the day (control)': 0,
    'in backups with deleting switched off (control)': 0,
    'rounds without a control': 0,
    recovered: 0,
    'recovered from backups': 0,
    'recovered after a restore': 0,
    'keys left': 0,
    'not erased': 0,
    'older backups not deleted': 0,
    'keys left out by the list': 0,
    'keys left out by their day': 0,
    'restores that left nothing out': 0,
    'needed scans lost': 0,
    'records that do not verify': 0,
  }
  let moments: number | undefined
  for (let number = 0; number < rounds; number += 1) {
    const done = await round(join(folder, `round-${number}`), moments === undefined ? undefined : 1 + random(moments))
    moments ??= done.moments
    const { control, restoredBefore, restored } = done
    if (done.cut) figures['killed at sign-in'] += 1
    if (done.halfWay) figures['killed while erasing'] += 1
    figures['envelopes tried'] += done.envelopes
    figures['backups opened with the recovery key'] += done.backups
    figures.restores += restored.length
    figures['recovered before the day (control)'] += control.control
    figures['in backups before the day (control)'] += control.backups
    figures['in a restore before the day (control)'] += restoredBefore.recovered
    figures['in backups with deleting switched off (control)'] += done.inUndeleted
    if ([control.control, control.backups, restoredBefore.recovered, done.inUndeleted].some((found) => found < 4))
      figures['rounds without a control'] += 1
    figures.recovered += done.recovered
    figures['recovered from backups'] += done.inBackups
    figures['recovered after a restore'] += restored.reduce((sum, each) => sum + each.recovered, 0)
    figures['keys left'] += done.keys
    figures['not erased'] += done.undone
    if (!done.cleared) figures['older backups not deleted'] += 1
    figures['keys left out by the list'] += restored.reduce((sum, each) => sum + each.destroyed, 0)
    figures['keys left out by their day'] += restored.reduce((sum, each) => sum + each.expired, 0)
    figures['restores that left nothing out'] += restored.filter((each) => each.destroyed + each.expired < 4).length
    if ([done.open, done.openInBackups, restoredBefore.open, ...restored.map((each) => each.open)].some((found) => found < 4))
      figures['needed scans lost'] += 1
    if (!done.verifies) figures['records that do not verify'] += 1
  }
  const bad = [
    'rounds without a control',
    'recovered',
    'recovered from backups',
    'recovered after a restore',
    'keys left',
    'not erased',
    'older backups not deleted',
    'restores that left nothing out',
    'needed scans lost',
    'records that do not verify',
  ] as const
  return { ok: bad.every((what) => figures[what] === 0) && rounds > 0, figures }
}
