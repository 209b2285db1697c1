/**
 * A checkpoint says how long the audit record is and what its root is, signed by the workstation: a C2SP tlog-checkpoint in a C2SP
 * signed note (Ed25519, signature type 0x01). Printed or kept elsewhere, it proves everything before it.
 */
import { err, ok, type Result } from '../result.ts'
import { concat, findBase64, sameBytes, toBase64, unsigned, utf8, type Hash } from '../bytes.ts'
import { toCrockford } from '../crockford.ts'

export interface Checkpoint {
  /** Names the record for ever: `ra-desk/` and the vault's id. No white space, no plus sign. */
  readonly origin: string
  /** Number of audit entries. */
  readonly size: number
  readonly root: Uint8Array
  /** Instant in UTC. */
  readonly time: string
}

export interface DeviceKey {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => Uint8Array
}

export type CheckpointFailureCode = 'checkpoint-malformed' | 'checkpoint-not-signed-by-this-workstation'

const ED25519 = 0x01
const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/

/** Text between origin and signature, each line ended. */
function checkpointText(checkpoint: Checkpoint): string {
  if (!/^[^\s+]+$/.test(checkpoint.origin)) throw new TypeError('an origin has no white space and no plus sign')
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\ntime ${checkpoint.time}\n`
}

/** First four bytes of SHA-256(name ‖ newline ‖ type ‖ public key). */
export function noteKeyId(name: string, publicKey: Uint8Array, sha256: Hash): Uint8Array {
  return sha256(concat(utf8(name), Uint8Array.of(0x0a, ED25519), publicKey)).subarray(0, 4)
}

/** A signed note over any text that ends with a newline. */
function signNote(text: string, name: string, key: DeviceKey, sha256: Hash): string {
  const signature = concat(noteKeyId(name, key.publicKey, sha256), key.sign(utf8(text)))
  return `${text}\n— ${name} ${toBase64(signature)}\n`
}

/** The text of a note; `undefined` when this key did not sign it. */
export function findSignedText(
  note: string,
  name: string,
  publicKey: Uint8Array,
  sha256: Hash,
  verify: (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array) => boolean,
): string | undefined {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n')) return undefined
  const text = note.slice(0, end + 1)
  const keyId = noteKeyId(name, publicKey, sha256)
  const signed = note
    .slice(end + 2, -1)
    .split('\n')
    .some((line) => {
      const [, signer, encoded] = SIGNATURE_LINE.exec(line) ?? []
      const blob = encoded === undefined ? undefined : findBase64(encoded)
      return (
        signer === name && blob !== undefined && sameBytes(blob.subarray(0, 4), keyId) && verify(utf8(text), blob.subarray(4), publicKey)
      )
    })
  return signed ? text : undefined
}

export function signCheckpoint(checkpoint: Checkpoint, key: DeviceKey, sha256: Hash): string {
  return signNote(checkpointText(checkpoint), checkpoint.origin, key, sha256)
}

/** Reads a checkpoint that came from outside (paper, backup, another machine). */
export function readCheckpoint(
  note: string,
  origin: string,
  publicKey: Uint8Array,
  sha256: Hash,
  verify: (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array) => boolean,
): Result<Checkpoint, CheckpointFailureCode> {
  const lines = /^([^\s+]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]+=*)\ntime (\S+)\n\n/.exec(note)
  const root = lines === null ? undefined : findBase64(lines[3]!)
  if (lines === null || root?.length !== 32 || !Number.isSafeInteger(Number(lines[2]))) {
    return err(
      'checkpoint-malformed',
      'This is not a checkpoint of RA Desk. Nothing was compared.',
      'Check that the whole text was copied, with its last line.',
    )
  }
  if (lines[1] !== origin || findSignedText(note, origin, publicKey, sha256, verify) === undefined) {
    return err(
      'checkpoint-not-signed-by-this-workstation',
      'This checkpoint was not signed by this workstation, or it was altered. Nothing was changed.',
      'Compare it with the printed one, and ask the person who gave it to you where it came from.',
    )
  }
  return ok({ origin: lines[1]!, size: Number(lines[2]), root, time: lines[4]! })
}

/**
 * Sixteen characters (80 bits, Crockford base32) for paper: manifests, label batches, backups. They stand for size and root; to
 * compare, a person needs the size as well, which is printed beside them. Fewer bits could be searched for a second record that has them.
 */
export function checkpointCode(size: number, root: Uint8Array, sha256: Hash): string {
  const digest = sha256(concat(utf8('ra/v1/checkpoint-code'), unsigned(size, 8), root))
  return toCrockford(digest.subarray(0, 10))
}
