/**
 * Fault suite "erasure": stations with marked scans, erased on the policy's day while the app is killed at a random moment of it; then
 * everything that lies on the disk is tried with every key that is left, and so is every backup that the app keeps; and of the sealed keys that
 * were destroyed no eight bytes are in any file. Then the app itself restores
 * the older backups, which somebody had copied aside. Controls: before the day the same search does find the scans, in the folder, in the backups
 * and in a restore; and it finds them in the backups that the app would have kept had it deleted none.
 */
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fromHex } from '../../domain/bytes.ts'
import type { Evidence } from '../../domain/values.ts'
import { printRecoveryKey } from '../support/backup-station.ts'
import type { MainApp } from '../support/main-app.ts'
import { countPiecesLeft, everyKey, sealedParts, tryBackups, tryToRecover } from '../support/recover-evidence.ts'
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

/** One round's station: a case whose scans are due, one whose scans are not, and the backups that were made on the way. */
interface Bench {
  readonly base: string
  readonly folder: string
  readonly target: string
  readonly scratch: string
  readonly world: World
  readonly recoveryKey: string
  readonly due: readonly Evidence[]
  readonly dueMarks: readonly Uint8Array[]
  readonly openMarks: readonly Uint8Array[]
  /** Names of the backups that still hold what is due. */
  readonly older: string[]
  /** Where they were copied to before the app could delete any: with its list of destroyed keys, and without. */
  readonly aside: string
  readonly bare: string
}
type World = ReturnType<typeof station>

/** `killAt`: nothing for a round that only counts the moments of a sign-in on the day. */
async function round(base: string, killAt: number | undefined) {
  const { bench, main } = await prepare(base)
  const { world, folder, target, aside, bare } = bench
  const before = await searchBefore(bench)
  const restoredBefore = await restoreOn(bench, 'restored-before', join(target, bench.older[0]!))
  await passDays(bench, main)
  const { cut, moments } = await signInOnTheDay(bench, main, killAt)

  // A kill leaves files that no process has open.
  const next = await main.again()
  const opened = await next.unlock()
  if (!opened.ok) throw new Error(opened.error.code)
  const halfWay = cut && (await wasErasedInTwoGoes(next))
  const left = await next.must('retention.list', {})
  cpSync(target, aside, { recursive: true })
  cpSync(target, bare, { recursive: true, filter: (path) => !path.endsWith('.txt') })
  const cleared = await letItClear(next, world.memory)
  const after = await backUp(bench, next)
  cpSync(join(target, after), join(aside, after))
  const list = readdirSync(target).find((name) => name.endsWith('.txt'))
  if (list) cpSync(join(target, list), join(aside, list))
  const verifies = (await next.call('record.verify', {})).ok
  await next.app.lock('asked')

  // A copy of what is there now, as a backup of the folder would hold.
  cpSync(folder, `${folder}-copy`, { recursive: true })
  const search = await searchAfter(bench, before.lost, before.sealed)
  const restored = await restoreOlder(bench, before.lost)
  rmSync(base, { recursive: true, force: true })
  return { control: before, restoredBefore, cut, halfWay, moments, verifies, undone: left.items.length, cleared, ...search, restored }
}

async function prepare(base: string): Promise<{ readonly bench: Bench; readonly main: MainApp }> {
  const at = (name: string) => join(base, name)
  const [folder, target] = [at('station'), at('stick')]
  for (const each of [folder, target]) mkdirSync(each, { recursive: true })
  const world = station(folder, target)
  const main = await world.start()
  await main.setUp()
  const recoveryKey = await printRecoveryKey(main)
  await main.must('backup.chooseFolder', {})
  const [dueMarks, openMarks] = [fourMarks(), fourMarks()]
  const due = await makeCase(main, 'print-card', dueMarks)
  await makeCase(main, 'likeness', openMarks)
  const places = { base, folder, target, scratch: at('scratch'), aside: at('aside'), bare: at('aside-without-list') }
  const bench: Bench = { ...places, world, recoveryKey, due, dueMarks, openMarks, older: [] }
  bench.older.push(await backUp(bench, main))
  return { bench, main }
}

/** Answers the backup's name. */
async function backUp({ world }: Bench, main: MainApp): Promise<string> {
  // Names of backups are of seconds.
  world.later(2_000)
  return (await main.must('backup.make', {})).file
}

/** The keys that will be destroyed, and the control: the search finds the scans while they are there. */
function searchBefore({ folder, target, scratch, recoveryKey, due, dueMarks }: Bench) {
  return withKeys(folder, async (vault) => {
    const lost = due.map(({ keyId }) => Uint8Array.from(vault.keyring.find(keyId)!.key))
    cpSync(folder, scratch, { recursive: true })
    const sealed = sealedParts(
      scratch,
      due.map(({ keyId }) => fromHex(keyId)),
    )
    rmSync(scratch, { recursive: true })
    return {
      lost,
      sealed,
      pieces: await countPiecesLeft(folder, sealed),
      control: (await tryToRecover(folder, everyKey(vault), dueMarks)).recovered,
      backups: (await tryBackups(target, scratch, recoveryKey, everyKey(vault), dueMarks, lost)).recovered,
    }
  })
}

