/** One file of the vault's folder flipped, cut, emptied, deleted or put back to an older copy. Control: the same without the second copies. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { countLosses, makeVault, nextAct, openStation, sumOf, value, type Told } from './station.ts'
import type { FaultReport, FaultRun } from './suites.ts'

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

  const tally = { rebuilt: 0, said: 0, 'lost or wrong': 0, 'not opened': 0 }
  const control = { damages: 0, 'lost or not opened': 0 }
  for (let round = 0; round < rounds; round += 1) {
    const copy = join(folder, 'copy')
    const files = (await readdir(join(master, 'vault'))).sort()
    const name = files[random(files.length)]!
    const way = random(5)
    const harm = async () => {
      await rm(copy, { recursive: true, force: true })
      await mkdir(copy, { recursive: true })
      await cp(master, copy, { recursive: true })
      await damage(join(copy, 'vault', name), join(older, 'vault', name), way, random)
    }
    await harm()
    const judged = await judge(copy, told, entries)
    if (judged === 'failed') tally['not opened'] += 1
    else if (judged.losses > 0) tally['lost or wrong'] += 1
    else {
      tally.rebuilt += 1
      if (judged.findings > 0) tally.said += 1
    }
    if (round % 5 === 0 && !name.endsWith('.second')) {
      control.damages += 1
      await harm()
      for (const each of await readdir(join(copy, 'vault'))) if (each.endsWith('.second') || (each !== name && each.startsWith('snapshot-'))) await rm(join(copy, 'vault', each))
      const without = await judge(copy, told, entries)
      if (without === 'failed' || without.losses > 0) control['lost or not opened'] += 1
    }
  }
  return {
    ok: tally['lost or wrong'] === 0 && tally['not opened'] === 0 && control['lost or not opened'] > 0,
    figures: { damages: rounds, ...tally, 'control: damages': control.damages, 'control: lost or not opened': control['lost or not opened'] },
  }
}

async function judge(folder: string, told: ReadonlyMap<string, Told>, entries: number): Promise<'failed' | { losses: number; findings: number }> {
  try {
    const station = await openStation(folder, 1_000)
    try {
      return { losses: sumOf(await countLosses(station, told, entries)), findings: station.findings.length }
    } finally { await station.close() }
  } catch {
    return 'failed'
  }
}

async function damage(path: string, older: string, way: number, random: (below: number) => number): Promise<void> {
  const bytes = await readFile(path)
  if (way === 0 && bytes.length > 0) {
    bytes[random(bytes.length)]! ^= 1 << random(8)
    await writeFile(path, bytes)
  } else if (way === 1) await writeFile(path, bytes.subarray(0, random(bytes.length + 1)))
  else if (way === 2) await writeFile(path, new Uint8Array(0))
  else if (way === 3) await rm(path)
  else await readFile(older).then((old) => writeFile(path, old), () => rm(path))
}
