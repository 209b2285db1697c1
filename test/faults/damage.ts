/**
 * One file of the vault's folder flipped, cut, emptied, deleted or put back to an older copy. Each damage must be rebuilt and said, at
 * opening or by the check of all files afterwards; one that changes no byte of the file is no damage and must not be said.
 * Control: the same without the second copies.
 */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { countLosses, makeVault, nextAct, openStation, sumOf, value, type Told } from './station.ts'
import type { FaultReport, FaultRun } from './suites.ts'

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
  await work(1, 62, station)
  await station.close()
  const older = join(folder, 'older')
  await cp(master, older, { recursive: true })
  station = await openStation(master, 1_000)
  await work(62, 66, station)
  await station.close()
  const entries = 65

  const tally = { rebuilt: 0, 'same bytes': 0, 'said at opening': 0, 'said by the check of all files': 0, 'not said': 0, 'said of same bytes': 0, 'lost or wrong': 0, 'not opened': 0 }
  const breakdown = new Map<string, number>()
  const control = { damages: 0, 'lost or not opened': 0 }
  for (let round = 0; round < rounds; round += 1) {
    const copy = join(folder, 'copy')
    const files = (await readdir(join(master, 'vault'))).sort()
    const name = files[random(files.length)]!
    const way = ways[random(ways.length)]!
    const harm = async (): Promise<boolean> => {
      await rm(copy, { recursive: true, force: true })
      await mkdir(copy, { recursive: true })
      await cp(master, copy, { recursive: true })
      await damage(join(copy, 'vault', name), join(older, 'vault', name), way, random)
      const [before, after] = await Promise.all([master, copy].map((each) => readFile(join(each, 'vault', name)).catch(() => undefined)))
      return after !== undefined && Buffer.compare(before!, after) === 0
    }
    const same = await harm()
    const judged = await judge(copy, told, entries)
    if (judged === 'failed') tally['not opened'] += 1
    else if (judged.losses > 0) tally['lost or wrong'] += 1
    else tally.rebuilt += 1
    const said = judged === 'failed' || judged.losses > 0 ? undefined
      : same ? (judged.atOpening + judged.byCheck === 0 ? 'same bytes' : 'said of same bytes')
        : judged.atOpening > 0 ? 'said at opening' : judged.byCheck > 0 ? 'said by the check of all files' : 'not said'
    if (said !== undefined) tally[said] += 1
    const what = `${kindOf(name)}, ${way}: ${said ?? 'NOT REBUILT'}`
    breakdown.set(what, (breakdown.get(what) ?? 0) + 1)
    if (round % 5 === 0 && !name.endsWith('.second')) {
      control.damages += 1
      await harm()
      for (const each of await readdir(join(copy, 'vault'))) if (each.endsWith('.second') || (each !== name && each.startsWith('snapshot-'))) await rm(join(copy, 'vault', each))
      const without = await judge(copy, told, entries)
      if (without === 'failed' || without.losses > 0) control['lost or not opened'] += 1
    }
  }
  return {
    ok: tally['lost or wrong'] === 0 && tally['not opened'] === 0 && tally['not said'] === 0 && tally['said of same bytes'] === 0 && control['lost or not opened'] > 0,
    figures: {
      damages: rounds, ...tally, 'control: damages': control.damages, 'control: lost or not opened': control['lost or not opened'],
      ...Object.fromEntries([...breakdown].sort(([left], [right]) => left.localeCompare(right)).map(([what, count]) => [`- ${what}`, count])),
    },
  }
}

/** `snapshot-000000000042.bin` is a snapshot, whichever. */
const kindOf = (name: string): string => name.replace(/-\d{12}/, '-N')

async function judge(folder: string, told: ReadonlyMap<string, Told>, entries: number): Promise<'failed' | { losses: number; atOpening: number; byCheck: number }> {
  try {
    const station = await openStation(folder, 1_000)
    try {
      const losses = sumOf(await countLosses(station, told, entries))
      return { losses, atOpening: station.findings.length, byCheck: value(await station.record.journal.scrub()).findings.length }
    } finally { await station.close() }
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
  else await readFile(older).then((old) => writeFile(path, old), () => rm(path))
}
