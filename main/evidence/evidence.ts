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
/** Id of the file, and number of the piece. */
const PIECE_ID = /^([0-9a-f-]{36}):(?:0|[1-9]\d{0,3})$/

/** What `main` gave out for files that are being attached: no page makes up an id, or stores one file as another. */
export interface IssuedEvidence {
  issue(evidenceId: string, under: EvidenceOwner): void
  find(evidenceId: string): EvidenceOwner | undefined
}
interface EvidenceOwner {
  readonly caseId: string
  readonly keyId: string
}

/** More files than an agent attaches at once. The oldest go. */
const MOST_ISSUED = 1_000

export function issuedEvidence(): IssuedEvidence {
  const issued = new Map<string, EvidenceOwner>()
  return {
    issue: (evidenceId, under) => {
      issued.set(evidenceId, under)
      for (const oldest of issued.keys()) if (issued.size > MOST_ISSUED) issued.delete(oldest)
    },
    find: (evidenceId) => issued.get(evidenceId),
  }
}

export async function storeEvidence(
  desk: EvidencePorts,
  issued: Pick<IssuedEvidence, 'find'>,
  { caseId, rows }: Input<'evidence.store'>,
): Promise<Reply<'evidence.store'>> {
  for (const row of rows) {
    const [, evidenceId = ''] = PIECE_ID.exec(row.id) ?? []
    const owner = issued.find(evidenceId)
    const envelope = row.env === null ? undefined : Buffer.from(row.env, 'base64')
    const keyId = envelope?.subarray(4, 20).toString('hex')
    const isOurs = owner?.caseId === caseId && owner.keyId === keyId && desk.store.findKey('evidence', keyId)?.ownerId === caseId
    if (row.table !== 'chunks' || row.rev !== 1 || !envelope || envelope.length > LARGEST_PIECE || !isOurs) {
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

/** `caseId`: the case that names the scan or picture. One that is sealed for another case is not read: it would be shown as this one's. */
export async function readEvidence(desk: Store, caseId: string, evidence: Evidence): Promise<Result<Uint8Array, EvidenceFailureCode>> {
  const key = desk.store.findKey('evidence', evidence.keyId)
  if (!key) return erased
  if (key.ownerId !== caseId) return damaged
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
