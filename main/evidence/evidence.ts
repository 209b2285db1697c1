/** Scans and pictures: keys for the worker to seal them with, rows to journal, and bytes for the few uses that main has (the chip's and the printed face). */
import { createHash } from 'node:crypto'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Evidence } from '../../domain/values.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type EvidencePorts = Store

export type EvidenceFailureCode = 'evidence-damaged' | 'evidence-erased'

/** Seals 48 KiB of a scan, its padding, header and tag: nothing larger is a piece of a scan. */
const LARGEST_PIECE = 48 * 1024 + 1_024

export async function storeEvidence(desk: EvidencePorts, { caseId, rows }: Input<'evidence.store'>): Promise<Reply<'evidence.store'>> {
  for (const row of rows) {
    const envelope = row.env === null ? undefined : Buffer.from(row.env, 'base64')
    const keyId = envelope?.subarray(4, 20).toString('hex')
    const owner = keyId && desk.store.findKey('evidence', keyId)?.ownerId
    if (row.table !== 'chunks' || row.rev !== 1 || !envelope || envelope.length > LARGEST_PIECE || owner !== caseId) {
      return err(
        'not-evidence',
        'This file is not evidence of this case. RA Desk did not store it.',
        'Attach the file again. If it happens again, close RA Desk and start it again.',
      )
    }
    if (desk.store.has('chunks', row.id))
      return err('not-evidence', 'This evidence was stored before. Nothing was changed.', 'Attach the file again.')
  }
  const committed = await desk.store.commitSealed(rows, { action: 'evidence-stored', caseId, detail: { pieces: rows.length } })
  return committed.ok ? ok(committed.value) : committed
}

export async function readEvidence(desk: Store, evidence: Evidence): Promise<Result<Uint8Array, EvidenceFailureCode>> {
  if (!desk.store.findKey('evidence', evidence.keyId)) return erased
  const pieces: Uint8Array[] = []
  for (let index = 0; index < evidence.chunks; index += 1) {
    const piece = await desk.store.readBytes('chunks', `${evidence.evidenceId}:${index}`, evidence.keyId, { index, count: evidence.chunks })
    if (!piece) return damaged
    pieces.push(piece)
  }
  const whole = Buffer.concat(pieces)
  return createHash('sha256').update(whole).digest('hex') === evidence.sha256 ? ok(whole) : damaged
}

const erased = err(
  'evidence-erased',
  'RA Desk deleted the photograph of this case, as your organisation’s policy says. Nothing was written or printed.',
  'To make the card again, attach a new photograph and hold a new call with it.',
)
const damaged = err(
  'evidence-damaged',
  'A picture of this case is missing or damaged. Nothing was written or printed.',
  'Attach the picture again and accept it again.',
)
