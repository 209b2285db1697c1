/**
 * One file of the vault's folder, or of those beside it, damaged in one of the ways of `file-damage.ts`: of a station that was closed, and of
 * one that was killed, whose databases have write-ahead logs. Each damage must be repaired and said, at opening or by the check of all files;
 * one that changes no byte must not be said. Bytes that nothing reads may change unsaid: it is then proved that SQLite reads the same as before.
 * Free pages of scans may be repaired unsaid, and so may the second copy of the keys when it is one change behind. In the end both copies of everything are the same. Scans come back from a database beside the record, and must then outlive it.
 * Control: the same without the second copies.
 */
import { HIGH_WATER_MARK } from '../../main/record/high-water-mark.ts'
import { cp, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { databaseContent, isSameContent } from '../support/database-content.ts'
import { damages, type DamageName } from '../support/file-damage.ts'
import { findUneven, copyOf, makeOriginals, removeSecondCopies, type Original } from './damage-originals.ts'
import { giveBack, type ScansBeside } from './scans-beside.ts'
import { countLosses, openStation, sumOf, value, type OpenStation } from './station.ts'
import type { FaultReport, FaultRun } from './suites.ts'

/** From so many damages on, files of scans must have been among them. */
const ALL_FILES = 60
const ways = Object.keys(damages) as DamageName[]

const harms = ['lost or wrong', 'not opened', 'not said', 'said of same bytes', 'copies not the same in the end'] as const

export async function damageSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const originals = await makeOriginals(folder)
  const [copy, scratch] = [join(folder, 'copy'), join(folder, 'scratch')]
  const tally = { ...noOutcomes }
  const breakdown = new Map<string, number>()
  const control = { damages: 0, 'lost or not opened': 0 }
  let [takenBack, refused] = [0, 0]
  for (let round = 0; round < rounds; round += 1) {
    const original = originals[random(originals.length)]!
    const harm: Harm = { name: original.files[random(original.files.length)]!, way: ways[random(ways.length)]! }
    const done = await harmCopy(original, copy, harm, random)
    const effect = await effectOf(original, copy, done, scratch)
    const judged = await judge(copy, original)
    const uneven = judged === 'failed' ? undefined : await findUneven(copy, scratch)
    const outcome = outcomeOf(judged, effect, done, {
      areSame: uneven === undefined,
      isRepaired: await isRepaired(original, copy, done, scratch),
    })
    tally[outcome] += 1
    if (judged !== 'failed') {
      takenBack += judged.takenBack
      if (judged.isRefused) refused += 1
    }
    const what = `${kindOf(harm.name)}, ${harm.way}: ${outcome}`
    breakdown.set(what, (breakdown.get(what) ?? 0) + 1)
    if (harms.some((each) => each === outcome))
      process.stderr.write(
        `round ${round}, ${original.name}, ${done.join(' and ')}, ${what}${uneven === undefined ? '' : ` (${uneven})`}\n`,
      )
    if (round % 5 !== 0 || !isMirrored(harm.name)) continue
    control.damages += 1
    await harmCopy(original, copy, harm, random)
    await removeSecondCopies(copy)
    const without = await judge(copy, { ...original, scans: original.scans.withoutDatabase })
    if (without === 'failed' || without.losses > 0) control['lost or not opened'] += 1
  }
  const harmless = harms.every((each) => tally[each] === 0)
  return {
    ok: harmless && control['lost or not opened'] > 0 && (rounds < ALL_FILES || takenBack > 0),
    harmless,
    figures: {
      damages: rounds,
      ...tally,
      'pieces of scans taken back': takenBack,
      'taken back after the next opening only, because a write met damage': refused,
      'control: damages': control.damages,
      'control: lost or not opened': control['lost or not opened'],
      ...Object.fromEntries(
        [...breakdown].sort(([left], [right]) => left.localeCompare(right)).map(([what, count]) => [`- ${what}`, count]),
      ),
    },
  }
}

// ── How it is damaged ─────────────────────────────────────────────────────────────────────────────────

interface Harm {
  /** Of the file. */
  readonly name: string
  readonly way: DamageName
}

/** Copies the original and damages one file of the copy, or two that are no copies of each other. Answers which. */
async function harmCopy({ master, older, files }: Original, copy: string, { name, way }: Harm, random: FaultRun['random']) {
  await rm(copy, { recursive: true, force: true })
  await mkdir(copy, { recursive: true })
  await cp(master, copy, { recursive: true })
  const strangers = files.filter((each) => isInVault(each) && copyOf(each).thing !== copyOf(name).thing)
  return damages[way]({ folder: copy, older, name, strangers }, random)
}

/**
 * On the vault: `same bytes`; `unused bytes`, when every database reads the same in SQLite as before, and the high-water mark has the same two
 * places in the other order; or `some`.
 */
async function effectOf({ master }: Original, copy: string, damaged: readonly string[], scratch: string) {
  let effect: 'same bytes' | 'unused bytes' | 'some' = 'same bytes'
  for (const name of damaged.filter(isInVault)) {
    const [before, after] = await Promise.all([master, copy].map((each) => readFile(join(each, name)).catch(() => undefined)))
    if (after !== undefined && Buffer.compare(before!, after) === 0) continue
    const { database } = copyOf(name)
    if (database === undefined) {
      if (name !== MARK || !hasSamePlaces(before!, after)) return 'some'
      effect = 'unused bytes'
      continue
    }
    const [was, is] = [await databaseContent(join(master, database), scratch), await databaseContent(join(copy, database), scratch)]
    if (!isSameContent(was, is)) return 'some'
    effect = 'unused bytes'
  }
  return effect
}

