/**
 * Processes killed inside each kind of act that writes to a vault: saving, purging a case, storing a scan and purging its key,
 * adding and removing an agent (each a new key version of the vault), another passphrase; every second one inside SQLite's
 * work: in a commit, between the two copies, while a log is emptied. After each kill the station is opened as its
 * agents would open it, and compared with what was acknowledged. Control: a process that says “Saved” too early.
 */
import { join } from 'node:path'
import { toHex } from '../../domain/bytes.ts'
import { actKinds, type ActKind, type KillAct } from './kill-acts.ts'
import { killMoments, type KillMoment, type KillPlan } from './kill-moments.ts'
import { earlyUntilKilled, workUntilKilled, type Worked } from './killed-processes.ts'
import { agent, countLosses, doorOf, firstPassphrase, makeVault, openStation, sumOf, type OpenStation, type Told } from './station.ts'
import { countLostScans } from './scans-told.ts'
import type { FaultReport, FaultRun } from './suites.ts'

/** From so many kills on each kind of act must have been hit. */
const ALL_KINDS = 60

export async function killSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const ours = await killed(join(folder, 'ours'), rounds, random)
  const control = await lostByControl(join(folder, 'control'), Math.max(6, Math.ceil(rounds / 20)), random)
  const inside = Object.fromEntries([
    ...actKinds.map((kind) => [`killed inside: ${kind}`, ours.inside.get(kind) ?? 0] as const),
    ...killMoments.map((moment) => [`killed ${moment}`, ours.moments.get(moment) ?? 0] as const),
  ])
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

/** What is known of the station from one kill to the next, and what was counted. */
interface Known {
  readonly folder: string
  readonly tally: {
    acknowledged: number
    generations: number
    losses: number
    findings: number
    newKeys: number
    keysRisen: number
    lockedOut: number
    letIn: number
    between: number
    readonly inside: Map<ActKind, number>
    readonly moments: Map<KillMoment, number>
  }
  /** How long each kind of act took so far. */
  readonly durations: Map<ActKind, number>
  readonly told: Map<string, Told>
  readonly scans: Map<string, Told>
  /** All that a key may belong to. */
  readonly begunOwners: Set<string>
  readonly destroyed: Set<string>
  keys: ReadonlySet<string>
  entries: number
  number: number
  passphrase: string
  second: Member | undefined
  removed: Member | undefined
  identity: string | undefined
}

async function killed(folder: string, rounds: number, random: FaultRun['random']): Promise<Known['tally']> {
  await makeVault(folder)
  const known = nothingKnown(folder)
  const { tally } = known
  for (let round = 0; round < rounds; round += 1) {
    const worked = await workUntilKilled({
      folder,
      from: known.number,
      passphrase: known.passphrase,
      plan: round % 2 === 0 ? undefined : planOf(Math.floor(round / 2), random),
      aim: actKinds[Math.floor(round / 2) % actKinds.length]!,
      after: random(8),
      at: random(1_000) / 1_000,
      durations: known.durations,
    })
    countActs(known, worked)
    const older = await settlePassphrase(known, worked.cutOff, noteAcknowledged(known, worked.done))
    if (older !== undefined && (await opens(folder, { id: agent.id, passphrase: older }))) tally.letIn += 1
    let station: OpenStation
    try {
      station = await openStation(folder, known.passphrase)
    } catch (error) {
      tally.lockedOut += 1
      console.error(`round ${round}, ${worked.cutOff?.kind ?? 'between two acts'}: ${String(error)}`)
      break
    }
    try {
      checkAccess(known, station, worked)
      checkKeys(known, station)
      tally.losses += sumOf(await countLosses(station, known.told, known.entries)) + (await countLostScans(station, known.scans))
      tally.findings += station.findings.length
    } finally {
      await station.close()
    }
    await trySignIns(known, worked, round % 8 === 0)
  }
  return tally
}

const nothingKnown = (folder: string): Known => ({
  folder,
  tally: {
    acknowledged: 0,
    generations: 1,
    losses: 0,
    findings: 0,
    newKeys: 0,
    keysRisen: 0,
    lockedOut: 0,
    letIn: 0,
    between: 0,
    inside: new Map(),
    moments: new Map(),
  },
  durations: new Map(),
  told: new Map(),
  scans: new Map(),
  begunOwners: new Set(),
  destroyed: new Set(),
  keys: new Set(),
  entries: 0,
  number: 0,
  passphrase: firstPassphrase,
  second: undefined,
  removed: undefined,
  identity: undefined,
})

function planOf(turn: number, random: FaultRun['random']): KillPlan {
  return { moment: killMoments[turn % killMoments.length]!, after: 2 + random(8), microseconds: random(60) }
}