/** Until the evening before the scans are due; a backup is made on the second day. */
async function passDays(bench: Bench, main: MainApp): Promise<void> {
  for (let day = 1; day < EVIDENCE_DAYS; day += 1) {
    await main.app.lock('asked')
    bench.world.later(DAY)
    await main.unlock()
    if (day === 2) bench.older.push(await backUp(bench, main))
  }
  await main.app.lock('asked')
}

/** Whether the sign-in was cut off, and how many moments it had until then. */
async function signInOnTheDay({ world }: Bench, main: MainApp, killAt = Number.POSITIVE_INFINITY) {
  world.later(DAY)
  world.killAfter(killAt)
  const cut = await main.unlock().then(
    (answer) => !answer.ok,
    (error: unknown) => {
      if (error instanceof Killed) return true
      throw error
    },
  )
  const moments = world.moments()
  world.killAfter(Number.POSITIVE_INFINITY)
  return { cut, moments }
}

/** Whether erasing was begun before the last sign-in, and finished after it. */
async function wasErasedInTwoGoes(main: MainApp): Promise<boolean> {
  const actions = (await main.must('record.entries', { fromSeq: 0, limit: 2_000 })).entries.map(({ action }) => action)
  const lastSignIn = actions.findLastIndex((action) => action.startsWith('unlocked'))
  const begun = actions.findIndex((action) => action.startsWith('erasure-begun'))
  return begun < lastSignIn && actions.findLastIndex((action) => action.startsWith('erased ')) > lastSignIn
}

/** With every key that is left, in all that is left. */
function searchAfter(bench: Bench, lost: readonly Uint8Array[], sealed: readonly Uint8Array[]) {
  const { folder, target, aside, scratch, recoveryKey, due, dueMarks, openMarks } = bench
  return withKeys(folder, async (vault) => {
    const keys = everyKey(vault)
    const inFolder = await tryToRecover(folder, keys, dueMarks, lost)
    const inCopy = await tryToRecover(`${folder}-copy`, keys, dueMarks, lost)
    const inBackups = await tryBackups(target, scratch, recoveryKey, keys, dueMarks, lost)
    const inUndeleted = await tryBackups(aside, scratch, recoveryKey, keys, dueMarks, lost)
    return {
      recovered: inFolder.recovered + inCopy.recovered,
      pieces: (await countPiecesLeft(folder, sealed)) + (await countPiecesLeft(`${folder}-copy`, sealed)),
      inBackups: inBackups.recovered,
      inUndeleted: inUndeleted.recovered,
      backups: inBackups.backups,
      openInBackups: (await tryBackups(target, scratch, recoveryKey, keys, openMarks, [])).recovered,
      envelopes: inFolder.envelopes + inBackups.envelopes,
      open: (await tryToRecover(folder, keys, openMarks)).recovered,
      keys: due.filter(({ keyId }) => vault.keyring.find(keyId)).length,
    }
  })
}

/** Each older backup on a new machine, with the list of destroyed keys beside it and without. */
async function restoreOlder(bench: Bench, lost: readonly Uint8Array[]): Promise<Restored[]> {
  const { folder, aside, bare, older } = bench
  const restored: Restored[] = []
  for (const [index, name] of older.entries()) {
    restored.push(await restoreOn(bench, `new-machine-${index}`, join(aside, name), lost))
    restored.push(await restoreOn(bench, `new-machine-without-list-${index}`, join(bare, name), lost))
  }
  // The disk was lost and is there again, with nothing on it but the list.
  rmSync(join(folder, 'vault'), { recursive: true })
  restored.push(await restoreOn(bench, 'station', join(bare, older[0]!), lost))
  return restored
}

const restoreOn = (bench: Bench, machine: string, file: string, lost: readonly Uint8Array[] = []): Promise<Restored> =>
  restoreAndTry(bench.world, join(bench.base, machine), file, bench.recoveryKey, bench.dueMarks, bench.openMarks, lost)

export async function erasureSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const figures = {
    rounds,
    'killed at sign-in': 0,
    'killed while erasing': 0,
    'envelopes tried': 0,
    'backups opened with the recovery key': 0,
    restores: 0,
    'recovered before the day (control)': 0,
    'pieces of sealed keys before the day (control)': 0,
    'in backups before the day (control)': 0,
    'in a restore before the day (control)': 0,
    'in backups with deleting switched off (control)': 0,
    'rounds without a control': 0,
    recovered: 0,
    'recovered from backups': 0,
    'recovered after a restore': 0,
    'keys left': 0,
    'pieces of sealed keys left': 0,
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
    figures['pieces of sealed keys before the day (control)'] += control.pieces
    figures['in backups before the day (control)'] += control.backups
    figures['in a restore before the day (control)'] += restoredBefore.recovered
    figures['in backups with deleting switched off (control)'] += done.inUndeleted
    if ([control.control, control.pieces, control.backups, restoredBefore.recovered, done.inUndeleted].some((found) => found < 4))
      figures['rounds without a control'] += 1
    figures.recovered += done.recovered
    figures['recovered from backups'] += done.inBackups
    figures['recovered after a restore'] += restored.reduce((sum, each) => sum + each.recovered, 0)
    figures['keys left'] += done.keys
    figures['pieces of sealed keys left'] += done.pieces
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
    'pieces of sealed keys left',
    'not erased',
    'older backups not deleted',
    'restores that left nothing out',
    'needed scans lost',
    'records that do not verify',
  ] as const
  const isHarmless = bad.every((what) => figures[what] === 0)
  return { ok: isHarmless && rounds > 0, harmless: isHarmless, figures }
}
