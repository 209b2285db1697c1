/**
 * A snapshot: the newest version of every row as it was after one frame of the journal, so that the journal before it can go.
 *
 *     frame  { row, at }                 a row with its envelope, and the number of the frame that wrote it
 *     frame  { scans, rows: [...] }      pieces of scans, and where in which file of scans they lie
 *     frame  { erased: [...] }           rows that are gone and must not come back
 *     frame  { closing }                 last: how many rows, how the audit record stood, which files of scans belong to it
 *
 * Scans are megabytes and never change: a snapshot copies those that are new into one file of scans and points at the older
 * files. A file of scans in which most was erased is written anew, and goes when no snapshot points at it any more.
 */
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { journalRow, type JournalRow } from '../../domain/record/frame.ts'
import { readThrough, type Place } from './frame-file.ts'
import { writeFrames } from './frame-writer.ts'
import type { JournalFile } from './journal-file.ts'
import type { Beginning, FrameSigner, WitnessKeys } from './journal-format.ts'
import { digestOf, SCANS_TABLE, type LatestRow } from './latest-rows.ts'

export const auditState = z.strictObject({
  size: z.number().int().nonnegative(),
  prev: z.string(),
  /** Roots of the complete subtrees, largest first, hexadecimal. */
  complete: z.array(z.string()),
  /** What the record knows of the clock. */
  clock: z.strictObject({
    latest: z.string(), steps: z.number().int().nonnegative(),
    last: z.strictObject({ time: z.string(), timeZone: z.string().exactOptional() }).exactOptional(),
    lastStep: z.strictObject({ time: z.string(), action: z.string() }).exactOptional(),
  }),
})
/** How the audit tree stood: enough to go on from there. */
export type AuditState = z.infer<typeof auditState>

const closing = z.strictObject({ rows: z.number().int(), audit: auditState, scans: z.array(z.strictObject({ file: z.string(), bytes: z.number().int() })) })
const whole = z.number().int().nonnegative()
const snapshotBody = z.union([
  z.strictObject({ row: journalRow, at: whole }),
  z.strictObject({ scans: z.string().regex(/^scans-\d{12}\.bin$/), rows: z.array(z.tuple([z.string(), whole, whole, whole, whole])) }),
  z.strictObject({ erased: z.array(z.tuple([z.string(), z.string(), whole, whole])) }),
  z.strictObject({ closing }),
])

const numbered = (name: string, seq: number): string => `${name}-${String(seq).padStart(12, '0')}`
export const snapshotName = (seq: number): string => `${numbered('snapshot', seq)}.bin`
export const scansName = (seq: number): string => `${numbered('scans', seq)}.bin`
export const segmentName = (seq: number): string => (seq === 0 ? 'journal.log' : `${numbered('journal', seq)}.log`)

export interface Snapshot {
  readonly begins: Beginning
  readonly rows: readonly LatestRow[]
  readonly audit: AuditState
  readonly scans: readonly { readonly file: string; readonly bytes: number }[]
}

export interface SnapshotParts {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly signer: FrameSigner
  readonly begins: Beginning
  readonly rows: readonly LatestRow[]
  readonly audit: AuditState
  /** The row at its place; nothing when it does not read back. */
  readonly readRow: (row: LatestRow) => Promise<JournalRow | undefined>
}

export interface WrittenSnapshot extends Pick<Snapshot, 'scans'> {
  /** Where each row lies from now on. */
  readonly places: ReadonlyMap<LatestRow, Place>
}

/** Rows in one frame of a list. */
const LIST = 1_000
/** A file of scans is written anew when less than this part of it is still wanted. */
const WORTH_KEEPING = 0.5

