/** A station with cases, scans and cards, whose recovery key the test knows, and its folder for backups; and machines to restore on. */
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { policyOf } from './main-app-deps.ts'
import type { AppDeps } from '../../main/app.ts'
import type { BackupMemory } from '../../main/backup/backup-scheduler.ts'
import { readPdfText } from './pdf-text.ts'
import { openMainApp, PASSPHRASE, readRows, type MainApp } from './main-app.ts'
import { newCase, walkUntil } from './main-journey.ts'

export interface BackupStation {
  readonly main: MainApp
  readonly target: string
  readonly recoveryKey: string
  readonly memory: { now: BackupMemory }
  /** Whole paths, oldest first. */
  files(): string[]
}

export async function backupStation(policy: object = {}, parts: Partial<AppDeps> = {}): Promise<BackupStation> {
  const target = mkdtempSync(join(tmpdir(), 'ra-desk-backups-'))
  const memory = { now: {} as BackupMemory }
  const main = await openMainApp({ parts: { ...backupParts(memory, { chooseFolder: target, policy }), ...parts } })
  await main.setUp()
  const recoveryKey = await printRecoveryKey(main)
  await main.must('backup.chooseFolder', {})
  return {
    main,
    target,
    recoveryKey,
    memory,
    files: () =>
      readdirSync(target)
        .filter((name) => name.endsWith('.age'))
        .sort()
        .map((name) => join(target, name)),
  }
}

/** With two cases, the one named up to its card, and a backup of both. */
export async function stationWithBackup(): Promise<{ readonly station: BackupStation; readonly caseId: string; readonly file: string }> {
  const station = await backupStation({ evidenceDays: 28 })
  const caseId = await newCase(station.main)
  await walkUntil(station.main, caseId, 'write-card')
  await newCase(station.main)
  await station.main.must('backup.make', {})
  return { station, caseId, file: station.files()[0]! }
}

/** Prints the sheet, reads it as a person does, and types a group of it back. */
export async function printRecoveryKey(main: MainApp): Promise<string> {
  await main.must('station.saveRecoverySheet', {})
  const recoveryKey = await readRecoveryKey(main.saved.get('recovery-key.pdf')!)
  const { group } = await main.must('station.askRecoveryGroup', {})
  await main.must('station.confirmRecoveryKey', { typed: recoveryKey.split('-')[group - 1]! })
  return recoveryKey
}

/** A machine on which nothing is set up. `file`: what the agent chooses there. */
export async function newMachine(
  file: string,
  given: {
    readonly folder?: string
    readonly policy?: object
    readonly memory?: { now: BackupMemory }
    readonly parts?: Partial<AppDeps>
  } = {},
): Promise<MainApp> {
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'ra-desk-new-machine-'))
  mkdirSync(folder, { recursive: true })
  return openMainApp({
    folder,
    parts: { ...backupParts(given.memory ?? { now: {} }, { chooseFile: file, policy: given.policy ?? {} }), ...given.parts },
  })
}

/** Backups of an app without a shell: where they go, and what comes of them. */
export function backupParts(
  memory: { now: BackupMemory },
  { chooseFolder, chooseFile, policy }: { readonly chooseFolder?: string; readonly chooseFile?: string; readonly policy: object },
): Partial<AppDeps> {
  return {
    backups: {
      memory: {
        read: () => memory.now,
        write: (next) => {
          memory.now = next
        },
      },
      chooseFolder: () => Promise.resolve(chooseFolder),
      chooseFile: () => Promise.resolve(chooseFile),
    },
    policy: policyOf(policy),
  }
}

export async function restore(machine: MainApp, recoveryKey: string) {
  await machine.must('restore.choose', {})
  const preview = await machine.must('restore.preview', { recoveryKey })
  const answer = await machine.call('restore.perform', {
    recoveryKey,
    agentId: preview.managers[0]!.agentId,
    signInName: 'desk',
    passphrase: PASSPHRASE,
    workerPublicKey: machine.worker.publicKey,
  })
  if (answer.ok) {
    await machine.worker.open(answer.value)
    await readRows(machine)
  }
  return { preview, answer }
}

/** The groups from 1 on, each beside its number. */
export async function readRecoveryKey(sheet: Uint8Array): Promise<string> {
  const items = await readPdfText(sheet)
  return Array.from({ length: 9 }, (_, index) => {
    const at = items.findIndex((item, place) => item === String(index + 1) && /^[0-9A-Z*~$=]{1,4}$/.test(items[place + 1] ?? ''))
    if (at < 0) throw new Error(`group ${index + 1} is not on the recovery sheet`)
    return items[at + 1]!
  }).join('-')
}
