/**
 * The keyring's file: `'RAKR' | version 1 | rev 8 | envelope | SHA-256 over all of it`, in two copies (`mirrored-atomic-file.ts`). The
 * hash finds accidents without any key, before it is known which key version counts; the envelope's own seal finds intent.
 */
import { dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { concat, readUnsigned, sameBytes, toHex, unsigned, utf8 } from '../../domain/bytes.ts'
import { splitEnvelope } from '../../domain/record/envelope-layout.ts'
import { err, type Result } from '../../domain/result.ts'
import { fileFailure, type FileFailureCode } from '../files/atomic-file.ts'
import { isDatabaseFull } from '../files/database.ts'
import { readMirrored, writeMirrored } from '../files/mirrored-atomic-file.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { sha256 } from '../files/sha256.ts'
import { openSecret, seal, type SealingKey } from './envelope.ts'
import { decodeStation, encodeStation, type KeyringKey, type Station } from './keyring-content.ts'
import { KEY_FILES, noKeys } from './key-database.ts'
import { keyringDamaged, writeKeyDatabase, type KeysOpenFailureCode } from './open-key-databases.ts'
import { sealKey } from './sealed-key.ts'
import { writtenByNewer, writtenByOlder } from './other-version.ts'
import { wipe } from './wipe.ts'

/** `keyring-not-cleared`: keys that must not be there any more could not be destroyed. */
export type KeyringOpenFailureCode = KeysOpenFailureCode | 'keyring-not-cleared'

export interface KeyringFileDeps {
  readonly path: string
  readonly vaultId: Uint8Array
  readonly sealing: SealingKey
  readonly randomBytes: RandomBytes
}

const MAGIC = utf8('RAKR')
/** Version 2 had the keys of cases in it. */
const VERSION = 3
const PREFIX_LENGTH = 13
const CHECK_LENGTH = 32
/** Keys that are sealed before other work goes on. */
const SLICE = 100

/** Writes the first keyring of a new vault, with the keys of a backup if there are any. */
export async function createKeyring(
  deps: KeyringFileDeps,
  station: Omit<Station, 'former'> & Partial<Pick<Station, 'former'>>,
  keys: readonly KeyringKey[] = [],
): Promise<Result<void, FileFailureCode>> {
  const { vaultId, sealing, randomBytes } = deps
  const entries: Uint8Array[] = []
  for (const key of keys) {
    entries.push(sealKey({ sealing, vaultId, randomBytes }, { ...heads(key), number: entries.length + 1 }, key.key))
    // A backup that is restored brings the keys of every case.
    if (entries.length % SLICE === 0) await nextTurn()
  }
  const state = { ...noKeys(sealing), places: keys.length, keys: keys.length }
  try {
    for (const name of KEY_FILES) {
      const sealingKeys = new Map([[toHex(sealing.keyId), sealing]])
      writeKeyDatabase(join(dirname(deps.path), name), { vaultId, sealingKeys }, entries, state)
    }
  } catch (error) {
    return databaseFailure(error)
  }
  return writeKeyring(deps, 1, { former: [], ...station })
}

const heads = ({ keyId, purpose, ownerId }: KeyringKey) => ({ keyId, purpose, ownerId })

/** For what SQLite or the file system throws. */
export function databaseFailure(error: unknown): Result<never, FileFailureCode> {
  return fileFailure(isDatabaseFull(error) ? Object.assign(new Error('full'), { code: 'ENOSPC' }) : error)
}

/**
 * Key id in the head of the newest whole copy, lower-case hexadecimal. It tells which key version counts, and is readable without any
 * key. `undefined` when neither copy is whole.
 */
export async function findKeyringKeyId(path: string): Promise<string | undefined> {
  const { bytes } = await readMirrored(path, (copy) => splitFile(copy)?.rev)
  const file = bytes && splitFile(bytes)
  const header = file && splitEnvelope(file.envelope)
  return header?.ok ? toHex(header.value.keyId) : undefined
}

function place(deps: KeyringFileDeps, rev: number) {
  return { vaultId: deps.vaultId, table: 'keyring', recordId: 'keyring', rev, schema: 1 }
}

export async function writeKeyring(deps: KeyringFileDeps, rev: number, content: Station): Promise<Result<void, FileFailureCode>> {
  const plaintext = encodeStation(content)
  const envelope = seal(deps.sealing, place(deps, rev), plaintext, deps.randomBytes)
  wipe(plaintext)
  const file = concat(MAGIC, Uint8Array.of(VERSION), unsigned(rev, 8), envelope)
  return writeMirrored(deps.path, concat(file, sha256(file)))
}

/** Revision of a whole keyring of this vault; `undefined` for any other bytes. */
export async function findRev(deps: KeyringFileDeps, bytes: Uint8Array): Promise<number | undefined> {
  const read = await readKeyring(deps, bytes)
  if (read === undefined) return undefined
  wipe(read.plaintext)
  return read.rev
}

function splitFile(bytes: Uint8Array): { readonly rev: number; readonly envelope: Uint8Array } | undefined {
  const end = bytes.length - CHECK_LENGTH
  if (end < PREFIX_LENGTH || !isKeyring(bytes) || bytes[4] !== VERSION || !sameBytes(sha256(bytes.subarray(0, end)), bytes.subarray(end)))
    return undefined
  const rev = readUnsigned(bytes, 5, 8)
  return Number.isSafeInteger(rev) ? { rev, envelope: bytes.subarray(PREFIX_LENGTH, end) } : undefined
}

const isKeyring = (bytes: Uint8Array): boolean => sameBytes(bytes.subarray(0, MAGIC.length), MAGIC)

export function unreadable(bytes: Uint8Array): Result<never, KeyringOpenFailureCode> {
  const version = isKeyring(bytes) ? (bytes[4] ?? VERSION) : VERSION
  return version < VERSION
    ? err('keyring-older', ...writtenByOlder)
    : version > VERSION
      ? err('keyring-newer', ...writtenByNewer)
      : keyringDamaged
}

export interface ReadKeyring {
  readonly rev: number
  readonly content: Station
  /** The keys of the content are views of it. */
  readonly plaintext: Uint8Array
}

export async function readKeyring(deps: KeyringFileDeps, bytes: Uint8Array): Promise<ReadKeyring | undefined> {
  const file = splitFile(bytes)
  if (file === undefined) return undefined
  const { rev } = file
  const opened = await openSecret(deps.sealing, place(deps, rev), file.envelope)
  if (!opened.ok) return undefined
  return { rev, content: decodeStation(opened.value), plaintext: opened.value }
}