/** Nothing when a row does not read back: then the older snapshot and its frames stay what they are. Failures of the disk throw. */
export async function writeSnapshot(parts: SnapshotParts): Promise<WrittenSnapshot | undefined> {
  const { seq } = parts.begins
  const places = new Map<LatestRow, Place>()
  const alive = parts.rows.filter((row) => !row.erased)
  const pieces = alive.filter((row) => row.table === SCANS_TABLE)
  const kept = await worthKeeping(parts.folder, pieces)
  const moving = pieces.filter((row) => !kept.has(row.place.file))
  if (moving.length > 0) {
    const file = scansName(seq)
    const writer = await writeFrames(join(parts.folder, file), 'scans', parts.vaultId, parts.begins, parts.signer)
    try {
      for (const row of moving) {
        const found = await parts.readRow(row)
        if (found === undefined) {
          await writer.abandon()
          return undefined
        }
        places.set(row, { file, ...(await writer.add({ row: found, at: row.seq })) })
      }
      kept.set(file, await writer.finish())
    } catch (error) {
      await writer.abandon()
      throw error
    }
  }
  const file = snapshotName(seq)
  const writer = await writeFrames(join(parts.folder, file), 'snapshot', parts.vaultId, parts.begins, parts.signer)
  try {
    for (const row of alive) {
      if (row.table === SCANS_TABLE) continue
      const found = await parts.readRow(row)
      if (found === undefined) {
        await writer.abandon()
        return undefined
      }
      places.set(row, { file, ...(await writer.add({ row: found, at: row.seq })) })
    }
    for (const [scans, rows] of Map.groupBy(pieces, (row) => (places.get(row) ?? row.place).file)) {
      for (const some of listsOf(rows)) {
        await writer.add({ scans, rows: some.map((row) => { const at = places.get(row) ?? row.place; return [row.id, row.rev, row.seq, at.offset, at.length] }) })
      }
    }
    for (const some of listsOf(parts.rows.filter((row) => row.erased))) await writer.add({ erased: some.map((row) => [row.table, row.id, row.rev, row.seq]) })
    const used = new Set(pieces.map((row) => (places.get(row) ?? row.place).file))
    const scans = [...kept].filter(([name]) => used.has(name)).map(([name, bytes]) => ({ file: name, bytes }))
    await writer.add({ closing: { rows: parts.rows.length, audit: parts.audit, scans } })
    await writer.finish()
    return { places, scans }
  } catch (error) {
    await writer.abandon()
    throw error
  }
}

/** Files of scans that stay as they are, with their lengths. */
async function worthKeeping(folder: string, pieces: readonly LatestRow[]): Promise<Map<string, number>> {
  const kept = new Map<string, number>()
  for (const [name, rows] of Map.groupBy(pieces, (row) => row.place.file)) {
    if (!name.startsWith('scans-')) continue
    const { size } = await stat(join(folder, name))
    if (rows.reduce((sum, row) => sum + row.place.length, 0) >= size * WORTH_KEEPING) kept.set(name, size)
  }
  return kept
}

function listsOf<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / LIST) }, (_, index) => items.slice(index * LIST, (index + 1) * LIST))
}

/** Nothing when the snapshot is not whole or not this vault's. */
export async function readSnapshot(file: JournalFile, name: string, vaultId: Uint8Array, keys: WitnessKeys): Promise<Snapshot | undefined> {
  const rows: LatestRow[] = []
  let last: z.infer<typeof closing> | undefined
  const read = await readThrough({ file, kind: 'snapshot', vaultId, keys }, ({ body, offset, length }) => {
    const parsed = snapshotBody.safeParse(body)
    if (!parsed.success || last !== undefined) return false
    const found = parsed.data
    if ('row' in found) {
      const { table, id, rev, env } = found.row
      if (env === null) return false
      rows.push({ table, id, rev, seq: found.at, erased: false, sha256: digestOf(env), place: { file: name, offset, length } })
    } else if ('scans' in found) {
      for (const [id, rev, seq, start, size] of found.rows) rows.push({ table: SCANS_TABLE, id, rev, seq, erased: false, place: { file: found.scans, offset: start, length: size } })
    } else if ('erased' in found) {
      for (const [table, id, rev, seq] of found.erased) rows.push({ table, id, rev, seq, erased: true, place: { file: name, offset, length } })
    } else last = found.closing
    return true
  })
  if (read?.stopped !== 'at-end' || last === undefined || last.rows !== rows.length || snapshotName(read.begins.seq) !== name) return undefined
  return { begins: read.begins, rows: rows.sort((left, right) => left.seq - right.seq), audit: last.audit, scans: last.scans }
}

/** Files of scans of a snapshot that are gone or not as long as they were. */
export async function findMissingScans(folder: string, snapshot: Pick<Snapshot, 'scans'>): Promise<string[]> {
  const missing: string[] = []
  for (const { file, bytes } of snapshot.scans) {
    const size = await stat(join(folder, file)).then((found) => found.size, () => -1)
    if (size !== bytes) missing.push(file)
  }
  return missing
}

export async function removeUnfinished(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) if (/^(?:snapshot|scans)-\d{12}\.bin\.new$/.test(name)) await rm(join(folder, name), { force: true })
}
