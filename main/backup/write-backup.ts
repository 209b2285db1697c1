/**
 * Writes a backup: the record as it is at one moment and everything in it that may leave this station, or what of that changed since an
 * earlier whole backup, encrypted to the recovery key and to the station itself. It is written under another name, flushed and then renamed, so a file with the name of a backup is whole.
 */
import { formatPaperCode } from '../../domain/record/paper-code.ts'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BaseBackup } from '../../domain/backup/base.ts'
import { isTooMuchChanged } from '../../domain/backup/choose-kind.ts'
import type { BackupHead } from '../../domain/backup/lines.ts'
import { backupFileName } from '../../domain/backup/schedule.ts'
import { ok, type Result } from '../../domain/result.ts'
import { errorCode, isDiskFull, syncFolder } from '../files/atomic-file.ts'
import { renamePatiently } from '../files/held-files.ts'
import { CUSTODY_TABLE } from '../record/custody.ts'
import type { ChangesView } from '../record/database/changes-view.ts'
import type { RecordView } from '../record/database/view.ts'
import type { KeyringKey } from '../vault/keyring-content.ts'
import { iterableOf, streamOf } from './age-streams.ts'
import {
  backupFull,
  noRecoveryRecipient,
  noStationKey,
  recordDamaged,
  stoppedByLock,
  writeFailed,
  type BackupFailureCode,
} from './backup-failures.ts'
import { dropOlderBackups, prepareFolder, writeFlushed } from './backup-folder.ts'
import { BackupNotWanted, backupLines, RecordUnreadable, type LineSource, type WrittenLines } from './backup-lines.ts'
import { changesHeadOf, headOf } from './backup-head.ts'
import type { BackupDeps } from './backup-task.ts'
import { readEnds } from './file-ends.ts'
import { recipientsOf } from './find-base.ts'
import { createStationBackupKey } from './identities.ts'

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
  /** Of a whole backup: what a backup of changes needs to know of it. Absent if its file did not read back. */
  readonly whole?: WrittenWhole
  /** Of a backup of changes: when the whole backup was made. */
  readonly since?: string
}

/** Except what the caller knows. */
export type WrittenWhole = Omit<BaseBackup, 'appVersion' | 'destroyed' | 'limits' | 'tested'>

const PIECE = 256 * 1024
/** What base64, a line of the record and the age format add, generously. */
const OVERHEAD = 1.5
const ENTRY_BYTES = 700
const ALWAYS_BYTES = 4 * 1024 * 1024

/** Changes of `deps.base`, or a whole backup if there is none or too much changed. */
export async function writeBackup(deps: BackupDeps): Promise<Result<MadeBackup, BackupFailureCode>> {
  if (deps.vault.keyring.station.recovery.backupRecipient === undefined) return noRecoveryRecipient
  const ownKey = await createStationBackupKey(deps.vault)
  if (!ownKey.ok) return deps.vault.isOpen() ? noStationKey : stoppedByLock
  return (deps.base === undefined ? undefined : await writeChanges(deps, deps.base)) ?? writeWhole(deps)
}

async function writeWhole(deps: BackupDeps): Promise<Result<MadeBackup, BackupFailureCode>> {
  const view = await deps.record.view().catch(() => undefined)
  if (view === undefined) return deps.vault.isOpen() ? recordDamaged : stoppedByLock
  try {
    const head = headOf(deps, view)
    const written = { digest: '', lastKey: undefined }
    const made = await writeSource({ deps, head, view }, written)
    if (!made.ok) return made
    const whole = await describeWhole(deps, { view, head, written, file: made.value.file })
    return ok({ ...made.value, ...(whole === undefined ? {} : { whole }) })
  } finally {
    view.close()
  }
}

