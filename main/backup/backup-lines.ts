/** The lines of a backup in their order (`domain/backup/lines.ts`), each read only when it is written: memory does not grow with the scans. */
import { createHash } from 'node:crypto'
import { backupSignedBytes, type BackupHead, type BackupKey, type BackupLine, type BackupStation } from '../../domain/backup/lines.ts'
import { toBase64 } from '../../domain/bytes.ts'
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import { journalRow } from '../../domain/record/frame.ts'
import type { createOpenFileCache } from '../files/open-file-cache.ts'
import { SCANS_TABLE, type LatestRow } from '../record/latest-rows.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { createKeyExport, keyIdOf } from './backup-keys.ts'
import type { BackupDeps } from './backup-task.ts'

/** A row or entry of the record does not read. */
export class RecordUnreadable extends Error {}
/** RA Desk was locked. */
export class BackupNotWanted extends Error {}

export interface LineSource {
  readonly deps: BackupDeps
  readonly head: BackupHead
  /** Rows to back up. */
  readonly rows: readonly LatestRow[]
  readonly files: ReturnType<typeof createOpenFileCache>
}

const KEYS_A_LINE = 1_000
const ENTRIES_A_LINE = 200
const ROWS_A_PROGRESS = 50

export async function* backupLines(source: LineSource): AsyncGenerator<Buffer> {
  const { deps, head } = source
  const { vault } = deps
  const digest = createHash('sha256')
  const write = (line: BackupLine): Buffer => {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
    digest.update(bytes)
    return bytes
  }
  const counts = { keys: 0, rows: 0, entries: 0 }
  const known = new Set<string>()
  const lost: string[] = []
  yield write({ head })
  mustBeOpen(vault)
  yield write({ station: stationOf(vault) })
  for (const keys of keyBatches(deps)) {
    for (const { keyId } of keys) known.add(keyId)
    counts.keys += keys.length
    yield write({ keys })
  }
  for await (const line of rowLines(source, known, lost)) {
    counts.rows += 1
    yield write(line)
  }
  for await (const entries of entryBatches(source)) {
    counts.entries += entries.length
    yield write({ entries })
  }
  if (counts.entries !== head.checkpoint.size) throw new RecordUnreadable()
  mustBeOpen(vault)
  const end = { ...counts, ...(lost.length === 0 ? {} : { lost }), digest: digest.digest('hex') }
  const signature = toBase64(vault.deviceKey().sign(backupSignedBytes(head.vaultId, end)))
  yield Buffer.from(`${JSON.stringify({ end: { ...end, signature } } satisfies BackupLine)}\n`)
  deps.onProgress?.(1)
}

/** Keys are overwritten at lock: a line made after that would hold zeros. */
function mustBeOpen(vault: UnlockedVault): void {
  if (!vault.isOpen()) throw new BackupNotWanted()
}

function stationOf(vault: UnlockedVault): BackupStation {
  const { deviceSeed, agents, former } = vault.keyring.station
  return {
    deviceSeed: toBase64(deviceSeed),
    agents: agents.map((agent) => ({ ...agent, publicKeys: [...agent.publicKeys] })),
    generations: [
      ...former.map(({ keyVersion, vaultKey }) => ({ keyVersion, vaultKey: toBase64(vaultKey) })),
      { keyVersion: vault.keyVersion, vaultKey: toBase64(vault.vaultKey()) },
    ],
  }
}

function* keyBatches({ vault, keyEnds }: BackupDeps): Generator<BackupKey[]> {
  const exportKey = createKeyExport(keyEnds)
  let keys: BackupKey[] = []
  for (const key of vault.keyring.list()) {
    mustBeOpen(vault)
    const exported = exportKey(key)
    if (exported === undefined) continue
    keys.push(exported)
    if (keys.length < KEYS_A_LINE) continue
    yield keys
    keys = []
  }
  if (keys.length > 0) yield keys
}

/** `known`: ids of the keys in the backup. Adds to `lost` the pieces of scans that the station has lost for good. */
async function* rowLines(
  { deps, rows, files }: LineSource,
  known: ReadonlySet<string>,
  lost: string[],
): AsyncGenerator<Extract<BackupLine, { row: unknown }>> {
  for (const [index, row] of rows.entries()) {
    if (deps.isWanted?.() === false) throw new BackupNotWanted()
    const { success, data } = journalRow.safeParse(((await files.read(row.place))?.body as { row?: unknown } | undefined)?.row)
    // One lost scan must not prevent the backup of everything else.
    if (!success && row.table === SCANS_TABLE && deps.record.journal.lostPieces.has(row.id)) {
      lost.push(row.id)
      continue
    }
    if (!success || data.env === null || data.table !== row.table || data.id !== row.id || data.rev !== row.rev)
      throw new RecordUnreadable()
    // A scan whose key was destroyed can never be read again.
    if (row.table === SCANS_TABLE && !known.has(keyIdOf(data.env))) continue
    yield { row: data, at: row.seq }
    if (index % ROWS_A_PROGRESS === 0) deps.onProgress?.(index / (rows.length + 1))
  }
}

async function* entryBatches({ deps, head }: LineSource): AsyncGenerator<AuditEntry[]> {
  let entries: AuditEntry[] = []
  for await (const read of deps.record.entries(0)) {
    if (!read.ok) throw new RecordUnreadable()
    if (read.value.seq >= head.checkpoint.size) break
    entries.push(read.value)
    if (entries.length < ENTRIES_A_LINE) continue
    yield entries
    entries = []
  }
  if (entries.length > 0) yield entries
}
