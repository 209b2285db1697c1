/**
 * A snapshot: the newest version of every row as it was after one frame of the journal, so that the journal before it can go.
 *
 *     frame  { row, at }                 a row with its envelope, and the number of the frame that wrote it
 *     frame  { scans, rows: [...] }      pieces of scans, and where in which file of scans they lie
 *     frame  { erased: [...] }           rows that are gone and must not come back
 *     frame  { closing }                 last: how many rows, how the audit record stood, which files of scans belong to it
 *
 * Scans are megabytes and never change: a snapshot copies those that are new into one file of scans and points at the older
 * files. A file of scans of which most was erased is rewritten, and deleted when no snapshot needs it any more. An unreadable piece
 * does not stop a snapshot: its old place is kept, so that it counts as missing until it is restored.
 */
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { journalRow, type JournalRow } from '../../domain/record/frame.ts'
import { readThrough, type Place } from '../files/frame-file.ts'
import { writeFrames } from '../files/frame-writer.ts'
import type { JournalFile } from '../files/random-access-file.ts'
import type { Beginning, FrameSigner, FrameKeys } from '../files/frame-format.ts'
import { digestOf, SCANS_TABLE, type LatestRow, type LatestRows } from './latest-rows.ts'

export const auditState = z.strictObject({
  size: z.number().int().nonnegative(),
  prev: z.string(),
  /** Roots of the complete subtrees, largest first, hexadecimal. */
  complete: z.array(z.string()),
  /** What the record knows of the clock. */
  clock: z.strictObject({
    latest: z.string(),
    steps: z.number().int().nonnegative(),
    last: z.strictObject({ time: z.string(), timeZone: z.string().exactOptional() }).exactOptional(),
    lastStep: z.strictObject({ time: z.string(), action: z.string() }).exactOptional(),
  }),
})
/** How the audit tree stood: enough to go on from there. */
export type AuditState = z.infer<typeof auditState>

const closing = z.strictObject({
  rows: z.number().int(),
  audit: auditState,
  scans: z.array(z.strictObject({ file: z.string(), bytes: z.number().int() })),
})
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

/** A file of scans that a snapshot points at. */
export interface ScansFile {
  readonly file: string
  /** How long it was when it was written. */
  readonly bytes: number
  /** Ids of the pieces in it that the snapshot wants. */
  readonly pieces: readonly string[]
}

export interface Snapshot {
  readonly begins: Beginning
  readonly rows: readonly LatestRow[]
  readonly audit: AuditState
  readonly scans: readonly ScansFile[]
}

/** What is remembered of a snapshot that is kept. */
export interface KeptSnapshot {
  readonly seq: number
  readonly scans: readonly ScansFile[]
}

export interface SnapshotDeps {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly signer: FrameSigner
  readonly begins: Beginning
  readonly rows: readonly LatestRow[]
  readonly audit: AuditState
  /** Lengths of the files of scans that were written before. */
  readonly scans: ReadonlyMap<string, number>
  /** Files of scans that were found damaged: what still reads is copied out of them. */
  readonly inDoubt: ReadonlySet<string>
  /** The row at its place; nothing when it does not read back. */
  readonly readRow: (row: LatestRow) => Promise<JournalRow | undefined>
}

export interface WrittenSnapshot extends Pick<Snapshot, 'scans'> {
  /** Where each row lies from now on. */
  readonly places: ReadonlyMap<LatestRow, Place>
}

/** Rows in one frame of a list. */
const LIST = 1_000
/** A file of scans is rewritten when less than this part of it is still needed. */
const WORTH_KEEPING = 0.5

/**
 * Nothing when a row does not read back that is no piece of an older file of scans: then the older snapshot and its frames stay what they
 * are, and the next opening mends or passes over what is damaged. Failures of the disk throw.
 */
