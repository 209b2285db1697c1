/**
 * Processes killed inside each kind of act that writes to a vault: saving, purging a case, storing a scan and purging its key, a snapshot,
 * adding and removing an agent (each a new generation of the vault), another passphrase. After each kill the station is opened as its
 * agents would open it, and compared with what was acknowledged. Control: a process that says “Saved” too early.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toHex } from '../../domain/bytes.ts'
import { actKinds, scanOf, type ActKind, type KillAct, type Said } from './kill-acts.ts'
import {
  agent,
  countLosses,
  doorOf,
  firstPassphrase,
  makeVault,
  openStation,
  sumOf,
  value,
  type OpenStation,
  type Told,
} from './station.ts'
import type { FaultReport, FaultRun } from './suites.ts'

/** From so many kills on each kind of act must have been hit. */
const ALL_KINDS = 60

export async function killSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const ours = await killed(join(folder, 'ours'), rounds, random)
  const control = await lostByControl(join(folder, 'control'), Math.max(6, Math.ceil(rounds / 20)), random)
  const inside = Object.fromEntries(actKinds.map((kind) => [`killed inside: ${kind}`, ours.inside.get(kind) ?? 0]))
  const harm = {
    'lost, torn or risen': ours.losses,
    'destroyed keys risen': ours.keysRisen,
    'silent new keys': ours.newKeys,
    'locked out': ours.lockedOut,
    'opened by who was removed or by an older passphrase': ours.letIn,
  }
  const harmless = Object.values(harm).every((count) => count === 0)
  return {
    ok: harmless && control > 0 && (rounds < ALL_KINDS || Object.values(inside).every((count) => count > 0)),
    harmless,
    figures: {
      kills: rounds,
      acknowledged: ours.acknowledged,
      generations: ours.generations,
      ...inside,
      'killed between two acts': ours.between,
      ...harm,
      findings: ours.findings,
      'lost by the control': control,
    },
  }
}

interface Member {
  readonly id: string
  readonly passphrase: string
}

async function killed(folder: string, rounds: number, random: (below: number) => number) {
  await makeVault(folder)
  const tally = {
    acknowledged: 0,
    generations: 1,
    losses: 0,
    findings: 0,
    newKeys: 0,
    keysRisen: 0,
    lockedOut: 0,
    letIn: 0,
    between: 0,
    inside: new Map<ActKind, number>(),
  }
  const durations = new Map<ActKind, number>()
  const told = new Map<string, Told>()
  const scans = new Map<string, Told>()
  const begunOwners = new Set<string>()
  const destroyed = new Set<string>()
  let knownKeys = new Set<string>()
  let entries = 0
  let number = 0
  let passphrase = firstPassphrase
  let second: Member | undefined
  let removed: Member | undefined
  let identity: string | undefined
  for (let round = 0; round < rounds; round += 1) {
    const aim = actKinds[round % actKinds.length]!
    const { done, cutOff } = await workUntilKilled({
      folder,
      from: number,
      passphrase,
      aim,
      after: random(8),
      at: random(1_000) / 1_000,
      durations,
    })
    number = 1 + Math.max(number, done.at(-1)?.number ?? 0, cutOff?.number ?? 0)
    if (cutOff === undefined) tally.between += 1
    else tally.inside.set(cutOff.kind, (tally.inside.get(cutOff.kind) ?? 0) + 1)
    tally.acknowledged += done.length
    let older: string | undefined
    for (const act of [...done, ...(cutOff ? [cutOff] : [])]) begunOwners.add(act.id)
    for (const act of done) {
      entries += 1
      if (act.kind === 'save' || act.kind === 'purge a case')
        told.set(act.id, { kind: act.kind === 'save' ? 'saved' : 'purged', id: act.id, rev: act.number })
      if (act.kind === 'store a scan' || act.kind === 'purge a scan')
        scans.set(act.id, { kind: act.kind === 'store a scan' ? 'saved' : 'purged', id: act.id, rev: act.number })
      if (act.kind === 'add an agent') second = { id: act.id, passphrase: act.passphrase! }
      if (act.kind === 'remove an agent') [removed, second] = [second, undefined]
      if (act.kind === 'change a passphrase') [older, passphrase] = [passphrase, act.passphrase!]
    }

    // A change that was cut off either happened or not: one of the two passphrases opens, and it is the only one from then on.
    if (cutOff?.kind === 'change a passphrase') {
      if (await opens(folder, { id: agent.id, passphrase: cutOff.passphrase! })) [older, passphrase] = [passphrase, cutOff.passphrase!]
      else older = cutOff.passphrase
    }
    if (older !== undefined && (await opens(folder, { id: agent.id, passphrase: older }))) tally.letIn += 1
    let station: OpenStation
    try {
      station = await openStation(folder, passphrase)
    } catch (error) {
      tally.lockedOut += 1
      console.error(`round ${round}, ${cutOff?.kind ?? 'between two acts'}: ${String(error)}`)
      break
    }
    try {
      const here = station.vault.keyring.station.agents
        .filter((each) => each.id !== agent.id && each.leftAt === undefined)
        .map(({ id }) => id)
      let expected = tally.generations + done.filter(({ kind }) => kind.endsWith('an agent')).length
      if (cutOff?.kind === 'add an agent' && here.includes(cutOff.id))
        [second, expected] = [{ id: cutOff.id, passphrase: cutOff.passphrase! }, expected + 1]
      if (cutOff?.kind === 'remove an agent' && !here.includes(cutOff.id)) [removed, second, expected] = [second, undefined, expected + 1]
      const vaultIdentity = station.vault.vaultId + toHex(station.vault.deviceKey().publicKey)
      identity ??= vaultIdentity
      const keys = station.vault.keyring.list()
      if (
        identity !== vaultIdentity ||
        station.vault.keyVersion !== expected ||
        here.join() !== (second?.id ?? '') ||
        keys.some(({ ownerId }) => !begunOwners.has(ownerId))
      )
        tally.newKeys += 1
      tally.generations = station.vault.keyVersion

      const now = new Set(keys.map(({ keyId }) => toHex(keyId)))
      for (const keyId of now) if (destroyed.has(keyId)) tally.keysRisen += 1
      for (const keyId of knownKeys) if (!now.has(keyId)) destroyed.add(keyId)
      knownKeys = now
      tally.losses += sumOf(await countLosses(station, told, entries)) + (await countLostScans(station, scans))
      tally.findings += station.findings.length
    } finally {
      await station.close()
    }
    // Opening costs the most of a round: the second agent signs in where who may come in was changed, and now and then.
    const isChanged = [...done, ...(cutOff ? [cutOff] : [])].some(({ kind }) => kind.endsWith('an agent'))
    if (second !== undefined && (isChanged || round % 8 === 0) && !(await opens(folder, second))) tally.lockedOut += 1
    if (removed !== undefined && (await opens(folder, removed))) tally.letIn += 1
  }
  return tally
}

