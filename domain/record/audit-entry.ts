/**
 * One line of the record of who did what. The hash covers the sealed detail, not its content: destroying a case's key
 * makes the detail unreadable for ever and the record still verifies.
 */
import { z } from 'zod'
import { findBase64, fromHex, lengthPrefixed, unsigned, utf8, type Bytes, type Hash } from './bytes.ts'
import { leafHash } from './merkle.ts'

const base64 = z.string().regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/).min(4)
const openId = z.string().regex(/^[0-9a-zA-Z-]{1,64}$/)

export const auditEntry = z.strictObject({
  /** Position in the record, from 0: the leaf index in the tree. Order rests on this, never on the time. */
  seq: z.number().int().nonnegative(),
  time: z.iso.datetime(),
  /** Whole milliseconds of a clock that only runs forward, to show when `time` was set back. */
  monotonic: z.number().int().nonnegative(),
  agentId: openId,
  /** Names of what was done, apart by spaces: `case-opened`, `requestReceived detailsRecorded`. Never anything that a person typed. */
  action: z.string().max(400).regex(/^[a-zA-Z][a-zA-Z0-9-]*(?: [a-zA-Z][a-zA-Z0-9-]*)*$/),
  /** Random id of the case, never a name. */
  caseRef: openId.nullable(),
  /** Sealed detail: an envelope in base64. */
  detail: base64.nullable(),
  /** Leaf hash of the entry before, hexadecimal; zeros before the first. */
  prev: z.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519 signature by the agent's own key over the entry without this field, for sensitive acts. */
  signature: base64.nullable(),
})
export type AuditEntry = z.infer<typeof auditEntry>
export type UnsignedAuditEntry = Omit<AuditEntry, 'signature'>

export const FIRST_PREV = '0'.repeat(64)

/** What the agent signs. */
export function signedBytes(entry: UnsignedAuditEntry): Bytes {
  return lengthPrefixed([
    utf8('ra/v1/audit'), unsigned(entry.seq, 8), utf8(entry.time), unsigned(entry.monotonic, 8), utf8(entry.agentId), utf8(entry.action),
    utf8(entry.caseRef ?? ''), optional(entry.detail), fromHex(entry.prev),
  ])
}

/** What is hashed into the tree. */
export function canonicalBytes(entry: AuditEntry): Bytes {
  return lengthPrefixed([signedBytes(entry), optional(entry.signature)])
}

export function auditLeaf(hash: Hash, entry: AuditEntry): Uint8Array {
  return leafHash(hash, canonicalBytes(entry))
}

/** Absent is empty: the schema lets no present value be empty. */
function optional(value: string | null): Uint8Array {
  if (value === null) return new Uint8Array(0)
  const bytes = findBase64(value)
  if (bytes === undefined) throw new TypeError('not base64')
  return bytes
}
