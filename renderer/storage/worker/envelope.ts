/** Seals and opens records in the worker with WebCrypto; the layout is shared with `main` (`domain/record/envelope-layout.ts`). */
import {
  additionalData,
  joinEnvelope,
  NONCE_LENGTH,
  pad,
  splitEnvelope,
  unpad,
  type RecordPlace,
} from '../../../domain/record/envelope-layout.ts'
import { toHex, type Bytes } from '../../../domain/bytes.ts'
import { keyIdOfText, type WorkerKeys } from './keys.ts'

export class DamagedRow extends Error {}

export async function seal(keys: WorkerKeys, keyId: string, place: RecordPlace, plaintext: Uint8Array): Promise<Bytes> {
  const id = keyIdOfText(keyId)
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_LENGTH))
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: additionalData(place, id) },
    keys.get(keyId),
    pad(plaintext, 'block'),
  )
  return joinEnvelope(id, nonce, new Uint8Array(sealed))
}

export async function open(keys: WorkerKeys, place: RecordPlace, envelope: Uint8Array): Promise<Bytes> {
  const parts = splitEnvelope(envelope)
  if (!parts.ok) throw new DamagedRow(parts.error.message)
  const { keyId, nonce, sealed } = parts.value
  const key = keys.get(toHex(keyId))
  let padded: ArrayBuffer
  try {
    padded = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData: additionalData(place, keyId) }, key, sealed)
  } catch {
    throw new DamagedRow('a stored row was altered or damaged and was not opened')
  }
  const plaintext = unpad(new Uint8Array(padded))
  if (!plaintext.ok) throw new DamagedRow(plaintext.error.message)
  return plaintext.value
}
