/** Processes killed at random moments of saving, purging, rewriting the keyring and taking a snapshot. Control: one that says "Saved" too early. */
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { countLosses, makeVault, openStation, sumOf, type Told } from './station.ts'
import type { FaultReport, FaultRun } from './suites.ts'

export async function killSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const ours = await killed(join(folder, 'ours'), rounds, random, false)
  const control = await killed(join(folder, 'control'), Math.max(6, Math.ceil(rounds / 20)), random, true)
  return {
    ok: ours.losses === 0 && ours.newKeys === 0 && control.losses > 0,
    figures: { kills: rounds, acknowledged: ours.acknowledged, 'lost, torn or risen': ours.losses, 'silent new keys': ours.newKeys, findings: ours.findings, 'lost by the control': control.losses },
  }
}

async function killed(folder: string, rounds: number, random: (below: number) => number, early: boolean) {
  await makeVault(folder)
  const told = new Map<string, Told>()
  let number = 1
  let acknowledged = 0
  let losses = 0
  let findings = 0
  const slots = await readFile(join(folder, 'vault/slots.json'))
  let device: string | undefined
  let newKeys = 0
  for (let round = 0; round < rounds; round += 1) {
    const said = await workUntilKilled(folder, number, 1 + random(14), random(12), early)
    for (const act of said) told.set(act.id, act)
    acknowledged += said.length
    number += said.length + 1
    const station = await openStation(folder)
    losses += sumOf(await countLosses(station, told, early ? 0 : acknowledged))
    findings += station.findings.length
    const key = Buffer.from(station.vault.deviceKey().publicKey).toString('hex')
    device ??= key
    if (device !== key || !slots.equals(await readFile(join(folder, 'vault/slots.json')))) newKeys += 1
    // What was lost once is not counted again.
    if (early) told.clear()
    await station.close()
  }
  return { acknowledged, losses, findings, newKeys }
}

/** Killed so many milliseconds after so many acknowledgements. */
function workUntilKilled(folder: string, from: number, acts: number, wait: number, early: boolean): Promise<Told[]> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('./work-until-killed.ts', import.meta.url)), folder, String(from), early ? 'early' : ''], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    const said: Told[] = []
    createInterface(child.stdout).on('line', (line) => {
      said.push(JSON.parse(line) as Told)
      if (said.length === acts) setTimeout(() => child.kill('SIGKILL'), early ? 0 : wait)
    })
    child.once('error', reject)
    child.once('close', (status, signal) => (signal === 'SIGKILL' ? resolve(said) : reject(new Error(`the working process ended by itself: ${status}`))))
  })
}