export async function writeSnapshot(deps: SnapshotDeps): Promise<WrittenSnapshot | undefined> {
  const { seq } = deps.begins
  const places = new Map<LatestRow, Place>()
  const alive = deps.rows.filter((row) => !row.erased)
  const pieces = alive.filter((row) => row.table === SCANS_TABLE)
  const kept = worthKeeping(deps, pieces)
  const moving = pieces.filter((row) => !kept.has(row.place.file))
  if (moving.length > 0) {
    const file = scansName(seq)
    const writer = await writeFrames(join(deps.folder, file), 'scans', deps.vaultId, deps.begins, deps.signer)
    try {
      for (const row of moving) {
        const found = await deps.readRow(row)
        const bytes = deps.scans.get(row.place.file)
        if (found !== undefined) places.set(row, { file, ...(await writer.add({ row: found, at: row.seq })) })
        else if (bytes !== undefined) kept.set(row.place.file, bytes)
        else {
          await writer.abandon()
          return undefined
        }
      }
      if (places.size > 0) kept.set(file, await writer.finish())
      else await writer.abandon()
    } catch (error) {
      await writer.abandon()
      throw error
    }
  }
  const file = snapshotName(seq)
  const writer = await writeFrames(join(deps.folder, file), 'snapshot', deps.vaultId, deps.begins, deps.signer)
  try {
    for (const row of alive) {
      if (row.table === SCANS_TABLE) continue
      const found = await deps.readRow(row)
      if (found === undefined) {
        await writer.abandon()
        return undefined
      }
      places.set(row, { file, ...(await writer.add({ row: found, at: row.seq })) })
    }
    const inFiles = Map.groupBy(pieces, (row) => (places.get(row) ?? row.place).file)
    for (const [scans, rows] of inFiles) {
      for (const some of listsOf(rows)) {
        await writer.add({
          scans,
          rows: some.map((row) => {
            const at = places.get(row) ?? row.place
            return [row.id, row.rev, row.seq, at.offset, at.length]
          }),
        })
      }
    }
    for (const some of listsOf(deps.rows.filter((row) => row.erased)))
      await writer.add({ erased: some.map((row) => [row.table, row.id, row.rev, row.seq]) })
    const scans = [...kept].flatMap(([name, bytes]) => {
      const rows = inFiles.get(name)
      return rows === undefined ? [] : [{ file: name, bytes, pieces: rows.map(({ id }) => id) }]
    })
    await writer.add({
      closing: { rows: deps.rows.length, audit: deps.audit, scans: scans.map(({ file: name, bytes }) => ({ file: name, bytes })) },
    })
    await writer.finish()
    return { places, scans }
  } catch (error) {
    await writer.abandon()
    throw error
  }
}

/** Files of scans that stay as they are, with their lengths. */
function worthKeeping({ scans, inDoubt }: SnapshotDeps, pieces: readonly LatestRow[]): Map<string, number> {
  const kept = new Map<string, number>()
  for (const [name, rows] of Map.groupBy(pieces, (row) => row.place.file)) {
    const size = scans.get(name)
    if (size === undefined || inDoubt.has(name)) continue
    if (rows.reduce((sum, row) => sum + row.place.length, 0) >= size * WORTH_KEEPING) kept.set(name, size)
  }
  return kept
}

function listsOf<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / LIST) }, (_, index) => items.slice(index * LIST, (index + 1) * LIST))
}

/** Nothing when the snapshot is not whole or not this vault's. */
export async function readSnapshot(file: JournalFile, name: string, vaultId: Uint8Array, keys: FrameKeys): Promise<Snapshot | undefined> {
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
      for (const [id, rev, seq, start, size] of found.rows)
        rows.push({ table: SCANS_TABLE, id, rev, seq, erased: false, place: { file: found.scans, offset: start, length: size } })
    } else if ('erased' in found) {
      for (const [table, id, rev, seq] of found.erased)
        rows.push({ table, id, rev, seq, erased: true, place: { file: name, offset, length } })
    } else last = found.closing
    return true
  })
  if (read?.stopped !== 'at-end' || last === undefined || last.rows !== rows.length || snapshotName(read.begins.seq) !== name)
    return undefined
  const inFiles = Map.groupBy(
    rows.filter((row) => row.table === SCANS_TABLE && !row.erased),
    (row) => row.place.file,
  )
  const scans = last.scans.map(({ file: each, bytes }) => ({ file: each, bytes, pieces: inFiles.get(each)?.map(({ id }) => id) ?? [] }))
  return { begins: read.begins, rows: rows.sort((left, right) => left.seq - right.seq), audit: last.audit, scans }
}

/**
 * The snapshot without files of scans that are no longer needed: opening also reads the frames after it, which say of every piece in those
 * files that it was erased or stored again.
 */
export function withNeededScans({ seq, scans }: KeptSnapshot, rows: LatestRows): KeptSnapshot {
  return { seq, scans: scans.filter(({ pieces }) => pieces.some((id) => (rows.find(SCANS_TABLE, id)?.seq ?? 0) <= seq)) }
}

/** Files in which the newest versions of pieces lie. */
export const scansInUse = (rows: LatestRows): Set<string> =>
  new Set(rows.all().flatMap((row) => (row.table === SCANS_TABLE && !row.erased ? row.place.file : [])))

/** Files of scans that are gone or not as long as they were. */
export async function findMissingScans(folder: string, scans: readonly Pick<ScansFile, 'file' | 'bytes'>[]): Promise<string[]> {
  const missing: string[] = []
  for (const { file, bytes } of scans) {
    const size = await stat(join(folder, file)).then(
      (found) => found.size,
      () => -1,
    )
    if (size !== bytes) missing.push(file)
  }
  return missing
}

export async function removeUnfinished(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) if (/^(?:snapshot|scans)-\d{12}\.bin\.new$/.test(name)) await rm(join(folder, name), { force: true })
}