/** Which of its two places is written first means nothing: the higher number counts. */
const MARK = `vault/${HIGH_WATER_MARK}`
function hasSamePlaces(before: Uint8Array, after: Uint8Array | undefined): boolean {
  const half = before.length / 2
  const turned = Buffer.concat([before.subarray(half), before.subarray(0, half)])
  return after !== undefined && Buffer.compare(turned, after) === 0
}

const isInVault = (name: string): boolean => name.startsWith('vault/')
const isMirrored = (name: string): boolean => isInVault(name) && !name.includes('second')

// ── What comes of it ──────────────────────────────────────────────────────────────────────────────────

interface Judged {
  readonly losses: number
  readonly atOpening: number
  readonly byCheck: number
  readonly takenBack: number
  readonly isRefused: boolean
}

/**
 * As the app does it: opened, scans given back, every file checked, scans given back again, and once more after the next opening, which makes
 * damaged copies again. Then scans must be there without the database.
 */
async function judge(folder: string, { told, entries, scans }: Original): Promise<'failed' | Judged> {
  const openAnd = async <Value>(work: (station: OpenStation) => Promise<Value>): Promise<Value> => {
    const station = await openStation(folder)
    try {
      return await work(station)
    } finally {
      await station.close()
    }
  }
  const lossesIn = async (station: OpenStation) => sumOf(await countLosses(station, told, entries))
  try {
    const first = await openAnd(async (station) => {
      const early = await giveBackUnlessRefused(station, scans)
      const byCheck = value(await station.record.journal.scrub()).findings.length
      const late = await giveBackUnlessRefused(station, scans)
      return { losses: await lossesIn(station), atOpening: station.findings.length, byCheck, backs: [early, late] }
    })
    const second = await openAnd(async (station) => ({ back: await giveBack(station, scans), losses: await lossesIn(station) }))
    const third = await openAnd(async (station) => (await lossesIn(station)) + (await scans.countLost(station)))
    return {
      losses: first.losses + second.losses + third,
      atOpening: first.atOpening,
      byCheck: first.byCheck,
      takenBack: first.backs.reduce<number>((sum, back) => sum + (back ?? 0), second.back),
      isRefused: first.backs.includes(undefined),
    }
  } catch {
    return 'failed'
  }
}

/** A write that meets damage in a copy of the record is refused until the next opening. */
async function giveBackUnlessRefused(station: OpenStation, scans: ScansBeside): Promise<number | undefined> {
  try {
    return await giveBack(station, scans)
  } catch (error) {
    if (error instanceof Error && error.message === 'journal-failed') return undefined
    throw error
  }
}

const noOutcomes = {
  'said at opening': 0,
  'said by the check of all files': 0,
  'unused bytes, not said': 0,
  'unused bytes, said': 0,
  'same bytes': 0,
  'repaired, not said': 0,
  'beside the vault': 0,
  'not said': 0,
  'said of same bytes': 0,
  'lost or wrong': 0,
  'not opened': 0,
  'copies not the same in the end': 0,
}

function outcomeOf(
  judged: 'failed' | Judged,
  effect: 'same bytes' | 'unused bytes' | 'some',
  damaged: readonly string[],
  after: { readonly areSame: boolean; readonly isRepaired: boolean },
): keyof typeof noOutcomes {
  if (judged === 'failed') return 'not opened'
  if (judged.losses > 0) return 'lost or wrong'
  if (!after.areSame) return 'copies not the same in the end'
  if (!damaged.some(isInVault)) return 'beside the vault'
  const isSaid = judged.atOpening + judged.byCheck > 0
  if (effect === 'same bytes') return isSaid ? 'said of same bytes' : 'same bytes'
  if (effect === 'unused bytes') return isSaid ? 'unused bytes, said' : 'unused bytes, not said'
  if (judged.atOpening > 0) return 'said at opening'
  if (isSaid) return 'said by the check of all files'
  return after.isRepaired ? 'repaired, not said' : 'not said'
}

/** What may be repaired without a word: free pages of scans, and the second copy of the keys when it is one change behind, as a power cut leaves it. */
const MAY_BE_REPAIRED = /^vault\/(?:scans|keys-second)\.db(?:-wal)?$/

/** Whether the databases have the content again that they had before the damage. */
async function isRepaired({ master }: Original, copy: string, damaged: readonly string[], scratch: string): Promise<boolean> {
  for (const name of damaged) {
    const { database } = copyOf(name)
    if (database === undefined || !MAY_BE_REPAIRED.test(name)) return false
    const [was, is] = await Promise.all(
      [master, copy].map((each, index) => databaseContent(join(each, database), `${scratch}-${index}`, 'copies')),
    )
    if (!isSameContent(was!, is!)) return false
  }
  return true
}

const kindOf = (name: string): string => name.replace(/^ra-desk-[0-9a-f]{8}-/, '').replace(/^vault\//, '')
