/**
 * Tries to get scans back as somebody would who holds every file and every key that is left: looks for envelopes in all files of a folder,
 * as bytes and as base64, and decrypts what follows each with every key. AES-GCM is counter mode underneath, so neither the end of an
 * envelope, nor its tag, nor its place has to be known.
 */
import { createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Decrypter } from 'age-encryption'
import { recoveryBackupIdentity } from '../../main/backup/identities.ts'
import { KEY_FILES } from '../../main/vault/key-database.ts'
import { parseRecoveryKey } from '../../main/vault/recovery-key.ts'
import type { UnlockedVault } from '../../main/vault/vault.ts'

export interface Recovery {
  readonly files: number
  readonly envelopes: number
  /** Pieces of a canary that were read, or bare keys of erased scans that were found. */
  readonly recovered: number
}

const MAGIC = Buffer.from([0x52, 0x41, 1, 1])
/** Of the same four bytes: the fifth character is the same whatever follows. */
const MAGIC_BASE64 = Buffer.from('UkEBA')
/** Fewer bytes are found in random ones by chance. */
const PIECE = 8
const [NONCE, BODY] = [20, 32]
/** How much of each envelope is tried: the canary stands at the beginning of a scan. */
const TRIED = 512

export async function tryToRecover(
  folder: string,
  keys: readonly Uint8Array[],
  canaries: readonly Uint8Array[],
  lostKeys: readonly Uint8Array[] = [],
): Promise<Recovery> {
  let [files, envelopes, recovered] = [0, 0, 0]
  const marks = canaries.map((canary) => Buffer.from(canary))
  // Made once: to make a key takes longer than to decrypt with it.
  const keyObjects = keys.map((key) => createSecretKey(key))
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => undefined)
    if (!bytes) continue
    files += 1
    for (const lost of lostKeys) {
      const key = Buffer.from(lost)
      if ([key, Buffer.from(key.toString('hex')), Buffer.from(key.toString('base64'))].some((form) => bytes.includes(form))) recovered += 1
    }
    for (const envelope of envelopesIn(bytes)) {
      envelopes += 1
      const showsAMark = (text: Buffer) => marks.some((mark) => text.includes(mark))
      if (keyObjects.some((key) => showsAMark(decrypt(envelope, key)))) recovered += 1
    }
    recovered += marks.filter((mark) => bytes.includes(mark)).length
  }
  return { files, envelopes, recovered }
}

/** The secret parts of sealed keys as their databases hold them: of each key nonce, masked key and MAC. */
export function sealedParts(folder: string, keyIds: readonly Uint8Array[]): Uint8Array[] {
  const database = new DatabaseSync(join(folder, 'vault', KEY_FILES[0]))
  try {
    return database
      .prepare('SELECT entry FROM places')
      .all()
      .map(({ entry }) => entry as Uint8Array)
      .filter((entry) => keyIds.some((keyId) => Buffer.compare(keyId, entry.subarray(0, keyId.length)) === 0))
      .map((entry) => entry.subarray(-3 * 32))
  } finally {
    database.close()
  }
}

/** How many pieces of eight bytes of these are in any file of a folder: databases with their free pages and logs, and whatever else lies there. */
export async function countPiecesLeft(folder: string, secrets: readonly Uint8Array[]): Promise<number> {
  const byHead = new Map<number, Buffer[]>()
  for (const secret of secrets) {
    for (let at = 0; at + PIECE <= secret.length; at += 1) {
      const piece = Buffer.from(secret.subarray(at, at + PIECE))
      byHead.set(piece.readUInt32BE(), [...(byHead.get(piece.readUInt32BE()) ?? []), piece])
    }
  }
  let left = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) left += countPieces(await readFile(join(entry.parentPath, entry.name)), byHead)
  }
  return left
}

/** How many of the pieces are in these bytes, in one pass over them: to look for each of thousands took a third of the suite's time. `byHead`: by their first four bytes. */
function countPieces(bytes: Buffer, byHead: ReadonlyMap<number, readonly Buffer[]>): number {
  const found = new Set<Buffer>()
  let lastFour = 0
  for (let at = 0; at < bytes.length; at += 1) {
    lastFour = ((lastFour << 8) | bytes[at]!) >>> 0
    const begun = at < 3 ? undefined : byHead.get(lastFour)
    for (const piece of begun ?? []) if (bytes.subarray(at - 3, at - 3 + PIECE).equals(piece)) found.add(piece)
  }
  return found.size
}

