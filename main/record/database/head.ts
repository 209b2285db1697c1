/**
 * The state of the record after its last frame, under one MAC: number and hash of the frame, the sum over all newest rows, how the audit
 * record stood, and how far the other files of the vault had got. It is rewritten with each act, so opening reads one row, and a check of everything compares with one number.
 *
 * The hash of a frame stands for everything before it:
 *
 *     SHA-256(hash of the frame before | seq 8 | key version 4 | SHA-256 of its rows | leaf of its audit entry, or 32 zeros)
 *
 * The sum is over the MACs of all rows, modulo 2^256: an act takes away the old version's and adds the new one's. Each row's MAC is over
 * table, id, number, frame and digest, so a row that was removed, altered or put back to an older version changes the sum.
 */
import { isSameMac } from '../../files/same-mac.ts'
import { findJson } from '../../../domain/find-json.ts'
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { vaultRevisions } from '../../vault/vault-revisions.ts'
import { auditState } from '../audit-state.ts'
import { concat, fromHex, toHex, unsigned, utf8 } from '../../../domain/bytes.ts'
import { sha256 } from '../../files/sha256.ts'

const hex32 = z.string().regex(/^[0-9a-f]{64}$/)
const whole = z.number().int().nonnegative()

const head = z.strictObject({
  /** Of the last frame; 0 before the first. */
  seq: whole,
  hash: hex32,
  /** Key version whose frame key made the MAC. */
  keyVersion: whole,
  /** Key version from whose frame key the rows' MACs are. It stays the same when the vault key rotates. */
  rowsKeyVersion: whole,
  /** Sum of the rows' MACs. */
  sum: hex32,
  /** Number of the newest row. */
  lastRow: whole,
  /** Null when no act had an audit entry yet. */
  audit: auditState.nullable(),
  /** How far the other files of the vault had got; absent before the first act. */
  files: vaultRevisions.optional(),
})
export type Head = z.infer<typeof head>

export interface StoredHead {
  readonly body: string
  readonly mac: Uint8Array
}

/** MAC keys by key version of the vault. */
export type FrameKeys = ReadonlyMap<number, Uint8Array>

/** The key of the newest key version, for the next frame. */
export interface FrameSigner {
  readonly keyVersion: number
  readonly key: Uint8Array
}

export function newestSigner(keys: FrameKeys): FrameSigner {
  const keyVersion = Math.max(...keys.keys())
  return { keyVersion, key: keys.get(keyVersion)! }
}

/** Number and hash of a frame. */
export interface Beginning {
  /** From 1; 0 before the first. */
  readonly seq: number
  /** 32 bytes, zeros before the first. */
  readonly hash: Uint8Array
}
export const theBeginning: Beginning = { seq: 0, hash: new Uint8Array(32) }

/** The head of a record that begins after a frame: of nothing, or of what a backup held. */
export const firstHead = ({ seq, hash }: Beginning, keyVersion: number): Head => ({
  seq,
  hash: toHex(hash),
  keyVersion,
  rowsKeyVersion: keyVersion,
  sum: '0'.repeat(64),
  lastRow: 0,
  audit: null,
})

export function sealHead(content: Head, vaultId: Uint8Array, keys: FrameKeys): StoredHead {
  const body = JSON.stringify(content)
  return { body, mac: headMac(keys.get(content.keyVersion)!, vaultId, body) }
}

/** `undefined` unless it was written for this vault under a key that is known. */
export function openHead({ body, mac }: StoredHead, vaultId: Uint8Array, keys: FrameKeys): Head | undefined {
  const parsed = head.safeParse(findJson(body))
  const key = parsed.success ? keys.get(parsed.data.keyVersion) : undefined
  if (!parsed.success || key === undefined || !keys.has(parsed.data.rowsKeyVersion)) return undefined
  return isSameMac(mac, headMac(key, vaultId, body)) ? parsed.data : undefined
}

/** What a head says of its key version, whether it opens or not; 0 when it says nothing. Good for words only. */
export function keyVersionOf({ body }: StoredHead): number {
  const parsed = head.safeParse(findJson(body))
  return parsed.success ? parsed.data.keyVersion : 0
}

function headMac(key: Uint8Array, vaultId: Uint8Array, body: string): Uint8Array {
  return createHmac('sha256', key).update('ra/v2/record-head').update(vaultId).update(body).digest()
}

/** What a row's MAC is over. */
export interface MacedRow {
  readonly table: string
  readonly id: string
  readonly rev: number
  readonly seq: number
  /** Absent when the row is erased. */
  readonly sha256?: Uint8Array | undefined
}

/**
 * Made from the frame key of `rowsKeyVersion`. A key object: of bytes, each MAC would take 20 µs, most of it to find out what they are. It
 * opens nothing, so it may wait for the garbage collection.
 */
export const rowsKeyOf = (frameKey: Uint8Array): KeyObject =>
  createSecretKey(createHmac('sha256', frameKey).update('ra/v2/record-rows').digest())

/** Table and id hold no zero byte, so the parts cannot be taken for each other. */
export function rowMac(rowsKey: KeyObject, { table, id, rev, seq, sha256: digest }: MacedRow): Uint8Array {
  return createHmac('sha256', rowsKey)
    .update(`${table}\0${id}\0${rev}\0${seq}\0`)
    .update(digest ?? '')
    .digest()
}

const MODULUS = 1n << 256n
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`)

/** The sum after rows went and came, by their MACs. */
export function changeSum(sum: string, gone: readonly Uint8Array[], come: readonly Uint8Array[]): string {
  let now = BigInt(`0x${sum}`)
  for (const mac of gone) now += MODULUS - numberOf(mac)
  for (const mac of come) now += numberOf(mac)
  return (now % MODULUS).toString(16).padStart(64, '0')
}

export interface HashedFrame {
  readonly seq: number
  readonly keyVersion: number
  readonly rows: readonly Pick<MacedRow, 'table' | 'id' | 'rev' | 'sha256'>[]
  /** Leaf of the audit entry. */
  readonly leaf?: Uint8Array | undefined
}

export function frameHash(before: string, { seq, keyVersion, rows, leaf }: HashedFrame): string {
  const list = JSON.stringify(rows.map((row) => [row.table, row.id, row.rev, row.sha256 === undefined ? null : toHex(row.sha256)]))
  return toHex(sha256(concat(fromHex(before), unsigned(seq, 8), unsigned(keyVersion, 4), sha256(utf8(list)), leaf ?? new Uint8Array(32))))
}
