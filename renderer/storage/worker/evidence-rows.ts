/** Scans and pictures in sealed pieces: sealing, opening, and finding pieces that are damaged. */
import { listEvidence } from '../../../domain/evidence.ts'
import type { Evidence } from '../../../domain/values.ts'
import { toHex } from '../../../domain/bytes.ts'
import type { SealedRow } from '../../../preload/contract.ts'
import type { StorageRequests } from '../messages.ts'
import { fromBase64, toBase64 } from '../../../domain/bytes.ts'
import type { StoredRow } from './database.ts'
import { DamagedRow, open, seal } from './envelope.ts'
import type { OpenDatabase } from './open-database.ts'

/** IndexedDB stores larger values (above about 64 KiB, measured) in files of their own, which can be lost one by one. */
const CHUNK_BYTES = 48 * 1024

const storedOf = (row: SealedRow | undefined): StoredRow | undefined =>
  typeof row?.env === 'string' ? { id: row.id, rev: row.rev, env: fromBase64(row.env) } : undefined

type EvidenceRequests = Pick<StorageRequests, 'sealEvidence' | 'openEvidence' | 'scansOf' | 'damagedPieces' | 'sealedPieces'>

export function createEvidenceRows(db: OpenDatabase): EvidenceRequests {
  return {
    sealEvidence: async ({ evidenceId, keyId, bytes }) => {
      const count = Math.max(1, Math.ceil(bytes.length / CHUNK_BYTES))
      const rows: SealedRow[] = []
      for (let index = 0; index < count; index += 1) {
        const id = `${evidenceId}:${index}`
        const piece = bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES)
        rows.push({
          table: 'chunks',
          id,
          rev: 1,
          env: toBase64(await seal(db.keys, keyId, db.place('chunks', id, 1, { index, count }), piece)),
        })
      }
      const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
      return { rows, sha256: toHex(new Uint8Array(digest)) }
    },
    openEvidence: async ({ evidence, pieces }) => {
      const { database } = db.session()
      const given = pieces && new Map(pieces.map((row) => [row.id, row]))
      const whole = new Uint8Array(evidence.bytes)
      let offset = 0
      for (let index = 0; index < evidence.chunks; index += 1) {
        const id = `${evidence.evidenceId}:${index}`
        const row = given ? storedOf(given.get(id)) : await database.chunks.get(id)
        if (!row) throw new DamagedRow('a piece of a scan is missing')
        const piece = await open(db.keys, db.place('chunks', id, row.rev, { index, count: evidence.chunks }), row.env)
        whole.set(piece, offset)
        offset += piece.length
      }
      if (offset !== evidence.bytes) throw new DamagedRow('a scan is not as long as it was')
      return whole
    },

    scansOf: async (caseIds) => {
      const { database } = db.session()
      const scans: Evidence[] = []
      for (const row of await database.cases.bulkGet([...caseIds])) if (row) scans.push(...listEvidence(await db.openCase(row)))
      return scans
    },
    damagedPieces: async ({ evidence: { evidenceId, keyId, chunks: count }, from, most }) => {
      // A scan whose key is gone was erased.
      if (!db.keys.has(keyId)) return []
      const { database } = db.session()
      const damaged: number[] = []
      for (let index = from; index < Math.min(count, from + most); index += 1) {
        const piece = await database.chunks.get(`${evidenceId}:${index}`)
        const opens =
          piece !== undefined &&
          (await open(db.keys, db.place('chunks', piece.id, piece.rev, { index, count }), piece.env).then(
            () => true,
            () => false,
          ))
        if (!opens) damaged.push(index)
      }
      return damaged
    },
    sealedPieces: async (ids) => {
      const rows = await db.session().database.chunks.bulkGet([...ids])
      return rows.flatMap((row): SealedRow[] => (row ? [{ table: 'chunks', id: row.id, rev: row.rev, env: toBase64(row.env) }] : []))
    },
  }
}