function* envelopesIn(bytes: Buffer): Generator<Buffer> {
  for (let at = bytes.indexOf(MAGIC); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) yield bytes.subarray(at, at + BODY + TRIED)
  for (let at = bytes.indexOf(MAGIC_BASE64); at >= 0; at = bytes.indexOf(MAGIC_BASE64, at + 1)) {
    const [text] = /^[A-Za-z0-9+/]*/.exec(bytes.toString('latin1', at, at + 4 * Math.ceil((BODY + TRIED) / 3)))!
    yield Buffer.from(text, 'base64')
  }
}

function decrypt(envelope: Buffer, key: KeyObject): Buffer {
  if (envelope.length < BODY) return Buffer.alloc(0)
  const decipher = createDecipheriv('aes-256-ctr', key, Buffer.concat([envelope.subarray(NONCE, BODY), Buffer.from([0, 0, 0, 2])]))
  return decipher.update(envelope.subarray(BODY))
}

export interface OpenedBackups {
  readonly backups: number
  /** Backups of changes among them. */
  readonly changes: number
}

/**
 * Opens every backup in a folder with the printed recovery key, as a person would with an age tool and no RA Desk, and tries all that is
 * in them, and whatever else lies there, with every key that is in any of them.
 */
export async function tryBackups(
  target: string,
  scratch: string,
  recoveryKey: string,
  moreKeys: readonly Uint8Array[],
  canaries: readonly Uint8Array[],
  lostKeys: readonly Uint8Array[],
): Promise<Recovery & OpenedBackups> {
  const key = parseRecoveryKey(recoveryKey)
  if (!key.ok) throw new Error(key.error.code)
  const { identity } = await recoveryBackupIdentity(key.value)
  await rm(scratch, { recursive: true, force: true })
  await mkdir(scratch, { recursive: true })
  const keys: Uint8Array[] = [...moreKeys]
  let [backups, changes] = [0, 0]
  for (const name of await readdir(target)) {
    const bytes = await readFile(join(target, name))
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    const plain = await decrypter.decrypt(bytes).catch(() => undefined)
    if (plain) backups += 1
    if (plain && isOfChanges(plain)) changes += 1
    await writeFile(join(scratch, name), plain ?? bytes)
    for (const [, found] of Buffer.from(plain ?? bytes)
      .toString('latin1')
      .matchAll(/"key":"([A-Za-z0-9+/]{43}=)"/g))
      keys.push(new Uint8Array(Buffer.from(found!, 'base64')))
  }
  const recovery = await tryToRecover(scratch, keys, canaries, lostKeys)
  await rm(scratch, { recursive: true, force: true })
  return { ...recovery, backups, changes }
}

/** By its head, not by its name. */
function isOfChanges(plain: Uint8Array): boolean {
  const { head } = JSON.parse(Buffer.from(plain.subarray(0, plain.indexOf(0x0a))).toString()) as {
    readonly head: { readonly base?: unknown }
  }
  return head.base !== undefined
}

/** Every key that this vault can still use: its keyring's, and those of all its key versions. */
export function everyKey(vault: Pick<UnlockedVault, 'keyring' | 'indexKey' | 'frameKeys'>, more: readonly Uint8Array[] = []): Uint8Array[] {
  return [
    ...vault.keyring.list().map(({ key }) => Uint8Array.from(key)),
    Uint8Array.from(vault.indexKey()),
    ...[...vault.frameKeys().values()].map((key) => Uint8Array.from(key)),
    ...more,
  ]
}

/** A picture that says who it is in its first bytes, as a comment of the JPEG. */
export function mark(picture: Uint8Array, canary: Uint8Array): Uint8Array {
  return new Uint8Array(
    Buffer.concat([picture.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, canary.length + 2]), canary, picture.subarray(2)]),
  )
}
