/** One round of the suite "erasure": a station, its backups, the day on which its scans are erased, and the search after it. */
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fromHex } from '../../domain/bytes.ts'
import type { Evidence } from '../../domain/values.ts'
import type { Output } from '../../preload/contract.ts'
import { printRecoveryKey } from '../support/backup-station.ts'
import type { MainApp } from '../support/main-app.ts'
import { countPiecesLeft, everyKey, sealedParts, tryBackups, tryToRecover } from '../support/recover-evidence.ts'
import {
  DAY,
  EVIDENCE_DAYS,
  finishCase,
  fourMarks,
  Killed,
  letItClear,
  makeCase,
  makeLargeCase,
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
  /** The backups from before the day: a whole one, changes, and one of another day. */
  readonly older: OlderBackup[]
  /** Where they were copied to before the app could delete any: with its list of destroyed keys, and without. */
  readonly aside: string
  readonly bare: string
}
type World = ReturnType<typeof station>

interface OlderBackup {
  /** File name. */
  readonly file: string
  /** Whether it has keys of what is due. Of a case that was open then it does not know the day: only the list leaves them out. */
  readonly due: 'not in it' | 'its case was open' | 'its case had ended'
  /** Scans that are not due, alone or with the whole backup that it needs. */
  readonly givesOpen: boolean
}

/** In which backup the keys of what is due are. */
export type Holder = 'whole' | 'changes'

/** `base`: folder of the round. `killAt`: nothing for a round that only counts the moments of a sign-in on the day. */
export async function eraseOnce(base: string, killAt: number | undefined, holder: Holder) {
  const { bench, main } = await prepare(base, holder)
  const { world, folder, target, aside, bare } = bench
  const before = await searchBefore(bench)
  const restoredBefore = await restoreOn(bench, 'restored-before', join(target, bench.older[1]!.file))
  await passDays(bench, main)
  const { cut, moments } = await signInOnTheDay(bench, main, killAt)

  // A kill leaves files that no process has open.
  const next = await main.again()
  const opened = await next.unlock()
  if (!opened.ok) throw new Error(opened.error.code)
  const halfWay = cut && (await wasErasedInTwoGoes(next))
  const left = await next.must('retention.list', {})
  cpSync(target, aside, { recursive: true })
  cpSync(target, bare, { recursive: true, filter: (path) => !path.endsWith('destroyed-keys.txt') })
  const cleared = await letItClear(next, world.memory)
  const after = (await backUp(bench, next)).file
  const kept = readdirSync(target)
  cpSync(join(target, after), join(aside, after))
  const list = kept.find((name) => name.endsWith('destroyed-keys.txt'))
  if (list) cpSync(join(target, list), join(aside, list))
  const verifies = (await next.call('record.verify', {})).ok
  await next.app.lock('asked')

  // A copy of what is there now, as a backup of the folder would hold.
  cpSync(folder, `${folder}-copy`, { recursive: true })
  const search = await searchAfter(bench, before.lost, before.sealed)
  const restored = await restoreAll(bench, after, before.lost)
  rmSync(base, { recursive: true, force: true })
  const [undone, clearing] = [left.items.length, { cleared, ...judgeKept(bench, kept) }]
  return { control: before, restoredBefore, cut, halfWay, moments, verifies, undone, ...clearing, ...search, restored }
}

/** Those that hold what was erased have to be gone, and the others have to be there. */
function judgeKept({ older }: Bench, kept: readonly string[]) {
  return {
    holdersLeft: older.filter(({ file, due }) => due !== 'not in it' && kept.includes(file)).length,
    goneWithoutNeed: older.filter(({ file, due }) => due === 'not in it' && !kept.includes(file)).length,
  }
}

async function prepare(base: string, holder: Holder): Promise<{ readonly bench: Bench; readonly main: MainApp }> {
  const at = (name: string) => join(base, name)
  const [folder, target] = [at('station'), at('stick')]
  for (const each of [folder, target]) mkdirSync(each, { recursive: true })
  const world = station(folder, target)
  const main = await world.start()
  await main.setUp()
  const recoveryKey = await printRecoveryKey(main)
  await main.must('backup.chooseFolder', {})
  const [dueMarks, openMarks] = [fourMarks(), fourMarks()]
  const [first, second] = holder === 'whole' ? [dueMarks, openMarks] : [openMarks, dueMarks]
  await makeLargeCase(main)
  const early = await makeCase(main, first)
  const whole = await backUp({ world }, main)
  await main.must('backup.drill', {})
  const late = await makeCase(main, second)
  const due = holder === 'whole' ? early : late
  await finishCase(main, due.caseId)
  const changes = await backUp({ world }, main)
  if (changes.since === undefined) throw new Error('the second backup does not hold only what changed')
  const places = { base, folder, target, scratch: at('scratch'), aside: at('aside'), bare: at('aside-without-list') }
  const older: OlderBackup[] = [
    { file: whole.file, due: holder === 'whole' ? 'its case was open' : 'not in it', givesOpen: holder === 'changes' },
    { file: changes.file, due: 'its case had ended', givesOpen: true },
  ]
  return { bench: { ...places, world, recoveryKey, due: due.attached, dueMarks, openMarks, older }, main }
}

function backUp({ world }: Pick<Bench, 'world'>, main: MainApp): Promise<Output<'backup.make'>> {
  // Names of backups are of seconds.
  world.later(2_000)
  return main.must('backup.make', {})
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
    if (day === 2) bench.older.push({ file: (await backUp(bench, main)).file, due: 'its case had ended', givesOpen: true })
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
      changes: inBackups.changes,
      changesAside: inUndeleted.changes,
      openInBackups: (await tryBackups(target, scratch, recoveryKey, keys, openMarks, [])).recovered,
      envelopes: inFolder.envelopes + inBackups.envelopes,
      open: (await tryToRecover(folder, keys, openMarks)).recovered,
      keys: due.filter(({ keyId }) => vault.keyring.find(keyId)).length,
    }
  })
}

interface RestoredOlder extends Restored {
  readonly of: OlderBackup
  /** Nothing tells the restore of the day: it is the whole backup alone, and the list is not there. */
  readonly isControl: boolean
}

/** Each older backup on a new machine, with the list of destroyed keys beside it and without, and the newest with its whole backup. */
async function restoreAll(bench: Bench, newest: string, lost: readonly Uint8Array[]): Promise<RestoredOlder[]> {
  const { folder, target, aside, bare, older } = bench
  const restored: RestoredOlder[] = []
  const add = async (machine: string, from: string, of: OlderBackup) => {
    const isControl = from === bare && of.due === 'its case was open'
    restored.push({ ...(await restoreOn(bench, machine, join(from, of.file), lost)), of, isControl })
  }
  for (const [index, each] of older.entries()) {
    await add(`new-machine-${index}`, aside, each)
    await add(`new-machine-without-list-${index}`, bare, each)
  }
  await add('newest', target, { file: newest, due: 'not in it', givesOpen: true })
  // The disk was lost and is there again, with nothing on it but the list.
  rmSync(join(folder, 'vault'), { recursive: true })
  await add('station', bare, older[1]!)
  return restored
}

const restoreOn = (bench: Bench, machine: string, file: string, lost: readonly Uint8Array[] = []): Promise<Restored> =>
  restoreAndTry(bench.world, join(bench.base, machine), file, bench.recoveryKey, bench.dueMarks, bench.openMarks, lost)