async function opens(folder: string, { id, passphrase }: Member): Promise<boolean> {
  const opened = await doorOf(folder).unlock({ agentId: id, passphrase })
  if (opened.ok) opened.value.lock()
  else if (opened.error.code !== 'wrong-passphrase' && opened.error.code !== 'no-such-agent') throw new Error(opened.error.code)
  return opened.ok
}

async function countLostScans({ vault, record }: OpenStation, scans: ReadonlyMap<string, Told>): Promise<number> {
  let lost = 0
  for (const { kind, id, rev } of scans.values()) {
    const row = value(await record.journal.findRow('chunks', id))
    const keys = vault.keyring.list({ ownerId: id })
    if (kind === 'purged') {
      if (row?.env !== null || keys.length > 0) lost += 1
      continue
    }
    // A purge that was cut off may have destroyed the key, and erased the row or not.
    if (row !== undefined && keys.length === 0) continue
    const opened =
      row?.env &&
      vault.open({ table: 'chunks', recordId: id, rev, schema: 1, chunk: { index: 0, count: 1 } }, Buffer.from(row.env, 'base64'))
    if (!opened || !opened.ok || Buffer.compare(opened.value, scanOf(rev)) !== 0) lost += 1
  }
  return lost
}

interface Working {
  readonly folder: string
  readonly from: number
  readonly passphrase: string
  /** The kind of act to be killed in, after so many others, at this part of the time that it took so far. */
  readonly aim: ActKind
  readonly after: number
  readonly at: number
  readonly durations: Map<ActKind, number>
}

function workUntilKilled({
  folder,
  from,
  passphrase,
  aim,
  after,
  at,
  durations,
}: Working): Promise<{ done: KillAct[]; cutOff: KillAct | undefined }> {
  const child = spawnHere('work-until-killed.ts', folder, String(from), passphrase)
  return new Promise((resolve, reject) => {
    const done: KillAct[] = []
    let open: KillAct | undefined
    let began = 0
    let isAimed = false
    createInterface(child.stdout).on('line', (line) => {
      const said = JSON.parse(line) as Said
      if ('done' in said) {
        done.push(said.done)
        open = undefined
        if (!isAimed) durations.set(said.done.kind, 0.7 * (durations.get(said.done.kind) ?? 3) + 0.3 * (performance.now() - began))
        return
      }
      open = said.begun
      began = performance.now()
      if (isAimed || open.kind !== aim || done.length < after) return
      isAimed = true
      killAfter(at * (durations.get(aim) ?? 3), () => child.kill('SIGKILL'))
    })
    child.once('error', reject)
    child.once('close', (status, signal) =>
      signal === 'SIGKILL' ? resolve({ done, cutOff: open }) : reject(new Error(`the working process ended by itself: ${status}`)),
    )
  })
}

/** Timers count in milliseconds; an act may take less. */
function killAfter(milliseconds: number, kill: () => void): void {
  const until = performance.now() + milliseconds
  const wait = (): void => {
    if (performance.now() >= until) kill()
    else setImmediate(wait)
  }
  if (milliseconds > 20) setTimeout(wait, milliseconds - 10)
  else wait()
}

const spawnHere = (script: string, ...args: readonly string[]) =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL(script, import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

async function lostByControl(folder: string, rounds: number, random: (below: number) => number): Promise<number> {
  await makeVault(folder)
  let losses = 0
  let number = 1
  for (let round = 0; round < rounds; round += 1) {
    const said = await earlyUntilKilled(folder, number, 1 + random(14))
    number += said.length + 1
    const station = await openStation(folder)
    losses += sumOf(await countLosses(station, new Map(said.map((act) => [act.id, act])), 0))
    await station.close()
  }
  return losses
}

function earlyUntilKilled(folder: string, from: number, acts: number): Promise<Told[]> {
  const child = spawnHere('save-too-early.ts', folder, String(from))
  return new Promise((resolve, reject) => {
    const said: Told[] = []
    createInterface(child.stdout).on('line', (line) => {
      said.push(JSON.parse(line) as Told)
      if (said.length === acts) child.kill('SIGKILL')
    })
    child.once('error', reject)
    child.once('close', (status, signal) =>
      signal === 'SIGKILL' ? resolve(said) : reject(new Error(`the working process ended by itself: ${status}`)),
    )
  })
}
