/** A small file system of its own that fills up at random moments of saving, purging and storing scans. Control: one that takes "disk full" for "Saved". */
import { execFileSync } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { carryOut } from './kill-acts.ts'
import { countLostScans } from './scans-told.ts'
import { countLosses, firstPassphrase, makeVault, nextAct, openStation, sumOf, type OpenStation, type Told } from './station.ts'
import type { FaultReport, FaultRun } from './suites.ts'

export const whyNoDiskFull = (): string | undefined =>
  process.platform === 'linux' && process.getuid?.() === 0 ? undefined : 'a small file system can only be mounted by root on Linux'

const SCAN_EVERY = 9

/** `stored`, or why not. */
async function storeScan(station: OpenStation, { id, rev }: Told, folder: string): Promise<string> {
  return carryOut({ kind: 'store a scan', number: rev, id }, station, folder, firstPassphrase).then(
    () => 'stored',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
}

export async function diskFullSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const disk = join(folder, 'small')
  await mkdir(disk, { recursive: true })
  const tally = {
    'disk full said': 0,
    'slowest word (ms)': 0,
    'lost or wrong': 0,
    'did not go on': 0,
    'other words': 0,
    'control: lost': 0,
  }
  for (let round = 0; round < rounds; round += 1) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk])
    try {
      const home = join(disk, 'home')
      await makeVault(home)
      await writeFile(join(disk, 'ballast'), Buffer.alloc(600_000 + random(800_000)))
      let station = await openStation(home)
      const told = new Map<string, Told>()
      const claimed = new Map<string, Told>()
      const scans = new Map<string, Told>()
      let acknowledged = 0
      let full = 0
      let number = 1
      for (; full < 3; number += 1) {
        if (number % SCAN_EVERY === 0) {
          const scan = { kind: 'saved' as const, id: `scan-${number}`, rev: number }
          const stored = await storeScan(station, scan, home)
          if (stored === 'stored') {
            scans.set(scan.id, scan)
            acknowledged += 1
          } else if (stored !== 'disk-full') tally['other words'] += 1
        }
        const act = nextAct(number)
        const began = performance.now()
        const done = await (act.kind === 'saved' ? station.save(act.id, act.rev, 200 + random(30_000)) : station.purge(act.id, act.rev))
        claimed.set(act.id, act)
        if (done.ok) {
          told.set(act.id, act)
          acknowledged += 1
        } else if (done.error.code === 'disk-full') {
          full += 1
          tally['disk full said'] += 1
          tally['slowest word (ms)'] = Math.max(tally['slowest word (ms)'], Math.round(performance.now() - began))
        } else {
          tally['other words'] += 1
          break
        }
      }
      await rm(join(disk, 'ballast'))
      const act = { ...nextAct(number + 1), kind: 'saved' as const, id: 'after' }
      if (!(await station.save(act.id, act.rev)).ok) tally['did not go on'] += 1
      told.set(act.id, act)
      await station.close()
      station = await openStation(home)
      tally['lost or wrong'] += sumOf(await countLosses(station, told, acknowledged + 1)) + (await countLostScans(station, scans))
      tally['control: lost'] += (await countLosses(station, claimed, 0)).lost
      await station.close()
    } finally {
      execFileSync('umount', [disk])
    }
  }
  const harmless =
    tally['lost or wrong'] === 0 && tally['did not go on'] === 0 && tally['other words'] === 0 && tally['slowest word (ms)'] < 1_000
  return {
    ok: harmless && tally['control: lost'] > 0,
    harmless,
    figures: { rounds, ...tally },
  }
}
