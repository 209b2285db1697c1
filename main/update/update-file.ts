/**
 * One file that carries an update on a USB stick or a share: what it is, signed, and the installer.
 *
 *     'RAUPDATE' | version 1 | 3 zeros | length of the signed manifest, 4 bytes | signed manifest (`vault/signed-file.ts`) | installer
 *
 * The installer has 100 MB and more: nothing here reads it. What stands before it is checked first, so that nothing is copied from a file that
 * the provider did not sign.
 */
import { open, type FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { concat, readUnsigned, sameBytes, unsigned, utf8 } from '../../domain/bytes.ts'
import { ok, type Result } from '../../domain/result.ts'
import { updateManifest, type UpdateManifest } from '../../domain/update/manifest.ts'
import { errorCode } from '../files/atomic-file.ts'
import { readSigned } from '../vault/signed-file.ts'
import {
  endedEarly,
  notAnUpdate,
  notByProvider,
  notRead,
  signatureWrong,
  updateNewer,
  type UpdateFileFailureCode,
} from './update-failures.ts'
import { DEVELOPMENT_KEY, type UpdateKeys } from './update-keys.ts'

export const UPDATE_FILE_KIND = 'update'
const MAGIC = utf8('RAUPDATE')
const VERSION = 1
const HEAD_LENGTH = 16
/** A signed file has at most 400 000 characters of text. */
const LARGEST_MANIFEST = 512 * 1024

/** What stands before the installer. */
export const headOf = (signedManifest: Uint8Array): Uint8Array =>
  concat(MAGIC, Uint8Array.of(VERSION, 0, 0, 0), unsigned(signedManifest.length, 4), signedManifest)

export interface UpdateSource {
  readonly manifest: UpdateManifest
  readonly signedBy: 'provider' | 'development'
  readonly file: FileHandle
  /** Where the installer begins. */
  readonly start: number
}

/** The caller closes the file. */
export async function openUpdateFile(path: string, keys: UpdateKeys): Promise<Result<UpdateSource, UpdateFileFailureCode>> {
  let file: FileHandle | undefined
  try {
    file = await open(path, 'r')
    const read = await readHead(file, keys)
    if (!read.ok) await file.close().catch(() => undefined)
    return read
  } catch (error) {
    await file?.close().catch(() => undefined)
    // Without a code of the system it is a bug.
    if (errorCode(error) === '') throw error
    return notRead
  }
}

async function readHead(file: FileHandle, keys: UpdateKeys): Promise<Result<UpdateSource, UpdateFileFailureCode>> {
  const found = await file.stat()
  if (!found.isFile()) return notAnUpdate
  const head = await readPiece(file, 0, HEAD_LENGTH)
  if (head === undefined || !sameBytes(head.subarray(0, MAGIC.length), MAGIC)) return notAnUpdate
  if (head[MAGIC.length]! > VERSION) return updateNewer
  const length = readUnsigned(head, 12, 4)
  if (!sameBytes(head.subarray(8, 12), Uint8Array.of(VERSION, 0, 0, 0)) || length > LARGEST_MANIFEST) return notAnUpdate
  const signedManifest = await readPiece(file, HEAD_LENGTH, length)
  if (signedManifest === undefined) return endedEarly
  const manifest = readManifest(signedManifest, keys)
  if (!manifest.ok) return manifest
  const start = HEAD_LENGTH + length
  const missing = start + manifest.value.manifest.installer.bytes - found.size
  if (missing !== 0) return missing > 0 ? endedEarly : notAnUpdate
  return ok({ ...manifest.value, file, start })
}

/** Signature before shape: nothing of a file is believed, its version included, before it is known who wrote it. */
function readManifest(
  signedManifest: Uint8Array,
  { trusted, acceptsDevelopment }: UpdateKeys,
): Result<Pick<UpdateSource, 'manifest' | 'signedBy'>, UpdateFileFailureCode> {
  const read = readSigned(UPDATE_FILE_KIND, signedManifest, z.unknown())
  if (!read) return notAnUpdate
  const byProvider = trusted.some((key) => read.isSignedBy(key))
  if (!byProvider && !read.isSignedBy(DEVELOPMENT_KEY)) return signatureWrong
  if (!byProvider && !acceptsDevelopment) return notByProvider
  const manifest = updateManifest.safeParse(read.value)
  if (!manifest.success) return isNewerFormat(read.value) ? updateNewer : notAnUpdate
  return ok({ manifest: manifest.data, signedBy: byProvider ? 'provider' : 'development' })
}

const isNewerFormat = (value: unknown): boolean => z.looseObject({ format: z.int().min(2) }).safeParse(value).success

/** `undefined` if the file ends before. */
async function readPiece(file: FileHandle, from: number, length: number): Promise<Uint8Array | undefined> {
  const piece = new Uint8Array(length)
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(piece, done, length - done, from + done)
    if (bytesRead === 0) return undefined
    done += bytesRead
  }
  return piece
}
