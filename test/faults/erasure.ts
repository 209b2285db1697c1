/**
 * Fault suite "erasure": stations with marked scans, erased on the policy's day while the app is killed at a random moment of it; then
 * everything that lies on the disk is tried with every key that is left. Control: before the day the same search does find the scans.
 */
import { cpSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { resolvePolicy } from '../../domain/station/policy.ts'
import type { Evidence } from '../../domain/case/values.ts'
import { vaultDoor } from '../../main/vault/vault-door.ts'
import type { UnlockedVault } from '../../main/vault/vault.ts'
import { journey } from '../fixtures/journey-events.ts'
import { openMainApp, PASSPHRASE, type MainApp } from '../support/main-app.ts'
import { newCase, photo, walk } from '../support/main-journey.ts'
import { everyKey, mark, tryToRecover } from '../support/recover-evidence.ts'
import type { FaultReport, FaultRun } from './suites.ts'

const DAY = 86_400_000
/** Longer than the notice that a new rule is given, so that the day is the policy's. */
const EVIDENCE_DAYS = 5
const parameters = { memoryKiB: 64, iterations: 1, parallelism: 1 }

/** Dies at one of the moments at which it asks for the time or for random bytes: those lie before, between and after all that is written. */
class Killed extends Error {}

function station(folder: string) {
  let ahead = 0
  let untilKilled = Number.POSITIVE_INFINITY
  let moments = 0
  const moment = (): void => {
    moments += 1
    untilKilled -= 1
    if (untilKilled <= 0) throw new Killed('killed')
  }
  const now = () => {
    moment()
    return new Date(Date.now() + ahead)
  }
  const random = (length: number) => {
    moment()
    return new Uint8Array(randomBytes(length))
  }
  const door = vaultDoor({
    folder, randomBytes: random, monotonic: () => performance.now() + ahead,
    kdf: { workerUrl: new URL('../../main/vault/argon2-worker.ts', import.meta.url), parameters, floor: parameters },
  })
  const policy = { ...resolvePolicy({ machine: { text: JSON.stringify({ evidenceDays: EVIDENCE_DAYS }) }, user: undefined }), places: { machine: '/invented', user: '/invented/user' } }
  return {
    door,
    start: () => openMainApp({ folder, parts: { door, policy, now, randomBytes: random, monotonic: () => performance.now() + ahead } }),
    nextDay: () => { ahead += DAY },
    killAfter: (count: number) => {
      untilKilled = count
      moments = 0
    },
    moments: () => moments,
  }
}

async function makeCase(main: MainApp, upTo: 'likeness' | 'print-card', canaries: readonly Uint8Array[]): Promise<Evidence[]> {
  const caseId = await newCase(main)
  const attached: Evidence[] = []
  const attach = async (index: number) => {
    const evidence = await main.attach(caseId, mark(photo(), canaries[index]!))
    attached.push(evidence)
    return evidence
  }
  for (const step of ['details', 'ask-for-items', 'items'] as const) await walk[step](main, caseId)
  const document = await attach(0)
  await main.act(caseId, { kind: 'identityDocumentAttached', evidence: document })
  await main.act(caseId, { ...journey.identityDocumentAssessed, evidenceId: document.evidenceId })
  const [evidence, print, chip] = [await attach(1), await attach(2), await attach(3)]
  await main.act(caseId, { kind: 'photographAttached', evidence, print, chip })
  await main.act(caseId, { kind: 'photographAssessed', evidenceId: evidence.evidenceId, outcome: 'accepted' })
  await walk.likeness(main, caseId)
  if (upTo === 'print-card') for (const step of ['arrange-call', 'numbers', 'document-shown', 'outcome', 'cis', 'write-card', 'print-card'] as const) await walk[step](main, caseId)
  return attached
}

const fourMarks = () => Array.from({ length: 4 }, () => new Uint8Array(Buffer.from(`MARK-${randomBytes(16).toString('hex')}`)))

/** Opens the vault beside the app, for its keys. */
async function withKeys<Value>({ door }: ReturnType<typeof station>, work: (vault: UnlockedVault) => Promise<Value>): Promise<Value> {
  const agents = await door.agents()
  if (!agents.ok) throw new Error(agents.error.code)
  const opened = await door.unlock({ agentId: agents.value[0]!.agentId, passphrase: PASSPHRASE })
  if (!opened.ok) throw new Error(opened.error.code)
  try {
    return await work(opened.value)
  } finally {
    opened.value.lock()
  }
}

/** `killAt`: nothing for a round that only counts the moments of a sign-in on the day. */
async function round(folder: string, killAt: number | undefined) {
  const world = station(folder)
  let main = await world.start()
  await main.setUp()
  const [dueMarks, openMarks] = [fourMarks(), fourMarks()]
  const due = await makeCase(main, 'print-card', dueMarks)
  await makeCase(main, 'likeness', openMarks)
  const before = await withKeys(world, async (vault) => ({
    lost: due.map(({ keyId }) => Uint8Array.from(vault.keyring.find(keyId)!.key)), control: (await tryToRecover(folder, everyKey(vault), dueMarks)).recovered,
  }))
  for (let day = 1; day < EVIDENCE_DAYS; day += 1) {
    await main.app.lock('asked')
    world.nextDay()
    await main.unlock()
  }
  await main.app.lock('asked')
  world.nextDay()
  world.killAfter(killAt ?? Number.POSITIVE_INFINITY)
  const cut = await main.unlock().then((answer) => !answer.ok, (error: unknown) => {
    if (error instanceof Killed) return true
    throw error
  })
  const moments = world.moments()
  world.killAfter(Number.POSITIVE_INFINITY)
  main = await world.start()
  const opened = await main.unlock()
  if (!opened.ok) throw new Error(opened.error.code)
  const verifies = (await main.call('record.verify', {})).ok
  const left = await main.must('retention.list', {})
  const actions = (await main.must('record.entries', { fromSeq: 0, limit: 2_000 })).entries.map(({ action }) => action)
  const lastEntry = actions.findLastIndex((action) => action.startsWith('unlocked'))
  const begunBefore = actions.findIndex((action) => action.startsWith('erasure-begun'))
  await main.app.lock('asked')
  // A copy of what is there now, as a backup of the folder would hold.
  cpSync(folder, `${folder}-copy`, { recursive: true })
  const after = await withKeys(world, async (vault) => {
    const keys = everyKey(vault)
    const inFolder = await tryToRecover(folder, keys, dueMarks, before.lost)
    const inCopy = await tryToRecover(`${folder}-copy`, keys, dueMarks, before.lost)
    return {
      recovered: inFolder.recovered + inCopy.recovered, envelopes: inFolder.envelopes, open: (await tryToRecover(folder, keys, openMarks)).recovered,
      keys: due.filter(({ keyId }) => vault.keyring.find(keyId)).length,
    }
  })
  main.remove()
  const halfWay = cut && begunBefore < lastEntry && actions.findLastIndex((action) => action.startsWith('erased ')) > lastEntry
  return { control: before.control, cut, halfWay, moments, verifies, undone: left.items.length, ...after }
}

export async function erasureSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const figures = { rounds, 'killed at sign-in': 0, 'killed while erasing': 0, 'envelopes tried': 0, 'recovered before the day (control)': 0, 'rounds without a control': 0, recovered: 0, 'keys left': 0, 'not erased': 0, 'needed scans lost': 0, 'records that do not verify': 0 }
  let moments: number | undefined
  for (let number = 0; number < rounds; number += 1) {
    const done = await round(join(folder, `station-${number}`), moments === undefined ? undefined : 1 + random(moments))
    moments ??= done.moments
    if (done.cut) figures['killed at sign-in'] += 1
    if (done.halfWay) figures['killed while erasing'] += 1
    figures['envelopes tried'] += done.envelopes
    figures['recovered before the day (control)'] += done.control
    if (done.control < 4) figures['rounds without a control'] += 1
    figures.recovered += done.recovered
    figures['keys left'] += done.keys
    figures['not erased'] += done.undone
    if (done.open < 4) figures['needed scans lost'] += 1
    if (!done.verifies) figures['records that do not verify'] += 1
  }
  const bad = ['rounds without a control', 'recovered', 'keys left', 'not erased', 'needed scans lost', 'records that do not verify'] as const
  return { ok: bad.every((what) => figures[what] === 0) && rounds > 0, figures }
}
