/**
 * Writes a backup: the record as it is at one moment and everything in it that may leave this station, encrypted to the recovery key and to
 * the station itself. It is written under another name, flushed and then renamed, so a file with the name of a backup is whole.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { backupFileName } from '../../domain/backup/schedule.ts'
import { fromHex } from '../../domain/bytes.ts'
import { ok, type Result } from '../../domain/result.ts'
import { errorCode, isDiskFull, renamePatiently, syncFolder } from '../files/atomic-file.ts'
import { CUSTODY_TABLE } from '../record/custody.ts'
import type { RecordView } from '../record/database/view.ts'
import { iterableOf, streamOf } from './age-streams.ts'
import { backupFull, noRecoveryRecipient, recordDamaged, stoppedByLock, writeFailed, type BackupFailureCode } from './backup-failures.ts'
import { dropOlderBackups, prepareFolder, writeFlushed } from './backup-folder.ts'
import { BackupNotWanted, backupLines, RecordUnreadable } from './backup-lines.ts'
import { headOf } from './backup-head.ts'
import type { BackupDeps } from './backup-task.ts'
import { stationBackupIdentity } from './identities.ts'

export interface MadeBackup {
  readonly file: string
  readonly bytes: number
  /** Instant in UTC. */
  readonly madeAt: string
  /** Number of the last change in it. */
  readonly seq: number
  readonly cases: number
  /** Code of the record's checkpoint, as it is printed. */
  readonly code: string
}

const PIECE = 256 * 1024
/** What base64, a line of the record and the age format add, generously. */
const OVERHEAD = 1.5
const ENTRY_BYTES = 700
const ALWAYS_BYTES = 4 * 1024 * 1024

export async function writeBackup(deps: BackupDeps): Promise<Result<MadeBackup, BackupFailureCode>> {
  const { vault } = deps
  const { backupRecipient } = vault.keyring.station.recovery
  if (backupRecipient === undefined) return noRecoveryRecipient
  const view = await deps.record.view().catch(() => undefined)
  if (view === undefined) return vault.isOpen() ? recordDamaged : stoppedByLock
  try {
    return await writeView(deps, view, backupRecipient)
  } finally {
    view.close()
  }
}

async function writeView(deps: BackupDeps, view: RecordView, recoveryRecipient: string): Promise<Result<MadeBackup, BackupFailureCode>> {
  const { vault, target } = deps
  const head = headOf(deps, view)
  const ready = await prepareFolder(target, bytesNeeded(view, head.checkpoint.size))
  if (!ready.ok) return ready
  const file = backupFileName(head.vaultId, head.madeAt, head.seq)
  const path = join(target, file)
  const unfinished = `${path}.part`
  try {
    const { Encrypter } = await import('age-encryption')
    const encrypter = new Encrypter()
    const station = await stationBackupIdentity(vault.keyring.station.deviceSeed, fromHex(vault.vaultId))
    for (const recipient of [station.recipient, recoveryRecipient]) encrypter.addRecipient(recipient)
    const lines = backupLines({ deps, head, view })
    const bytes = await writeFlushed(unfinished, iterableOf(await encrypter.encrypt(streamOf(inPieces(lines, deps)))))
    await renamePatiently(unfinished, path)
    await syncFolder(target)
    await dropOlderBackups(target, head.vaultId, file)
    const { madeAt, seq, cases, checkpoint } = head
    return ok({ file, bytes, madeAt, seq, cases, code: `${checkpoint.size}-${checkpoint.code}` })
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    if (error instanceof RecordUnreadable && vault.isOpen()) return recordDamaged
    if (error instanceof BackupNotWanted || !vault.isOpen()) return stoppedByLock
    return isDiskFull(error) ? backupFull : writeFailed(errorCode(error))
  }
}

function bytesNeeded({ sizes }: RecordView, entries: number): number {
  const bytes = [...sizes].reduce((sum, [table, size]) => sum + (table === CUSTODY_TABLE ? 0 : size.bytes), 0)
  return Math.ceil(bytes * OVERHEAD + entries * ENTRY_BYTES + ALWAYS_BYTES)
}

async function* inPieces(lines: AsyncGenerator<Buffer>, { isWanted }: Pick<BackupDeps, 'isWanted'>): AsyncGenerator<Uint8Array> {
  let held: Buffer[] = []
  let length = 0
  for await (const bytes of lines) {
    held.push(bytes)
    length += bytes.length
    if (length < PIECE) continue
    if (isWanted?.() === false) throw new BackupNotWanted()
    yield Buffer.concat(held)
    held = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(held)
}
