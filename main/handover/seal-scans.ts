/** Seals the scans of a case that is taken over, under keys of this vault. */
import type { CaseRecord } from '../../domain/case/case.ts'
import { listEvidence } from '../../domain/evidence.ts'
import { toBase64, toHex } from '../../domain/bytes.ts'
import { ok, type Result } from '../../domain/result.ts'
import { sha256 } from '../files/sha256.ts'
import { type Bundle, damaged } from './bundle.ts'
import type { HandoverDeps } from './handover-deps.ts'
import type { VaultUseFailureCode } from '../vault/vault.ts'
import type { RecordFailureCode } from '../record/store.ts'

/** The size of a sealed piece, as in the page's worker. */
const PIECE_BYTES = 48 * 1024
const PIECES_A_FRAME = 40

/** Seals the scans under keys of this vault, and destroys the keys that an interrupted take-over left. */
export async function sealScans(
  { desk, vault, record: { journal } }: HandoverDeps,
  bundle: Bundle,
  record: CaseRecord,
): Promise<
  Result<
    { readonly caseKeyId: string; readonly byId: ReadonlyMap<string, string> },
    RecordFailureCode | VaultUseFailureCode | 'bundle-damaged' | 'write-failed'
  >
> {
  const { caseId } = record
  const here = await desk.cases.get(caseId)
  const kept = new Map(here ? listEvidence(here.record).map((evidence) => [evidence.evidenceId, evidence]) : [])
  const keptKeys = new Set([...kept.values()].map(({ keyId }) => keyId))
  const orphans = vault.keyring
    .list({ purpose: 'evidence', ownerId: caseId })
    .map(({ keyId }) => toHex(keyId))
    .filter((keyId) => !keptKeys.has(keyId))
  const cleared = await vault.keyring.destroy(orphans)
  if (!cleared.ok) return cleared
  const caseKey = desk.store.findCaseKey(caseId)
  const made = caseKey === undefined ? await desk.store.newKey('case', caseId) : ok({ keyId: caseKey })
  if (!made.ok) return made
  const byId = new Map<string, string>()
  for (const { evidenceId, sha256: digest, chunks } of listEvidence(record)) {
    const same = kept.get(evidenceId)
    if (same?.sha256 === digest && desk.store.findKey('evidence', same.keyId)) {
      byId.set(evidenceId, same.keyId)
      continue
    }
    const bytes = bundle.find('evidence', evidenceId)
    // It was erased before the handover.
    if (!bytes) continue
    if (toHex(sha256(bytes)) !== digest || Math.max(1, Math.ceil(bytes.length / PIECE_BYTES)) !== chunks) return damaged
    const key = await desk.store.newKey('evidence', caseId)
    if (!key.ok) return key
    byId.set(evidenceId, key.value.keyId)
    for (let first = 0; first < chunks; first += PIECES_A_FRAME) {
      const rows = []
      for (let index = first; index < Math.min(chunks, first + PIECES_A_FRAME); index += 1) {
        const id = `${evidenceId}:${index}`
        const before = await journal.findRow('chunks', id)
        const rev = (before.ok ? (before.value?.rev ?? 0) : 0) + 1
        const sealed = vault.seal(
          { table: 'chunks', recordId: id, rev, schema: 1, chunk: { index, count: chunks } },
          bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
          key.value.keyId,
        )
        if (!sealed.ok) return sealed
        rows.push({ table: 'chunks' as const, id, rev, env: toBase64(sealed.value) })
      }
      const stored = await desk.store.commitSealed(rows, { action: 'evidence-stored', caseId, detail: { pieces: rows.length } })
      if (!stored.ok) return stored
    }
  }
  return ok({ caseKeyId: made.value.keyId, byId })
}