function countActs(known: Known, { done, cutOff, moment }: Worked): void {
  const { tally } = known
  if (moment !== undefined) tally.moments.set(moment, (tally.moments.get(moment) ?? 0) + 1)
  known.number = 1 + Math.max(known.number, done.at(-1)?.number ?? 0, cutOff?.number ?? 0)
  if (cutOff === undefined) tally.between += 1
  else tally.inside.set(cutOff.kind, (tally.inside.get(cutOff.kind) ?? 0) + 1)
  tally.acknowledged += done.length
  for (const act of [...done, ...(cutOff ? [cutOff] : [])]) known.begunOwners.add(act.id)
}

/** Answers the passphrase that was in force before, when another was set. */
function noteAcknowledged(known: Known, done: readonly KillAct[]): string | undefined {
  let older: string | undefined
  for (const act of done) {
    known.entries += 1
    if (act.kind === 'save' || act.kind === 'purge a case')
      known.told.set(act.id, { kind: act.kind === 'save' ? 'saved' : 'purged', id: act.id, rev: act.number })
    if (act.kind === 'store a scan' || act.kind === 'purge a scan')
      known.scans.set(act.id, { kind: act.kind === 'store a scan' ? 'saved' : 'purged', id: act.id, rev: act.number })
    if (act.kind === 'add an agent') known.second = { id: act.id, passphrase: act.passphrase! }
    if (act.kind === 'remove an agent') [known.removed, known.second] = [known.second, undefined]
    if (act.kind === 'change a passphrase') [older, known.passphrase] = [known.passphrase, act.passphrase!]
  }
  return older
}

/** A change that was cut off either happened or not: one of the two passphrases opens. Answers the one that must not. */
async function settlePassphrase(known: Known, cutOff: KillAct | undefined, older: string | undefined): Promise<string | undefined> {
  if (cutOff?.kind !== 'change a passphrase') return older
  const next = cutOff.passphrase!
  if (!(await opens(known.folder, { id: agent.id, passphrase: next }))) return next
  const before = known.passphrase
  known.passphrase = next
  return before
}

/** Who may open the vault is another, or opens it with another passphrase: the vault key is a new one. */
const makesKeyVersion = (kind: KillAct['kind']): boolean => kind.endsWith('an agent') || kind === 'change a passphrase'

/** Compares the vault's identity, its generation and its agents with what the acts made of them: anything else is a silent new key. */
function checkAccess(known: Known, { vault }: OpenStation, { done, cutOff }: Worked): void {
  const { tally } = known
  const here = vault.keyring.station.agents.filter((each) => each.id !== agent.id && each.leftAt === undefined).map(({ id }) => id)
  let expected = tally.generations + done.filter(({ kind }) => makesKeyVersion(kind)).length
  if (cutOff?.kind === 'change a passphrase' && known.passphrase === cutOff.passphrase) expected += 1
  if (cutOff?.kind === 'add an agent' && here.includes(cutOff.id)) {
    known.second = { id: cutOff.id, passphrase: cutOff.passphrase! }
    expected += 1
  }
  if (cutOff?.kind === 'remove an agent' && !here.includes(cutOff.id)) {
    ;[known.removed, known.second] = [known.second, undefined]
    expected += 1
  }
  const identity = vault.vaultId + toHex(vault.deviceKey().publicKey)
  known.identity ??= identity
  if (
    known.identity !== identity ||
    vault.keyVersion !== expected ||
    here.join() !== (known.second?.id ?? '') ||
    vault.keyring.list().some(({ ownerId }) => !known.begunOwners.has(ownerId))
  )
    tally.newKeys += 1
  tally.generations = vault.keyVersion
}

/** A key that was gone once must not be there again. */
function checkKeys(known: Known, { vault }: OpenStation): void {
  const now = new Set(vault.keyring.list().map(({ keyId }) => toHex(keyId)))
  for (const keyId of now) if (known.destroyed.has(keyId)) known.tally.keysRisen += 1
  for (const keyId of known.keys) if (!now.has(keyId)) known.destroyed.add(keyId)
  known.keys = now
}

/** Opening costs the most of a round: the second agent signs in where who may come in was changed, and now and then. */
async function trySignIns({ folder, tally, second, removed }: Known, { done, cutOff }: Worked, isDue: boolean): Promise<void> {
  const isChanged = [...done, ...(cutOff ? [cutOff] : [])].some(({ kind }) => kind.endsWith('an agent'))
  if (second !== undefined && (isChanged || isDue) && !(await opens(folder, second))) tally.lockedOut += 1
  if (removed !== undefined && (await opens(folder, removed))) tally.letIn += 1
}

async function opens(folder: string, { id, passphrase }: Member): Promise<boolean> {
  const opened = await doorOf(folder).unlock({ agentId: id, passphrase })
  if (opened.ok) opened.value.lock()
  else if (opened.error.code !== 'wrong-passphrase' && opened.error.code !== 'no-such-agent') throw new Error(opened.error.code)
  return opened.ok
}

async function lostByControl(folder: string, rounds: number, random: FaultRun['random']): Promise<number> {
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
