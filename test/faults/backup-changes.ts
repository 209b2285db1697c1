/**
 * Altered backups of changes. A restore needs two files: each round damages the changes, their whole backup or both, or puts another file in
 * the place of the whole one; and now and then lines inside are altered or moved between the two. All must be refused in words, or found before
 * anything counts. Controls: a look at the heads alone takes damaged files; a look at the changes alone takes every exchanged whole backup; the
 * shape alone takes what is altered inside; and what only signatures and the digest of the whole backup show is taken when a person
 * who has the workstation's own key makes all of them again.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { backupLine } from '../../domain/backup/lines.ts'
import type { BackupIdentity } from '../../main/backup/identities.ts'
import { bound, inner, type Line, outer, signAnew } from '../support/backup-damage.ts'
import type { ChangesStation } from '../support/changes-station.ts'
import {
  exchanges,
  movedAndBound,
  movedAndFound,
  signAndLink,
  signBoth,
  type OtherFiles,
  type PairFiles,
  type PairLines,
} from '../support/pair-damage.ts'
import type { FaultRun } from './suites.ts'
import { doHeadsOpen, plainOf, readsToItsEnd, tryBackup, writeLines, type Tried } from './try-backup.ts'

export const INNER_EVERY = 5

/** What a half of the rounds tells. */
export interface HalfReport {
  readonly isHarmless: boolean
  /** Every control was taken. */
  readonly doControlsLose: boolean
  readonly figures: Readonly<Record<string, number>>
}

interface Run extends FaultRun {
  readonly identity: BackupIdentity
}

/** Two files under their own names in a folder of their own. */
interface Pair {
  /** Chosen for a restore. */
  readonly path: string
  write(files: PairFiles): Promise<void>
  writeLines(lines: PairLines): Promise<void>
  tried(): Promise<Tried>
}

const noFigures = {
  'on changes: rounds': 0,
  'on changes: the changes damaged': 0,
  'on changes: their whole backup damaged': 0,
  'on changes: both damaged': 0,
  'on changes: refused': 0,
  'on changes, control: damaged, and the heads open': 0,
  'on changes: whole backup exchanged': 0,
  'on changes: exchanged, refused': 0,
  'on changes, control: exchanged, and the changes alone read to their end': 0,
  'on changes: altered or moved inside': 0,
  'on changes: inside, refused': 0,
  'on changes, control: inside, and the shape is right': 0,
  'on changes: to be shown by a signature or digest': 0,
  'on changes: shown by it': 0,
  'on changes: signed again, not named by the changes': 0,
  'on changes: refused because not named': 0,
  'on changes, control: signed and named again, taken': 0,
  'on changes: not refused in words': 0,
}
type Figures = typeof noFigures

export async function harmChanges(run: Run, backups: ChangesStation): Promise<HalfReport> {
  const { rounds, random, identity } = run
  const [whole, changes, older, newer] = await Promise.all(
    [backups.whole, backups.changes, backups.older, backups.newer].map(({ path }) => readFile(path)),
  )
  const pair = await pairIn(run, backups)
  const files = { whole: whole!, changes: changes! }
  await pair.write(files)
  if ((await pair.tried()) !== 'taken') throw new Error('the untouched pair is refused')
  const text = { whole: await plainOf(backups.whole.path, identity), changes: await plainOf(backups.changes.path, identity) }
  const freshLines = (): PairLines => ({ whole: linesOf(text.whole), changes: linesOf(text.changes) })
  const untouched = freshLines()
  signAndLink(untouched)
  await pair.writeLines(untouched)
  if ((await pair.tried()) !== 'taken') throw new Error('the untouched lines of both, signed and encrypted again, are refused')
  const figures = { ...noFigures, 'on changes: rounds': rounds }
  const inside = alterInside(pair, figures, { freshLines, random })
  for (let round = 0; round < rounds; round += 1) {
    await harmOutside(round, { pair, figures, files, others: { older: older!, newer: newer! }, run })
    if (round % INNER_EVERY === 0) await inside(round / INNER_EVERY)
  }
  return { ...judge(figures), figures }
}

const linesOf = (text: readonly string[]): Line[] => text.map((line) => JSON.parse(line) as Line)

async function pairIn({ folder, identity }: Run, { whole, changes }: ChangesStation): Promise<Pair> {
  const there = join(folder, 'pair')
  await mkdir(there, { recursive: true })
  const [wholePath, path] = [join(there, basename(whole.path)), join(there, basename(changes.path))]
  return {
    path,
    async write(files) {
      await writeFile(path, files.changes)
      if (files.whole === undefined) await rm(wholePath, { force: true })
      else await writeFile(wholePath, files.whole)
    },
    async writeLines(lines) {
      await writeLines(wholePath, lines.whole, identity)
      await writeLines(path, lines.changes, identity)
    },
    tried: () => tryBackup(path, identity, folder),
  }
}

interface Outside {
  readonly pair: Pair
  readonly figures: Figures
  readonly files: PairFiles & { readonly whole: Buffer }
  readonly others: OtherFiles
  readonly run: Run
}

const places = ['the changes', 'their whole backup', 'both', 'exchanged'] as const
const [outerNames, exchangeNames] = [Object.keys(outer), Object.keys(exchanges)]

