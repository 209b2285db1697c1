/** The newest version of each row and its place. In memory; rebuilt from a snapshot and the frames after it. */
import type { JournalRow } from '../../domain/record/frame.ts'
import { sha256 } from '../files/sha256.ts'
import type { Place } from '../files/frame-file.ts'

export interface LatestRow {
  readonly table: string
  readonly id: string
  readonly rev: number
  /** Of the frame that wrote it. */
  readonly seq: number
  readonly erased: boolean
  /** SHA-256 of the envelope, to compare with the database; pieces of scans have none, they are verified when opened. */
  readonly sha256?: Uint8Array
  place: Place
}

export const SCANS_TABLE = 'chunks'

export interface LatestRows {
  find(table: string, id: string): LatestRow | undefined
  note(rows: readonly JournalRow[], seq: number, place: Place): void
  /** A row as a snapshot has it, in the order of `seq`. */
  restore(row: LatestRow): void
  /** Each version of a row is newer than the last; an erasure may keep the number. Two windows cannot both write version 7. */
  allows(changed: readonly JournalRow[]): boolean
  /** Whether these are versions that are the newest already: what was lost is written again, and nothing else can be. */
  allowsAgain(changed: readonly JournalRow[]): boolean
  /** Oldest change first. */
  all(): readonly LatestRow[]
  /** Those changed after a frame, oldest change first. */
  changedAfter(seq: number): readonly LatestRow[]
}

export function latestRows(): LatestRows {
  const rows = new Map<string, LatestRow>()
  let ordered: LatestRow[] | undefined
  const find = (table: string, id: string) => rows.get(`${table} ${id}`)
  const all = () => (ordered ??= [...rows.values()])

  function put(row: LatestRow): void {
    const key = `${row.table} ${row.id}`
    rows.delete(key)
    rows.set(key, row)
    ordered = undefined
  }

  return {
    find,
    all,
    restore: put,
    note: (changed, seq, place) => {
      for (const { table, id, rev, env } of changed) {
        put({
          table,
          id,
          rev,
          seq,
          erased: env === null,
          place,
          ...(env === null || table === SCANS_TABLE ? {} : { sha256: digestOf(env) }),
        })
      }
    },
    allows: (changed) => {
      const revs = new Map<string, number>()
      return changed.every((row) => {
        const key = `${row.table} ${row.id}`
        const last = revs.get(key) ?? rows.get(key)?.rev ?? -1
        revs.set(key, row.rev)
        return row.env === null ? row.rev >= last : row.rev > last
      })
    },
    allowsAgain: (changed) =>
      changed.every(({ table, id, rev, env }) => {
        const known = find(table, id)
        return env !== null && known?.rev === rev && !known.erased
      }),
    changedAfter: (seq) => {
      const sorted = all()
      let low = 0
      let high = sorted.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (sorted[middle]!.seq > seq) high = middle
        else low = middle + 1
      }
      return sorted.slice(low)
    },
  }
}

/** Of a base64 text that was validated when its frame was read or written. */
export const digestOf = (env: string): Uint8Array => sha256(Buffer.from(env, 'base64'))
