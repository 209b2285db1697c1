/** The lines of a backup in their order (`domain/backup/lines.ts`), each read only when it is written: memory does not grow with the scans. */
import { base64Of } from '../files/base64.ts'
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { backupSignedBytes, type BackupHead, type BackupKey, type BackupLine, type BackupStation } from '../../domain/backup/lines.ts'
import { toBase64, toHex } from '../../domain/bytes.ts'
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import { CUSTODY_TABLE } from '../record/custody.ts'
import { SCANS_TABLE } from '../record/database/schema.ts'
import type { RecordView, ViewedRow } from '../record/database/view.ts'
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
  readonly view: RecordView
}

/** Each key is opened for its line, so a line of keys takes some milliseconds. */
const KEYS_A_LINE = 100
const ENTRIES_A_LINE = 200
const ROWS_A_PROGRESS = 50

export async function* backupLines(source: LineSource): AsyncGenerator<Buffer> {
  const { deps, head } = source
  const { vault } = deps
  const digest = createHash('sha256')
  const writeText = (line: string): Buffer => {
    const bytes = Buffer.from(`${line}\n`)
    digest.update(bytes)
    return bytes
  }
  const write = (line: BackupLine): Buffer => writeText(JSON.stringify(line))
  const counts = { keys: 0, rows: 0, entries: 0 }
  const known = new Set<string>()
  const lost: string[] = []
  yield write({ head })
  mustBeOpen(vault)
  yield write({ station: stationOf(vault, head.keyVersion) })
  for (const keys of keyBatches(deps)) {
    await nextTurn()
    for (const { keyId } of keys) known.add(keyId)
    counts.keys += keys.length
    yield write({ keys })
  }
  for await (const line of rowLines(source, known, lost)) {
    counts.rows += 1
    yield writeText(line)
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

/** The vault key may have been rotated since the head was made: what came after it is not in this backup. */
function stationOf(vault: UnlockedVault, lastVersion: number): BackupStation {
  const { deviceSeed, agents, former } = vault.keyring.station
  return {
    deviceSeed: toBase64(deviceSeed),
    agents: agents.map((agent) => ({ ...agent, publicKeys: [...agent.publicKeys] })),
    generations: [
      ...former.map(({ keyVersion, vaultKey }) => ({ keyVersion, vaultKey: toBase64(vaultKey) })),
      { keyVersion: vault.keyVersion, vaultKey: toBase64(vault.vaultKey()) },
    ].filter(({ keyVersion }) => keyVersion <= lastVersion),
  }
}

function* keyBatches({ vault, keyEnds }: BackupDeps): Generator<BackupKey[]> {
  const exportKey = createKeyExport(keyEnds)
  let keys: BackupKey[] = []
  for (const key of vault.keyring.list()) {
    mustBeOpen(vault)
    // Other work goes on between two lines: what was destroyed since the list was made is zeros.
    const exported = vault.keyring.find(toHex(key.keyId)) === undefined ? undefined : exportKey(key)
    if (exported === undefined) continue
    keys.push(exported)
    if (keys.length < KEYS_A_LINE) continue
    yield keys
    keys = []
  }
  if (keys.length > 0) yield keys
}

/** `known`: ids of the keys in the backup. Adds to `lost` the pieces of scans that the station has lost for good. */
async function* rowLines({ deps, view }: LineSource, known: ReadonlySet<string>, lost: string[]): AsyncGenerator<string> {
  const total = [...view.sizes.values()].reduce((sum, { rows }) => sum + rows, 1)
  let count = 0
  for await (const { table, id, rev, seq, env } of view.rows(CUSTODY_TABLE)) {
    if (deps.isWanted?.() === false) throw new BackupNotWanted()
    count += 1
    if (count % ROWS_A_PROGRESS === 0) deps.onProgress?.(count / (total + 1))
    // One lost scan must not prevent the backup of everything else.
    if (env === undefined && table === SCANS_TABLE && deps.record.journal.lostPieces.has(id)) {
      lost.push(id)
      continue
    }
    if (env === undefined) throw new RecordUnreadable()
    // A scan whose key was destroyed can never be read again.
    if (table === SCANS_TABLE && !known.has(keyIdOf(env))) continue
    yield rowLine({ table, id, rev, env }, seq)
  }
}

/** As `JSON.stringify` writes the line, without a look at each character of base64: most bytes of a backup are in these. */
function rowLine({ table, id, rev, env }: Omit<ViewedRow, 'seq'> & { readonly env: Uint8Array }, at: number): string {
  return `{"row":{"table":${JSON.stringify(table)},"id":${JSON.stringify(id)},"rev":${rev},"env":"${base64Of(env)}"},"at":${at}}`
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
