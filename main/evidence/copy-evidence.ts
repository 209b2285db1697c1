/** Seals a scan or picture again for another case, under a key of that case. */
import { ok, type Result } from '../../domain/result.ts'
import type { Evidence } from '../../domain/values.ts'
import type { Ids, Store } from '../ports.ts'
import type { RecordFailureCode } from '../record/store.ts'

/** The size of a sealed piece, as in the page's worker. */
const PIECE_BYTES = 48 * 1024
/** So that no frame of the journal becomes large. */
const PIECES_A_FRAME = 40

/** `bytes`: the whole file that `evidence` names. Stored before an act names it, as when a file is attached. */
export async function copyEvidence(
  { store, newId }: Ids & Store,
  caseId: string,
  { evidence, bytes }: { readonly evidence: Evidence; readonly bytes: Uint8Array },
): Promise<Result<Evidence, RecordFailureCode>> {
  const key = await store.newKey('evidence', caseId)
  if (!key.ok) return key
  const { keyId } = key.value
  const evidenceId = newId()
  const count = Math.max(1, Math.ceil(bytes.length / PIECE_BYTES))
  for (let first = 0; first < count; first += PIECES_A_FRAME) {
    const pieces = Array.from({ length: Math.min(PIECES_A_FRAME, count - first) }, (_, offset) => {
      const index = first + offset
      return {
        table: 'chunks' as const,
        id: `${evidenceId}:${String(index)}`,
        rev: 1,
        keyId,
        piece: bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
        chunk: { index, count },
      }
    })
    const stored = await store.commit(pieces, { action: 'evidence-stored', caseId, detail: { pieces: pieces.length } })
    if (!stored.ok) return stored
  }
  return ok({ ...evidence, evidenceId, keyId, chunks: count })
}
