/**
 * The high-water mark: the last frame of the record, in a file of its own. It shows a journal that was cut back, or a folder that was
 * partly put back to an older state. Writes alternate between two places in sectors of their own, so that a torn write leaves the other.
 *
 *     'RAWI' | version 2 | 3 zeros | vault id 16 | key version 4 | last seq 8 | hash of that frame 32 | other files 96 | MAC 32 | zeros to 4096
 *
 * Of the other files of the vault: key slots, keyring, keys and the count of destroyed keys as numbers of 8 bytes, then the hash of the key
 * slots and of the list of destroyed keys. Version 1 has nothing of them. The hash of a frame stands for everything before it: each frame holds the hash of the one before.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { concat, fromHex, readUnsigned, sameBytes, toHex, unsigned, utf8 } from '../../domain/bytes.ts'
import { findFile, writeFileAtomically } from '../files/atomic-file.ts'
import type { VaultRevisions } from '../vault/vault-revisions.ts'
import type { Beginning, FrameKeys, FrameSigner } from './database/head.ts'

export const HIGH_WATER_MARK = 'high-water-mark.bin'
const PLACE = 4_096
const MAC_LENGTH = 32
/** Of what the MAC is over, by version. */
const SIGNED: ReadonlyMap<number, number> = new Map([
  [1, 68],
  [2, 164],
])
const magic = (version: number) => concat(utf8('RAWI'), Uint8Array.of(version, 0, 0, 0))
const signedLength = (place: Uint8Array): number => SIGNED.get(place[4] ?? 0) ?? 68

export interface HighWaterMark {
  /** `part-damaged`: one of its two places, and the other one is enough. */
  readonly found: 'in-order' | 'missing' | 'damaged' | 'part-damaged'
  readonly mark: Mark | undefined
  /** On the disk when this resolves. Overwrites in place, so it needs no free space; failures of the disk throw. */
  raise(now: Beginning, signer: FrameSigner, files?: VaultRevisions): Promise<void>
  close(): Promise<void>
}

interface Mark extends Beginning {
  readonly keyVersion: number
  /** How far the other files of the vault had got. */
  readonly files?: VaultRevisions
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
    async raise(now, signer, files) {
      file ??= await begin()
      const head = concat(magic(files === undefined ? 1 : 2), vaultId, unsigned(signer.keyVersion, 4), unsigned(now.seq, 8), now.hash)
      const signed = files === undefined ? head : concat(head, bytesOf(files))
      const place = concat(signed, mac(signer.key, signed), new Uint8Array(PLACE - MAC_LENGTH - signed.length))
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
  const beside = [0, 1].every((index) => {
    const place = bytes.subarray(index * PLACE, (index + 1) * PLACE)
    return place.subarray(signedLength(place) + MAC_LENGTH).every((byte) => byte === 0)
  })
  return bytes.length === 2 * PLACE && beside && places.every((place, index) => place !== undefined || isEmpty(index))
}

export function isWholeHighWaterMark(bytes: Uint8Array, vaultId: Uint8Array, keys: FrameKeys): boolean {
  const places = [0, 1].map((index) => readPlace(bytes.subarray(index * PLACE, (index + 1) * PLACE), vaultId, keys))
  return places.some((place) => place !== undefined) && isWhole(bytes, places, Math.max(...places.map((place) => place?.seq ?? 0)))
}

function readPlace(place: Uint8Array | undefined, vaultId: Uint8Array, keys: FrameKeys): Mark | undefined {
  const length = place === undefined ? undefined : SIGNED.get(place[4] ?? 0)
  if (place === undefined || length === undefined || place.length < length + MAC_LENGTH) return undefined
  const signed = place.subarray(0, length)
  const keyVersion = readUnsigned(place, 24, 4)
  const key = keys.get(keyVersion)
  if (key === undefined || !sameBytes(signed.subarray(0, 24), concat(magic(place[4]!), vaultId))) return undefined
  if (!timingSafeEqual(mac(key, signed), place.subarray(length, length + MAC_LENGTH))) return undefined
  const at = { keyVersion, seq: readUnsigned(place, 28, 8), hash: place.slice(36, 68) }
  return length === 68 ? at : { ...at, files: filesOf(signed.subarray(68)) }
}

const bytesOf = ({ keySlots, keyring, keys, destroyed }: VaultRevisions): Uint8Array =>
  concat(
    ...[keySlots.rev, keyring, keys, destroyed.count].map((number) => unsigned(number, 8)),
    fromHex(keySlots.hash),
    fromHex(destroyed.hash),
  )

const filesOf = (bytes: Uint8Array): VaultRevisions => ({
  keySlots: { rev: readUnsigned(bytes, 0, 8), hash: toHex(bytes.subarray(32, 64)) },
  keyring: readUnsigned(bytes, 8, 8),
  keys: readUnsigned(bytes, 16, 8),
  destroyed: { count: readUnsigned(bytes, 24, 8), hash: toHex(bytes.subarray(64, 96)) },
})

function mac(key: Uint8Array, signed: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update('ra/v1/high-water-mark').update(signed).digest()
}
