/**
 * The high-water mark: the last frame of the record, in a file of its own. It shows a journal that was cut back, or a folder that was
 * partly put back to an older state. Writes alternate between two places in sectors of their own, so that a torn write leaves the other.
 *
 *     'RAWI' | version 1 | 3 zeros | vault id 16 | key version 4 | last seq 8 | hash of that frame 32 | MAC 32 | zeros to 4096
 *
 * The hash of a frame stands for everything before it: each frame holds the hash of the one before.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { concat, readUnsigned, sameBytes, unsigned, utf8 } from '../../domain/bytes.ts'
import { findFile, writeFileAtomically } from '../files/atomic-file.ts'
import type { Beginning, FrameKeys, FrameSigner } from './database/head.ts'

export const HIGH_WATER_MARK = 'high-water-mark.bin'
const PLACE = 4_096
const LENGTH = 100
const SIGNED = LENGTH - 32
const MAGIC = concat(utf8('RAWI'), Uint8Array.of(1, 0, 0, 0))

export interface HighWaterMark {
  /** `part-damaged`: one of its two places, and the other one is enough. */
  readonly found: 'in-order' | 'missing' | 'damaged' | 'part-damaged'
  readonly mark: (Beginning & { readonly keyVersion: number }) | undefined
  /** On the disk when this resolves. Overwrites in place, so it needs no free space; failures of the disk throw. */
  raise(now: Beginning, signer: FrameSigner): Promise<void>
  close(): Promise<void>
}

export async function openHighWaterMark(folder: string, vaultId: Uint8Array, keys: FrameKeys): Promise<HighWaterMark> {
  const path = join(folder, HIGH_WATER_MARK)
  const bytes = await findFile(path)
  const places = [0, 1].map((index) => readPlace(bytes?.subarray(index * PLACE, (index + 1) * PLACE), vaultId, keys))
  const said = places.reduce(
    (best, place) => (place !== undefined && (best === undefined || place.seq > best.seq) ? place : best),
    undefined,
  )
  let turn = said !== undefined && places[0] === said ? 1 : 0
  let file: FileHandle | undefined

  async function begin(): Promise<FileHandle> {
    if (bytes?.length !== 2 * PLACE) {
      const made = await writeFileAtomically(
        path,
        concat(bytes?.subarray(0, 2 * PLACE) ?? new Uint8Array(0), new Uint8Array(2 * PLACE - Math.min(bytes?.length ?? 0, 2 * PLACE))),
      )
      if (!made.ok) throw new Error(made.error.code)
    }
    return open(path, 'r+')
  }

  return {
    found:
      bytes === undefined ? 'missing' : said === undefined ? 'damaged' : isWhole(bytes, places, said.seq) ? 'in-order' : 'part-damaged',
    mark: said,
    async raise(now, signer) {
      file ??= await begin()
      const signed = concat(MAGIC, vaultId, unsigned(signer.keyVersion, 4), unsigned(now.seq, 8), now.hash)
      const place = concat(signed, mac(signer.key, signed), new Uint8Array(PLACE - LENGTH))
      await file.write(place, 0, PLACE, turn * PLACE)
      await file.datasync()
      turn = 1 - turn
    },
    close: async () => {
      await file?.close()
    },
  }
}

/** The second place is empty until the second frame; the rest of the file is zeros. */
function isWhole(bytes: Uint8Array, places: readonly (object | undefined)[], lastSeq: number): boolean {
  const isEmpty = (index: number) => lastSeq <= 1 && bytes.subarray(index * PLACE, (index + 1) * PLACE).every((byte) => byte === 0)
  const beside = [0, 1].every((index) => bytes.subarray(index * PLACE + LENGTH, (index + 1) * PLACE).every((byte) => byte === 0))
  return bytes.length === 2 * PLACE && beside && places.every((place, index) => place !== undefined || isEmpty(index))
}

export function isWholeHighWaterMark(bytes: Uint8Array, vaultId: Uint8Array, keys: FrameKeys): boolean {
  const places = [0, 1].map((index) => readPlace(bytes.subarray(index * PLACE, (index + 1) * PLACE), vaultId, keys))
  return places.some((place) => place !== undefined) && isWhole(bytes, places, Math.max(...places.map((place) => place?.seq ?? 0)))
}

function readPlace(
  place: Uint8Array | undefined,
  vaultId: Uint8Array,
  keys: FrameKeys,
): (Beginning & { readonly keyVersion: number }) | undefined {
  if (place === undefined || place.length < LENGTH) return undefined
  const signed = place.subarray(0, SIGNED)
  const keyVersion = readUnsigned(place, 24, 4)
  const key = keys.get(keyVersion)
  if (key === undefined || !sameBytes(signed.subarray(0, 24), concat(MAGIC, vaultId))) return undefined
  if (!timingSafeEqual(mac(key, signed), place.subarray(SIGNED, LENGTH))) return undefined
  return { keyVersion, seq: readUnsigned(place, 28, 8), hash: place.slice(36, 68) }
}

function mac(key: Uint8Array, signed: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update('ra/v1/high-water-mark').update(signed).digest()
}