/** `undefined`: a whole backup has to be made. */
async function writeChanges(deps: BackupDeps, base: BaseBackup): Promise<Result<MadeBackup, BackupFailureCode> | undefined> {
  const view = await deps.record.changes(base).catch(() => undefined)
  if (view === undefined) return undefined
  try {
    const { keyring } = deps.vault
    const keys = base.lastKey === undefined ? keyring.list() : keyring.madeAfter(base.lastKey)
    const entries = (view.head.audit?.size ?? 0) - base.entries
    if (keys === undefined || isTooMuchChanged(sizeOf(view, entries), base.bytes)) return undefined
    const cases = view.changedIds('cases')
    if (cameBack({ view, keys, cases })) return undefined
    const head = changesHeadOf(deps, view, base)
    const made = await writeSource({ deps, head, view, changes: { keys, cases } })
    return made.ok ? ok({ ...made.value, since: base.madeAt }) : made
  } finally {
    view.close()
  }
}

/** A case that was erased and taken over again has a new key and its old row, and would be counted wrongly. */
function cameBack({
  view,
  keys,
  cases,
}: {
  readonly view: ChangesView
  readonly keys: readonly KeyringKey[]
  readonly cases: readonly string[]
}) {
  const withNewKey = new Set(keys.flatMap(({ purpose, ownerId }) => (purpose === 'case' ? [ownerId] : [])))
  return cases.filter((caseId) => withNewKey.has(caseId)).length !== (view.sizes.get('cases')?.fresh ?? 0)
}

async function writeSource(source: LineSource, written?: WrittenLines): Promise<Result<MadeBackup, BackupFailureCode>> {
  const { deps, head, view } = source
  const { vault, target, remembered } = deps
  const entries = head.checkpoint.size - (head.base?.entries ?? 0)
  const ready = await prepareFolder({ target, vaultId: vault.vaultId, remembered }, Math.ceil(sizeOf(view, entries) + ALWAYS_BYTES))
  if (!ready.ok) return ready
  const file = backupFileName(head.vaultId, head.madeAt, head.seq, head.base)
  const path = join(target, file)
  const unfinished = `${path}.part`
  try {
    const { Encrypter } = await import('age-encryption')
    const encrypter = new Encrypter()
    for (const recipient of await recipientsOf(vault)) encrypter.addRecipient(recipient)
    const lines = backupLines(source, written)
    const bytes = await writeFlushed(unfinished, iterableOf(await encrypter.encrypt(streamOf(inPieces(lines, deps)))))
    await renamePatiently(unfinished, path)
    await syncFolder(target)
    await dropOlderBackups(target, head.vaultId, file)
    const { madeAt, seq, cases, checkpoint } = head
    return ok({ file, bytes, madeAt, seq, cases, code: formatPaperCode(checkpoint) })
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    if (error instanceof RecordUnreadable && vault.isOpen()) return recordDamaged
    if (error instanceof BackupNotWanted || !vault.isOpen()) return stoppedByLock
    return isDiskFull(error) ? backupFull : writeFailed(errorCode(error))
  }
}

interface ToDescribe {
  readonly view: RecordView
  readonly head: BackupHead
  readonly written: WrittenLines
  readonly file: string
}

async function describeWhole({ vault, target }: BackupDeps, { view, head, written, file }: ToDescribe): Promise<WrittenWhole | undefined> {
  const { audit, lastRow } = view.head
  const ends = await readEnds(join(target, file))
  if (ends === undefined || audit === null || !vault.isOpen()) return undefined
  const { madeAt, seq, keyVersion, cases, leftInCustody } = head
  return {
    ...ends,
    file,
    madeAt,
    seq,
    entries: audit.size,
    digest: written.digest,
    keyVersion,
    recipients: await recipientsOf(vault),
    ...(written.lastKey === undefined ? {} : { lastKey: written.lastKey }),
    lastRow,
    cases,
    leftInCustody,
    record: { prev: audit.prev, complete: audit.complete },
  }
}

/** Bytes that a backup takes, on the large side. */
function sizeOf({ sizes }: Pick<RecordView, 'sizes'>, entries: number): number {
  const bytes = [...sizes].reduce((sum, [table, size]) => sum + (table === CUSTODY_TABLE ? 0 : size.bytes), 0)
  return bytes * OVERHEAD + entries * ENTRY_BYTES
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
