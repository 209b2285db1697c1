/** A workstation on a clock of its own with cases that fall due, and what a restore of its backups gives back. */
import { randomBytes } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import type { Evidence } from '../../domain/values.ts'
import { openStationAccess } from './station-access.ts'
import type { UnlockedVault } from '../../main/vault/vault.ts'
import { journey } from '../fixtures/journey-events.ts'
import type { BackupMemory } from '../../main/backup/backup-scheduler.ts'
import { backupParts, newMachine, restore } from './backup-station.ts'
import { type MainApp, openMainApp, PASSPHRASE } from './main-app.ts'
import { newCase, photo, walk } from './main-journey.ts'
import { everyKey, mark, tryToRecover } from './recover-evidence.ts'

export const DAY = 86_400_000
/** Longer than the notice that a new rule is given, so that the day is the policy's. */
export const EVIDENCE_DAYS = 5
const parameters = { memoryKiB: 64, iterations: 1, parallelism: 1 }

/** Dies at one of the moments at which it asks for the time or for random bytes: those lie before, between and after all that is written. */
export class Killed extends Error {}

export function station(folder: string, target: string) {
  const memory = { now: {} as BackupMemory }
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
  const vaultAccess = openStationAccess({
    folder,
    randomBytes: random,
    monotonic: () => performance.now() + ahead,
    kdf: { workerUrl: new URL('../../main/vault/argon2-worker.ts', import.meta.url), parameters, floor: parameters },
  })
  const policy = { evidenceDays: EVIDENCE_DAYS }
  const parts = { now, randomBytes: random, monotonic: () => performance.now() + ahead }
  return {
    memory,
    start: () => openMainApp({ folder, parts: { ...backupParts(memory, { chooseFolder: target, policy }), vaultAccess, ...parts } }),
    /** A machine on which nothing is set up, on the same day. */
    another: (there: string, file: string) => newMachine(file, { folder: there, policy, parts }),
    later: (milliseconds: number) => {
      ahead += milliseconds
    },
    killAfter: (count: number) => {
      untilKilled = count
      moments = 0
    },
    moments: () => moments,
  }
}

/** With four marked scans, and its likeness confirmed. */
export async function makeCase(main: MainApp, canaries: readonly Uint8Array[]): Promise<MadeCase> {
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
  return { caseId, attached }
}

export interface MadeCase {
  readonly caseId: string
  readonly attached: readonly Evidence[]
}

/** Up to the printed card: from then on its scans fall due. */
export async function finishCase(main: MainApp, caseId: string): Promise<void> {
  for (const step of ['arrange-call', 'phone-code', 'document-shown', 'outcome', 'cis', 'write-card', 'print-card'] as const)
    await walk[step](main, caseId)
}

/** Beside its large scan the changes of a day are little, so that the next backup holds only these. */
export async function makeLargeCase(main: MainApp): Promise<void> {
  const caseId = await newCase(main)
  for (const step of ['details', 'ask-for-items', 'items'] as const) await walk[step](main, caseId)
  const evidence = await main.attach(caseId, new Uint8Array(600_000).fill(7))
  await main.act(caseId, { kind: 'identityDocumentAttached', evidence })
}

export const fourMarks = () => Array.from({ length: 4 }, () => new Uint8Array(Buffer.from(`MARK-${randomBytes(16).toString('hex')}`)))

/** Opens a copy of the vault for its keys: one process at a time has a vault open, and that is the app. */
export async function withKeys<Value>(folder: string, work: (vault: UnlockedVault) => Promise<Value>): Promise<Value> {
  const copy = `${folder}-for-its-keys`
  cpSync(folder, copy, { recursive: true })
  const vaultAccess = openStationAccess({
    folder: copy,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    monotonic: () => performance.now(),
    kdf: { workerUrl: new URL('../../main/vault/argon2-worker.ts', import.meta.url), parameters, floor: parameters },
  })
  const agents = await vaultAccess.agents()
  if (!agents.ok) throw new Error(agents.error.code)
  const opened = await vaultAccess.unlock({ agentId: agents.value[0]!.agentId, passphrase: PASSPHRASE })
  if (!opened.ok) throw new Error(opened.error.code)
  try {
    return await work(opened.value)
  } finally {
    opened.value.lock()
    rmSync(copy, { recursive: true })
  }
}

/** Lets the app do what it does every few seconds, until older backups are cleared. */
export async function letItClear(main: MainApp, memory: { readonly now: BackupMemory }): Promise<boolean> {
  for (let look = 0; look < 400; look += 1) {
    main.app.lockWhenDue()
    const { erased } = memory.now
    if (erased && erased.clearedTo > 0 && erased.since === undefined && (await main.must('backup.state', {})).view.busy === 'no')
      return true
    await new Promise((resolve) => {
      setTimeout(resolve, 10)
    })
  }
  return false
}

export interface Restored {
  readonly recovered: number
  readonly open: number
  readonly expired: number
  readonly destroyed: number
}

/** By the app itself, with the first screen's own steps; then the search, with every key that the restored vault has. */
export async function restoreAndTry(
  world: ReturnType<typeof station>,
  folder: string,
  file: string,
  recoveryKey: string,
  marks: readonly Uint8Array[],
  openMarks: readonly Uint8Array[],
  lost: readonly Uint8Array[],
): Promise<Restored> {
  const machine = await world.another(folder, file)
  const { preview, answer } = await restore(machine, recoveryKey)
  if (!answer.ok) throw new Error(answer.error.code)
  await machine.app.lock('asked')
  return withKeys(folder, async (vault) => ({
    recovered: (await tryToRecover(folder, everyKey(vault), marks, lost)).recovered,
    open: (await tryToRecover(folder, everyKey(vault), openMarks)).recovered,
    expired: preview.expired,
    destroyed: preview.destroyed,
  }))
}