async function harmOutside(round: number, { pair, figures, files, others, run: { random, identity } }: Outside): Promise<void> {
  const place = places[round % places.length]!
  const turn = Math.floor(round / places.length)
  if (place === 'exchanged') {
    await pair.write({ ...files, whole: exchanges[exchangeNames[turn % exchangeNames.length]!]!(files, others) })
    figures['on changes: whole backup exchanged'] += 1
    figures['on changes: exchanged, refused'] += await countRefused(pair, figures)
    if (await readsToItsEnd(pair.path, identity)) figures['on changes, control: exchanged, and the changes alone read to their end'] += 1
    return
  }
  const damage = (bytes: Buffer) => outer[outerNames[turn % outerNames.length]!]!(bytes, random)
  const damaged = {
    whole: place === 'the changes' ? files.whole : damage(files.whole),
    changes: place === 'their whole backup' ? files.changes : damage(files.changes),
  }
  if (damaged.whole.equals(files.whole) && damaged.changes.equals(files.changes)) return
  await pair.write(damaged)
  figures[`on changes: ${place} damaged`] += 1
  figures['on changes: refused'] += await countRefused(pair, figures)
  if (await doHeadsOpen(pair.path, identity)) figures['on changes, control: damaged, and the heads open'] += 1
}

async function countRefused(pair: Pair, figures: Figures): Promise<0 | 1> {
  const tried = await pair.tried()
  if (tried === 'not in words') figures['on changes: not refused in words'] += 1
  return tried === 'refused' ? 1 : 0
}

type Alter = (lines: PairLines) => void

/** The list of lost pieces stands in the last line. That line is signed, and the digest that the changes name is of the lines before it. */
const ONLY_IN_THE_END = 'a piece of a scan called lost'

/** The turns go through all of these. */
function waysInside(random: FaultRun['random']): Record<'found' | 'shownInChanges' | 'shownInEither', readonly Alter[]> {
  return {
    found: [
      ...Object.values(movedAndFound),
      ...Object.values(inner).map((alter): Alter => ({ changes }) => {
        alter(changes, random)
      }),
    ],
    shownInChanges: Object.values(bound).map((alter): Alter => ({ changes }) => {
      alter(changes, random)
    }),
    shownInEither: [
      ...Object.values(movedAndBound).map((alter): Alter => (lines) => {
        alter(lines, random)
      }),
      ...Object.entries(bound).flatMap(([name, alter]): Alter[] => (name === ONLY_IN_THE_END ? [] : [({ whole }) => alter(whole, random)])),
    ],
  }
}

function alterInside(
  pair: Pair,
  figures: Figures,
  { freshLines, random }: { readonly freshLines: () => PairLines; readonly random: FaultRun['random'] },
): (turn: number) => Promise<void> {
  const ways = waysInside(random)
  const alteredBy = (alters: readonly Alter[], turn: number): PairLines => {
    const lines = freshLines()
    alters[turn % alters.length]!(lines)
    return lines
  }
  const countTaken = async (): Promise<0 | 1> => ((await pair.tried()) === 'taken' ? 1 : 0)
  return async (turn) => {
    const found = alteredBy(ways.found, turn)
    signAndLink(found)
    await pair.writeLines(found)
    figures['on changes: altered or moved inside'] += 1
    figures['on changes: inside, refused'] += await countRefused(pair, figures)
    if ([...found.whole, ...found.changes].every((line) => backupLine.safeParse(line).success))
      figures['on changes, control: inside, and the shape is right'] += 1

    const inChanges = alteredBy(ways.shownInChanges, turn)
    await pair.writeLines(inChanges)
    figures['on changes: to be shown by a signature or digest'] += 1
    figures['on changes: shown by it'] += await countRefused(pair, figures)
    signAnew(inChanges.changes)
    await pair.writeLines(inChanges)
    figures['on changes, control: signed and named again, taken'] += await countTaken()

    const inEither = alteredBy(ways.shownInEither, turn)
    await pair.writeLines(inEither)
    figures['on changes: to be shown by a signature or digest'] += 1
    figures['on changes: shown by it'] += await countRefused(pair, figures)
    signBoth(inEither)
    await pair.writeLines(inEither)
    figures['on changes: signed again, not named by the changes'] += 1
    figures['on changes: refused because not named'] += await countRefused(pair, figures)
    signAndLink(inEither)
    await pair.writeLines(inEither)
    figures['on changes, control: signed and named again, taken'] += await countTaken()
  }
}

function judge(figures: Figures): Pick<HalfReport, 'isHarmless' | 'doControlsLose'> {
  const damaged =
    figures['on changes: the changes damaged'] + figures['on changes: their whole backup damaged'] + figures['on changes: both damaged']
  const exchanged = figures['on changes: whole backup exchanged']
  const inside = figures['on changes: altered or moved inside']
  const toBeShown = figures['on changes: to be shown by a signature or digest']
  return {
    isHarmless:
      figures['on changes: refused'] === damaged &&
      figures['on changes: exchanged, refused'] === exchanged &&
      figures['on changes: inside, refused'] === inside &&
      figures['on changes: shown by it'] === toBeShown &&
      figures['on changes: refused because not named'] === figures['on changes: signed again, not named by the changes'],
    doControlsLose:
      figures['on changes, control: damaged, and the heads open'] > 0 &&
      exchanged > 0 &&
      figures['on changes, control: exchanged, and the changes alone read to their end'] === exchanged &&
      inside > 0 &&
      figures['on changes, control: inside, and the shape is right'] === inside &&
      figures['on changes, control: signed and named again, taken'] === toBeShown,
  }
}
