/**
 * One line of the record of who did what. The hash covers the sealed detail, not its content: destroying a case's key
 * makes the detail unreadable for ever and the record still verifies.
 */
import { z } from 'zod'
import { findBase64, fromHex, lengthPrefixed, unsigned, utf8, writeBase64, type Bytes, type Hash } from '../bytes.ts'
import { leafHash } from './merkle.ts'

const base64 = z
  .string()
  .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)
  .min(4)
const openId = z.string().regex(/^[0-9a-zA-Z-]{1,64}$/)

export const auditEntry = z.strictObject({
  /** Position in the record, from 0: the leaf index in the tree. Order rests on this, never on the time. */
  seq: z.number().int().nonnegative(),
  time: z.iso.datetime(),
  /** Whole milliseconds of a clock that only runs forward, to show when `time` was set back. */
  monotonic: z.number().int().nonnegative(),
  agentId: openId,
  /** Names of what was done, apart by spaces: `case-opened`, `requestReceived detailsRecorded`. Never anything that a person typed. */
  action: z
    .string()
    .max(400)
    .regex(/^[a-zA-Z][a-zA-Z0-9-]*(?: [a-zA-Z][a-zA-Z0-9-]*)*$/),
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
    utf8('ra/v1/audit'),
    unsigned(entry.seq, 8),
    utf8(entry.time),
    unsigned(entry.monotonic, 8),
    utf8(entry.agentId),
    utf8(entry.action),
    utf8(entry.caseRef ?? ''),
    optional(entry.detail),
    fromHex(entry.prev),
  ])
}

/** What is hashed into the tree. */
export function canonicalBytes(entry: AuditEntry): Bytes {
  return lengthPrefixed([signedBytes(entry), optional(entry.signature)])
}

/** The leaf of an entry: `leafHash` over its canonical bytes, laid out in one place because a record has very many of them. */
export function auditLeaf(hash: Hash, entry: AuditEntry): Uint8Array {
  const end = layOut(entry)
  return end < 0 ? leafHash(hash, canonicalBytes(entry)) : hash(sheet.subarray(0, end))
}

const sheet = new Uint8Array(16_384)
const numbers = new DataView(sheet.buffer)
const PREFIX = utf8('ra/v1/audit')
const SIGNED_FROM = 5

/** Writes 00 and the canonical bytes into `sheet` and answers where they end; -1 for the rare entry that is longer or not plain ASCII. */
function layOut({ seq, time, monotonic, agentId, action, caseRef, detail, prev, signature }: AuditEntry): number {
  const texts = time.length + agentId.length + action.length + (caseRef?.length ?? 0) + prev.length
  if (texts + (detail?.length ?? 0) + (signature?.length ?? 0) > sheet.length - 256) return -1
  sheet.set(PREFIX, SIGNED_FROM + 4)
  numbers.setUint32(SIGNED_FROM, PREFIX.length)
  let end = putCount(SIGNED_FROM + 4 + PREFIX.length, seq)
  end = putText(end, time)
  if (end > 0) end = putText(putCount(end, monotonic), agentId)
  if (end > 0) end = putText(end, action)
  if (end > 0) end = putText(end, caseRef ?? '')
  if (end < 0) return -1
  end = putBase64(end, detail)
  const before = fromHex(prev)
  numbers.setUint32(end, before.length)
  sheet.set(before, end + 4)
  end += 4 + before.length
  sheet[0] = 0
  numbers.setUint32(1, end - SIGNED_FROM)
  return putBase64(end, signature)
}

function putCount(at: number, count: number): number {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError('not a count')
  numbers.setUint32(at, 8)
  numbers.setUint32(at + 4, Math.floor(count / 2 ** 32))
  numbers.setUint32(at + 8, count % 2 ** 32)
  return at + 12
}

function putText(at: number, text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code >= 0x80) return -1
    sheet[at + 4 + index] = code
  }
  numbers.setUint32(at, text.length)
  return at + 4 + text.length
}

function putBase64(at: number, text: string | null): number {
  const length = text === null ? 0 : writeBase64(text, sheet, at + 4)
  if (length < 0) throw new TypeError('not base64')
  numbers.setUint32(at, length)
  return at + 4 + length
}

/** Absent is empty: the schema lets no present value be empty. */
function optional(value: string | null): Uint8Array {
  if (value === null) return new Uint8Array(0)
  const bytes = findBase64(value)
  if (bytes === undefined) throw new TypeError('not base64')
  return bytes
}
