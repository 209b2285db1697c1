/**
 * One file of the vault's folder, or of those beside it, damaged in one of the ways of `file-damage.ts`: of a station that was closed, and of
 * one that was killed, whose databases have write-ahead logs. Each damage must be repaired and said, at opening or by the check of all files;
 * one that changes no byte must not be said. Bytes that nothing reads may change unsaid: it is then proved that SQLite reads the same as before.
 * Free pages of scans may be repaired unsaid, and so may the second copy of the keys when it is one change behind. In the end both copies of everything are the same. Scans come back from a database beside the record, and must then outlive it.
 * Control: the same without the second copies.
 */
import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { damages, type DamageName } from '../support/file-damage.ts'
import { effectOf, isInVault, isRepaired, type Effect } from './damage-effect.ts'
import { copyOf, findUneven, makeOriginals, removeSecondCopies, type Original } from './damage-originals.ts'
import type { DamageRounds } from './damage.ts'
import { giveBack, type ScansBeside } from './scans-beside.ts'
import { countLosses, openStation, sumOf, value, type OpenStation } from './station.ts'
import type { FaultRun } from './suites.ts'

/** From so many damages on, files of scans must have been among them. */
const ALL_FILES = 60
const CONTROL_EVERY = 5
const ways = Object.keys(damages) as DamageName[]

const harms = ['lost or wrong', 'not opened', 'not said', 'said of same bytes', 'copies not the same in the end'] as const

export async function oneFileRounds({ folder, random }: Omit<FaultRun, 'rounds'>): Promise<DamageRounds> {
  const originals = await makeOriginals(folder)
  const [copy, scratch] = [join(folder, 'copy'), join(folder, 'scratch')]
  const tally = { ...noOutcomes }
  const breakdown = new Map<string, number>()
  const control = { damages: 0, 'lost or not opened': 0 }
  let [rounds, takenBack, refused] = [0, 0, 0]
  return {
    async round() {
      const original = originals[random(originals.length)]!
      const harm: Harm = { name: original.files[random(original.files.length)]!, way: ways[random(ways.length)]! }
      const done = await harmCopy(original, copy, harm, random)
      const effect = await effectOf(original, copy, done, scratch)
      const judged = await judge(copy, original)
      const uneven = judged === 'failed' ? undefined : await findUneven(copy, scratch)
      const after = { areSame: uneven === undefined, isRepaired: await isRepaired(original, copy, done, scratch) }
      const outcome = outcomeOf(judged, effect, done, after)
      tally[outcome] += 1
      if (judged !== 'failed') {
        takenBack += judged.takenBack
        if (judged.isRefused) refused += 1
      }
      const what = `${kindOf(harm.name)}, ${harm.way}: ${outcome}`
      breakdown.set(what, (breakdown.get(what) ?? 0) + 1)
      if (harms.some((each) => each === outcome))
        process.stderr.write(`one file: ${original.name}, ${done.join(' and ')}, ${what}${uneven === undefined ? '' : ` (${uneven})`}\n`)
      rounds += 1
      if (rounds % CONTROL_EVERY !== 1 || !isMirrored(harm.name)) return
      control.damages += 1
      await harmCopy(original, copy, harm, random)
      await removeSecondCopies(copy)
      const without = await judge(copy, { ...original, scans: original.scans.withoutDatabase })
      if (without === 'failed' || without.losses > 0) control['lost or not opened'] += 1
    },
    report() {
      const harmless = harms.every((each) => tally[each] === 0)
      return {
        harmless,
        ok: harmless && control['lost or not opened'] > 0 && (rounds < ALL_FILES || takenBack > 0),
        figures: {
          damages: rounds,
          ...tally,
          'pieces of scans taken back': takenBack,
          'taken back after the next opening only, because a write met damage': refused,
          'control: damages': control.damages,
          'control: lost or not opened': control['lost or not opened'],
        },
        breakdown,
      }
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
  effect: Effect,
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

const kindOf = (name: string): string => name.replace(/^ra-desk-[0-9a-f]{8}-/, '').replace(/^vault\//, '')
