/** Checks what the page offers for a scan: each piece for its place, and the whole by the digest that the case names. */
import { createHash } from 'node:crypto'
import { findBase64, toHex } from '../../domain/bytes.ts'
import { splitEnvelope } from '../../domain/record/envelope-layout.ts'
import type { SealedRow } from '../../domain/record/sealed-row.ts'
import { SCANS_TABLE } from '../record/database/schema.ts'
import type { RecordStore } from '../record/store.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { wipe } from '../vault/wipe.ts'
import type { LackingPiece, LackingScan } from './lacking-scans.ts'

export interface OfferedPiece {
  readonly env: string
  readonly envelope: Uint8Array
}

export interface ScanCheck {
  /** The piece that a row is; nothing when the scan does not lack it, or the row does not belong in its place. */
  accept(scan: LackingScan, row: SealedRow): OfferedPiece | undefined
  /** Whether what was accepted and what the record still has make the scan that the case names. */
  isWhole(scan: LackingScan, accepted: ReadonlyMap<string, OfferedPiece>): Promise<boolean>
}

export interface ScanCheckDeps {
  readonly vault: Pick<UnlockedVault, 'open'>
  readonly store: Pick<RecordStore, 'findKey' | 'readBytes'>
}

const ROW_SCHEMA = 1

export function scanCheck({ vault, store }: ScanCheckDeps): ScanCheck {
  /** The plaintext, which the caller wipes; `undefined` when the row does not belong in this place. */
  function openPiece(scan: LackingScan, piece: Pick<LackingPiece, 'id' | 'rev'>, envelope: Uint8Array): Uint8Array | undefined {
    const header = splitEnvelope(envelope)
    if (!header.ok) return undefined
    const keyId = toHex(header.value.keyId)
    if (store.findKey('evidence', keyId) === undefined || (scan.named !== undefined && scan.named.evidence.keyId !== keyId))
      return undefined
    const opened = vault.open(
      {
        table: SCANS_TABLE,
        recordId: piece.id,
        rev: piece.rev,
        schema: ROW_SCHEMA,
        chunk: { index: indexOf(piece.id), count: scan.count },
      },
      envelope,
    )
    return opened.ok ? opened.value : undefined
  }

  return {
    accept(scan, row) {
      const piece = scan.pieces.find(({ id, rev }) => id === row.id && rev === row.rev)
      const envelope = row.env === null ? undefined : findBase64(row.env)
      if (piece === undefined || row.table !== SCANS_TABLE || envelope === undefined) return undefined
      const plaintext = openPiece(scan, piece, envelope)
      if (plaintext === undefined) return undefined
      wipe(plaintext)
      return { env: row.env!, envelope }
    },
    async isWhole(scan, accepted) {
      if (scan.pieces.some(({ id }) => !accepted.has(id))) return false
      if (scan.named === undefined) return true
      const { evidence } = scan.named
      const digest = createHash('sha256')
      for (let index = 0; index < evidence.chunks; index += 1) {
        const id = `${evidence.evidenceId}:${index}`
        const piece = scan.pieces.find((each) => each.id === id)
        const plaintext =
          piece === undefined
            ? await store.readBytes(SCANS_TABLE, id, evidence.keyId, { index, count: evidence.chunks }).catch(() => undefined)
            : openPiece(scan, piece, accepted.get(id)!.envelope)
        if (plaintext === undefined) return false
        digest.update(plaintext)
        wipe(plaintext)
      }
      return digest.digest('hex') === evidence.sha256
    },
  }
}

const indexOf = (id: string): number => Number(id.slice(id.lastIndexOf(':') + 1))
