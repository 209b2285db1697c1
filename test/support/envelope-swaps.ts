/**
 * Rows put where they do not belong: into another case, table, revision, vault or place of a scan. A program that can write in the database needs no
 * key for that; the place that is authenticated with each envelope is what refuses it.
 */
import { createCipheriv, createDecipheriv, webcrypto } from 'node:crypto'
import { toHex } from '../../domain/bytes.ts'
import { joinEnvelope, pad, splitEnvelope, unpad, type RecordPlace } from '../../domain/record/envelope-layout.ts'
import { open, seal, type SealingKey } from '../../main/vault/envelope.ts'
import { open as openInWorker } from '../../renderer/storage/worker/envelope.ts'
import type { WorkerKeys } from '../../renderer/storage/worker/keys.ts'
import type { Pick } from './record-mutations.ts'

type RandomBytes = (length: number) => Uint8Array
interface Sealed {
  readonly place: RecordPlace
  readonly key: SealingKey
  readonly envelope: Uint8Array
  readonly unbound: Uint8Array
}

export interface Swap {
  readonly kind: string
  readonly envelope: Uint8Array
  /** Where it lies now. */
  readonly place: RecordPlace
  /** The same content sealed without its place, for the control. */
  readonly unbound: Uint8Array
}

const tables = ['cases', 'chunks', 'manifests', 'station', 'secrets', 'checkpoints'] as const
const CASES = 6
const REVISIONS = 5
const CHUNKS = 4

export interface EnvelopeWorld {
  readonly sealed: readonly Sealed[]
  readonly keys: ReadonlyMap<string, SealingKey>
  swap(pick: Pick): Swap
  /** As `main` opens a row: the key is found by the envelope's own key id. */
  openInMain(envelope: Uint8Array, place: RecordPlace): boolean
  openInWorker(envelope: Uint8Array, place: RecordPlace): Promise<boolean>
  /** A reader that does not bind an envelope to its place. */
  openUnbound(envelope: Uint8Array): boolean
}

export async function envelopeWorld(randomBytes: RandomBytes): Promise<EnvelopeWorld> {
  const keys = new Map<string, SealingKey>()
  const newKey = () => {
    const key = { keyId: randomBytes(16), key: randomBytes(32) }
    keys.set(toHex(key.keyId), key)
    return key
  }
  const vaults = [randomBytes(16), randomBytes(16)] as const
  const caseKeys = Array.from({ length: CASES }, newKey)
  const sealed = sealEverywhere(vaults, caseKeys, randomBytes)
  const workerKeys = await workerKeysOf(keys)

  return {
    sealed,
    keys,
    swap(pick) {
      const { place, envelope, unbound, key } = sealed[pick(sealed.length)]!
      const places = wrongPlaces(place, vaults, pick)
      const which = pick(places.length + 1)
      if (which < places.length) return { kind: places[which]![0], place: places[which]![1], envelope, unbound }
      // The same place, under the name of another case's key.
      const foreign = caseKeys[(caseKeys.indexOf(key) + 1 + pick(CASES - 1)) % CASES]!
      const { nonce, sealed: body } = getParts(envelope)
      return { kind: 'under another key’s id', place, envelope: joinEnvelope(foreign.keyId, nonce, body), unbound }
    },
    openInMain(envelope, place) {
      const key = keys.get(toHex(getParts(envelope).keyId))
      return key !== undefined && open(key, place, envelope).ok
    },
    openInWorker: (envelope, place) =>
      openInWorker(workerKeys, place, envelope).then(
        () => true,
        () => false,
      ),
    openUnbound: (envelope) => opensUnbound(envelope, keys),
  }
}

