/** The lines of a backup in their order (`domain/backup/lines.ts`), each read only when it is written: memory does not grow with the scans. */
import { base64Of } from '../files/base64.ts'
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  backupSignedBytes,
  type BackupHead,
  type BackupKey,
  type BackupKeyDay,
  type BackupLine,
  type BackupStation,
} from '../../domain/backup/lines.ts'
import { toBase64, toHex } from '../../domain/bytes.ts'
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import { CUSTODY_TABLE } from '../record/custody.ts'
import { SCANS_TABLE } from '../record/database/schema.ts'
import type { RecordView, ViewedRow } from '../record/database/view.ts'
import { LostKey } from '../vault/key-index.ts'
import type { KeyringKey } from '../vault/keyring-content.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { createKeyDays, createKeyExport, keyIdOf } from './backup-keys.ts'
import type { BackupDeps } from './backup-task.ts'

/** A row or entry of the record does not read. */
export class RecordUnreadable extends Error {}
/** RA Desk was locked. */
export class BackupNotWanted extends Error {}

export interface LineSource {
  readonly deps: BackupDeps
  readonly head: BackupHead
  /** Of everything, or of the changes. */
  readonly view: RecordView
  /** Of a backup of changes. */
  readonly changes?: {
    /** Keys that the whole backup does not have. */
    readonly keys: readonly KeyringKey[]
    /** Ids of cases that changed. */
    readonly cases: readonly string[]
  }
}

/** What can be told of a backup only when it was written. */
export interface WrittenLines {
  /** As the last line has it. */
  digest: string
  /** Id of the last key in it. */
  lastKey: string | undefined
}

/** Each key is opened for its line, so a line of keys takes some milliseconds. */
const KEYS_A_LINE = 100
const DAYS_A_LINE = 500
const ENTRIES_A_LINE = 200
const ROWS_A_PROGRESS = 50

/** Fills in `written` at the end. */
export async function* backupLines(source: LineSource, written: WrittenLines = { digest: '', lastKey: undefined }): AsyncGenerator<Buffer> {
  const { deps, head, changes } = source
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
  const isKnown = (keyId: string) => known.has(keyId) || (changes !== undefined && vault.keyring.find(keyId) !== undefined)
  const lost: string[] = []
  yield write({ head })
  mustBeOpen(vault)
  yield write({ station: stationOf(vault, head.keyVersion) })
  for (const keys of keyBatches(source)) {
    await nextTurn()
    for (const { keyId } of keys) known.add(keyId)
    counts.keys += keys.length
    written.lastKey = keys.at(-1)!.keyId
    yield write({ keys })
  }
  for (const days of dayBatches(source)) {
    await nextTurn()
    yield write({ days })
  }
  for await (const line of rowLines(source, isKnown, lost)) {
    counts.rows += 1
    yield writeText(line)
  }
  for await (const entries of entryBatches(source)) {
    counts.entries += entries.length
    yield write({ entries })
  }
  if (counts.entries !== head.checkpoint.size - (head.base?.entries ?? 0)) throw new RecordUnreadable()
  mustBeOpen(vault)
  const end = { ...counts, ...(lost.length === 0 ? {} : { lost }), digest: digest.digest('hex') }
  written.digest = end.digest
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

function* keyBatches({ deps: { vault, keyEnds }, changes }: LineSource): Generator<BackupKey[]> {
  const exportKey = createKeyExport(keyEnds, { continued: changes === undefined })
  let keys: BackupKey[] = []
  for (const key of changes?.keys ?? vault.keyring.list()) {
    mustBeOpen(vault)
    // Other work goes on between two lines: what was destroyed since the list was made is zeros.
    const exported = vault.keyring.find(toHex(key.keyId)) === undefined ? undefined : unlessLost(() => exportKey(key))
    if (exported === undefined) continue
    keys.push(exported)
    if (keys.length < KEYS_A_LINE) continue
    yield keys
    keys = []
  }
  if (keys.length > 0) yield keys
}

/** A backup without a key that should be there would take the place of older ones that have it. */
function unlessLost<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw error instanceof LostKey ? new RecordUnreadable() : error
  }
}

/** The days of the keys that the whole backup has and whose case changed. */
function* dayBatches({ deps: { vault, keyEnds }, changes }: LineSource): Generator<BackupKeyDay[]> {
  if (changes === undefined) return
  const isNew = new Set(changes.keys.map(({ keyId }) => toHex(keyId)))
  const dayOf = createKeyDays(keyEnds)
  const days: BackupKeyDay[] = []
  for (const ownerId of changes.cases) {
    mustBeOpen(vault)
    days.push(...vault.keyring.list({ ownerId }).flatMap((key) => (isNew.has(toHex(key.keyId)) ? [] : (dayOf(key) ?? []))))
    while (days.length >= DAYS_A_LINE) yield days.splice(0, DAYS_A_LINE)
  }
  if (days.length > 0) yield days
}

/** `isKnown`: whether a key is in the backup, by id. Adds to `lost` the pieces of scans that the station has lost for good. */
async function* rowLines({ deps, view }: LineSource, isKnown: (keyId: string) => boolean, lost: string[]): AsyncGenerator<string> {
  const total = [...view.sizes.values()].reduce((sum, { rows }) => sum + rows, 1)
  let count = 0
  for await (const { table, id, rev, seq, env, erased } of view.rows(CUSTODY_TABLE)) {
    if (deps.isWanted?.() === false) throw new BackupNotWanted()
    count += 1
    if (count % ROWS_A_PROGRESS === 0) deps.onProgress?.(count / (total + 1))
    if (erased) {
      yield JSON.stringify({ row: { table, id, rev, env: null }, at: seq } satisfies BackupLine)
      continue
    }
    // One lost scan must not prevent the backup of everything else.
    if (env === undefined && table === SCANS_TABLE && deps.record.journal.lostPieces.has(id)) {
      lost.push(id)
      continue
    }
    if (env === undefined) throw new RecordUnreadable()
    // A scan whose key was destroyed can never be read again.
    if (table === SCANS_TABLE && !isKnown(keyIdOf(env))) continue
    yield rowLine({ table, id, rev, env }, seq)
  }
}

/** As `JSON.stringify` writes the line, without a look at each character of base64: most bytes of a backup are in these. */
function rowLine({ table, id, rev, env }: Omit<ViewedRow, 'seq' | 'erased'> & { readonly env: Uint8Array }, at: number): string {
  return `{"row":{"table":${JSON.stringify(table)},"id":${JSON.stringify(id)},"rev":${rev},"env":"${base64Of(env)}"},"at":${at}}`
}

async function* entryBatches({ deps, head }: LineSource): AsyncGenerator<AuditEntry[]> {
  let entries: AuditEntry[] = []
  for await (const read of deps.record.entries(head.base?.entries ?? 0)) {
    if (!read.ok) throw new RecordUnreadable()
    if (read.value.seq >= head.checkpoint.size) break
    entries.push(read.value)
    if (entries.length < ENTRIES_A_LINE) continue
    yield entries
    entries = []
  }
  if (entries.length > 0) yield entries
}
