/** Scans and pictures: sealed in the worker, stored in `main` and in the database, and opened again. */
import type { Evidence } from '../../domain/values.ts'
import type { SealedRow } from '../../preload/contract.ts'
import type { Call } from './calls.ts'
import type { CaseKeys } from './case-keys.ts'
import type { CaseClient } from './case-client.ts'
import type { CurrentStorage } from './current-storage.ts'
import { databaseFailed } from './failures.ts'
import type { RowStore } from './row-store.ts'

/** Pieces of a scan in one message to or from `main`. */
const PIECES_A_MESSAGE = 20

export interface EvidenceDeps {
  readonly call: Call
  readonly current: Pick<CurrentStorage, 'get'>
  readonly rows: Pick<RowStore, 'store'>
  readonly caseKeys: Pick<CaseKeys, 'add' | 'ofScans'>
}

export function createEvidenceClient({ call, current, rows, caseKeys }: EvidenceDeps): Pick<CaseClient, 'attach' | 'readEvidence'> {
  /** All sealed pieces of a scan, from the record. Throws if `main` refuses. */
  async function fetchPieces({ evidenceId, chunks }: Evidence): Promise<SealedRow[]> {
    const all: SealedRow[] = []
    for (let from = 0; from < chunks; from += PIECES_A_MESSAGE) {
      const pieces = await call('database.pieces', { evidenceId, from, count: Math.min(PIECES_A_MESSAGE, chunks - from) })
      if (!pieces.ok) throw new Error(pieces.error.message)
      all.push(...pieces.value.rows)
    }
    return all
  }

  return {
    attach: async (caseId, bytes, about) => {
      const fresh = await call('evidence.newKey', { caseId })
      if (!fresh.ok) return fresh
      const { evidenceId, keys } = fresh.value
      const keyId = keys.keys[0]!.keyId
      await caseKeys.add(current.get(), keys)
      const { rows: pieces, sha256 } = await current.get().ask('sealEvidence', { evidenceId, keyId, bytes })
      for (let from = 0; from < pieces.length; from += PIECES_A_MESSAGE) {
        const some = pieces.slice(from, from + PIECES_A_MESSAGE)
        const answer = await call('evidence.store', { caseId, rows: some })
        if (!answer.ok) return answer
        try {
          await rows.store(some, answer.value.lastSeq)
        } catch {
          return databaseFailed
        }
      }
      return { ok: true, value: { evidenceId, keyId, ...about, bytes: bytes.byteLength, chunks: pieces.length, sha256 } }
    },
    readEvidence: async (evidence) => {
      const noted = await call('evidence.open', { evidenceId: evidence.evidenceId, keyId: evidence.keyId })
      if (!noted.ok) throw new Error(noted.error.message)
      const storage = current.get()
      await caseKeys.ofScans(storage, [evidence.keyId])
      try {
        return await storage.ask('openEvidence', { evidence })
      } catch {
        // The database lacks a piece or cannot be read: the record has all pieces.
        const pieces = await fetchPieces(evidence)
        const bytes = await storage.ask('openEvidence', { evidence, pieces })
        // If the database cannot be written, the next save reports it.
        await storage.ask('store', { rows: pieces, lastSeq: 0 }).catch(() => undefined)
        return bytes
      }
    },
  }
}