/** A row of each case in each table of each vault, in every revision; scans have pieces instead of revisions. */
function sealEverywhere(
  vaults: readonly [Uint8Array, Uint8Array],
  caseKeys: readonly SealingKey[],
  randomBytes: RandomBytes,
): readonly Sealed[] {
  const sealed: Sealed[] = []
  const put = (place: RecordPlace, key: SealingKey) => {
    const content = randomBytes(100)
    sealed.push({ place, key, envelope: seal(key, place, content, randomBytes), unbound: sealUnbound(key, content, randomBytes) })
  }
  for (const vaultId of vaults) {
    for (const [number, key] of caseKeys.entries()) {
      const recordId = `case-${number}`
      for (const table of tables) {
        for (let rev = 1; rev <= REVISIONS; rev += 1) {
          if (table !== 'chunks') put({ vaultId, table, recordId, rev, schema: 1 }, key)
          else if (rev < CHUNKS) put({ vaultId, table, recordId, rev: 1, schema: 1, chunk: { index: rev - 1, count: CHUNKS } }, key)
        }
      }
    }
  }
  return sealed
}

async function workerKeysOf(keys: ReadonlyMap<string, SealingKey>): Promise<WorkerKeys> {
  const imported = new Map<string, CryptoKey>()
  for (const [id, { key }] of keys)
    imported.set(id, (await webcrypto.subtle.importKey('raw', key as Uint8Array<ArrayBuffer>, 'AES-GCM', false, ['decrypt'])) as CryptoKey)
  return { get: (id: string) => imported.get(id)! } as unknown as WorkerKeys
}

/** Every kind of place that an envelope sealed for `place` must not open in, each with its name. */
function wrongPlaces(
  place: RecordPlace,
  vaults: readonly [Uint8Array, Uint8Array],
  pick: Pick,
): readonly (readonly [string, RecordPlace])[] {
  const otherCase = `case-${(Number(place.recordId.slice(5)) + 1 + pick(CASES - 1)) % CASES}`
  const otherTable = tables[(tables.indexOf(place.table as 'cases') + 1 + pick(tables.length - 1)) % tables.length]!
  const { chunk } = place
  return [
    ['into another case', { ...place, recordId: otherCase }],
    ['into another table', { ...place, table: otherTable }],
    ['into another vault', { ...place, vaultId: vaults[place.vaultId === vaults[0] ? 1 : 0] }],
    ['an older content as the newest (rev raised only)', { ...place, rev: place.rev + 1 + pick(REVISIONS) }],
    ['a newer content as an older one', { ...place, rev: place.rev - 1 }],
    ['as another shape of the record', { ...place, schema: place.schema + 1 }],
    ...(chunk === undefined
      ? [['as a piece of a scan', { ...place, chunk: { index: 0, count: 1 } }] as const]
      : [
          ['another piece of the scan', { ...place, chunk: { ...chunk, index: (chunk.index + 1 + pick(CHUNKS - 1)) % CHUNKS } }] as const,
          ['a scan cut short', { ...place, chunk: { ...chunk, count: chunk.count - 1 } }] as const,
          ['a piece as a whole record', withoutChunk(place)] as const,
        ]),
  ]
}

function opensUnbound(envelope: Uint8Array, keys: ReadonlyMap<string, SealingKey>): boolean {
  const { keyId, nonce, sealed } = getParts(envelope)
  const decipher = createDecipheriv('aes-256-gcm', keys.get(toHex(keyId))!.key, nonce)
  decipher.setAuthTag(sealed.subarray(-16))
  try {
    return unpad(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])).ok
  } catch {
    return false
  }
}

function getParts(envelope: Uint8Array) {
  const parts = splitEnvelope(envelope)
  if (!parts.ok) throw new Error(parts.error.code)
  return parts.value
}

function withoutChunk({ vaultId, table, recordId, rev, schema }: RecordPlace): RecordPlace {
  return { vaultId, table, recordId, rev, schema }
}

/** As `seal`, but without the place as additional data. */
function sealUnbound({ keyId, key }: SealingKey, content: Uint8Array, randomBytes: RandomBytes): Uint8Array {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(pad(content, 'block')), cipher.final()])
  return joinEnvelope(keyId, nonce, Buffer.concat([body, cipher.getAuthTag()]))
}
