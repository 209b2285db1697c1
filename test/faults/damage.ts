/**
 * One file of the vault's folder, or of those beside it, flipped, cut, emptied, deleted or put back to an older copy. Each damage must be
 * rebuilt and said, at opening or by the check of all files afterwards; one that changes no byte of the file is no damage and must not be
 * said. Scans come back from a database beside the record, and must then outlive it. Control: the same without the second copies.
 */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { besideTheRecord, giveBack, type ScansBeside } from './scans-beside.ts'
import { countLosses, makeVault, nextAct, openStation, sumOf, value, type Told } from './station.ts'
import type { FaultReport, FaultRun } from './suites.ts'

/** From so many damages on, files of scans must have been among them. */
const ALL_FILES = 60
const ways = ['flipped', 'cut', 'emptied', 'deleted', 'older'] as const
type Way = (typeof ways)[number]

export async function damageSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const master = join(folder, 'master')
  await makeVault(master)
  const told = new Map<string, Told>()
  const work = async (from: number, to: number, station: Awaited<ReturnType<typeof openStation>>) => {
    for (let number = from; number < to; number += 1) {
      const act = nextAct(number)
      value(await (act.kind === 'saved' ? station.save(act.id, act.rev) : station.purge(act.id, act.rev)))
      told.set(act.id, act)
    }
  }
  let station = await openStation(master)
  const scans = await besideTheRecord(station.vault)
  for (const length of [70_000, 110_000, 9_000]) await scans.store(station, length)
  await work(1, 62, station)
  await station.close()
  const older = join(folder, 'older')
  await cp(master, older, { recursive: true })
  station = await openStation(master)
  await work(62, 66, station)
  await station.close()
  const entries = 65

  const inVault = (await readdir(join(master, 'vault'))).sort().map((name) => `vault/${name}`)
  // The list of destroyed keys: it matters to a restore, and damage to it is not reported.
  const beside = (await readdir(master)).filter((name) => name !== 'vault').sort()
  const files = [...inVault, ...beside]
  const tally = {
    rebuilt: 0,
    'same bytes': 0,
    'said at opening': 0,
    'said by the check of all files': 0,
    'beside the vault': 0,
    'not said': 0,
    'said of same bytes': 0,
    'lost or wrong': 0,
    'not opened': 0,
  }
  const breakdown = new Map<string, number>()
  const control = { damages: 0, 'lost or not opened': 0 }
  let takenBack = 0
  for (let round = 0; round < rounds; round += 1) {
    const copy = join(folder, 'copy')
    const name = files[random(files.length)]!
    const way = ways[random(ways.length)]!
    const harm = async (): Promise<boolean> => {
      await rm(copy, { recursive: true, force: true })
      await mkdir(copy, { recursive: true })
      await cp(master, copy, { recursive: true })
      await damage(join(copy, name), join(older, name), way, random)
      const [before, after] = await Promise.all([master, copy].map((each) => readFile(join(each, name)).catch(() => undefined)))
      return after !== undefined && Buffer.compare(before!, after) === 0
    }
    const same = await harm()
    const judged = await judge(copy, told, entries, scans)
    if (judged !== 'failed') takenBack += judged.takenBack
    if (judged === 'failed') tally['not opened'] += 1
    else if (judged.losses > 0) tally['lost or wrong'] += 1
    else tally.rebuilt += 1
    const said =
      judged === 'failed' || judged.losses > 0
        ? undefined
        : !name.startsWith('vault/')
          ? 'beside the vault'
          : same
            ? judged.atOpening + judged.byCheck === 0
              ? 'same bytes'
              : 'said of same bytes'
            : judged.atOpening > 0
              ? 'said at opening'
              : judged.byCheck > 0
                ? 'said by the check of all files'
                : 'not said'
    if (said !== undefined) tally[said] += 1
    const what = `${kindOf(name)}, ${way}: ${said ?? 'NOT REBUILT'}`
    breakdown.set(what, (breakdown.get(what) ?? 0) + 1)
    if (round % 5 === 0 && name.startsWith('vault/') && !name.endsWith('.second')) {
      control.damages += 1
      await harm()
      for (const each of await readdir(join(copy, 'vault')))
        if (each.endsWith('.second') || (`vault/${each}` !== name && each.startsWith('snapshot-'))) await rm(join(copy, 'vault', each))
      const without = await judge(copy, told, entries, scans.withoutDatabase)
      if (without === 'failed' || without.losses > 0) control['lost or not opened'] += 1
    }
  }
  const harmless = tally['lost or wrong'] === 0 && tally['not opened'] === 0 && tally['not said'] === 0 && tally['said of same bytes'] === 0
  return {
    ok: harmless && control['lost or not opened'] > 0 && (rounds < ALL_FILES || takenBack > 0),
    harmless,
    figures: {
      damages: rounds,
      ...tally,
      'pieces of scans taken back': takenBack,
      'control: damages': control.damages,
      'control: lost or not opened': control['lost or not opened'],
      ...Object.fromEntries(
        [...breakdown].sort(([left], [right]) => left.localeCompare(right)).map(([what, count]) => [`- ${what}`, count]),
      ),
    },
  }
}

/** `snapshot-000000000042.bin` is a snapshot, whichever. */
const kindOf = (name: string): string =>
  name
    .replace(/-\d{12}/, '-N')
    .replace(/^ra-desk-[0-9a-f]{8}-/, '')
    .replace(/^vault\//, '')

interface Judged {
  readonly losses: number
  readonly atOpening: number
  readonly byCheck: number
  readonly takenBack: number
}

/** As the app does it: opened, scans given back, every file checked, scans given back again; and once more without the database. */
async function judge(folder: string, told: ReadonlyMap<string, Told>, entries: number, scans: ScansBeside): Promise<'failed' | Judged> {
  try {
    const station = await openStation(folder)
    let judged: Judged
    try {
      const first = await giveBack(station, scans)
      const byCheck = value(await station.record.journal.scrub()).findings.length
      const second = await giveBack(station, scans)
      judged = {
        losses: sumOf(await countLosses(station, told, entries)),
        atOpening: station.findings.length,
        byCheck,
        takenBack: first + second,
      }
    } finally {
      await station.close()
    }
    const again = await openStation(folder)
    try {
      return { ...judged, losses: judged.losses + sumOf(await countLosses(again, told, entries)) + (await scans.countLost(again)) }
    } finally {
      await again.close()
    }
  } catch {
    return 'failed'
  }
}

async function damage(path: string, older: string, way: Way, random: (below: number) => number): Promise<void> {
  const bytes = await readFile(path)
  if (way === 'flipped' && bytes.length > 0) {
    bytes[random(bytes.length)]! ^= 1 << random(8)
    await writeFile(path, bytes)
  } else if (way === 'cut') await writeFile(path, bytes.subarray(0, random(bytes.length + 1)))
  else if (way === 'emptied') await writeFile(path, new Uint8Array(0))
  else if (way === 'deleted') await rm(path)
  else
    await readFile(older).then(
      (old) => writeFile(path, old),
      () => rm(path),
    )
}
