/** Files in the age format (age-encryption.org/v1), sealed to one X25519 recipient. */
import { webcrypto } from 'node:crypto'
import { ReadableStream } from 'node:stream/web'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption'
import { joinSecrets, secretBytes } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { findHeaderFault, MOST_HEADER_BYTES, MOST_RECIPIENTS } from '../files/age-header.ts'
import { wipe } from '../vault/wipe.ts'

export type AgeFailureCode = 'not-for-this-station' | 'bundle-damaged'

/** RFC 8410: an X25519 private key in PKCS #8 is these bytes and the 32-byte key. */
const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')

type Identity = Parameters<typeof identityToRecipient>[0]

async function identityOf(privateKey: Uint8Array): Promise<Identity> {
  const der = joinSecrets(PKCS8_X25519, privateKey)
  try {
    // The same object under two names: the library's types are the browser's.
    return (await webcrypto.subtle.importKey('pkcs8', der, { name: 'X25519' }, false, ['deriveBits'])) as unknown as Identity
  } finally {
    wipe(der)
  }
}

/** `age1…` of a 32-byte private key. */
export async function recipientOf(privateKey: Uint8Array): Promise<string> {
  return identityToRecipient(await identityOf(privateKey))
}

/** Whether this is a recipient that files can be sealed to. */
export function isRecipient(recipient: string): boolean {
  try {
    new Encrypter().addRecipient(recipient)
    return /^age1[02-9ac-hj-np-z]{58}$/.test(recipient)
  } catch {
    return false
  }
}

export async function sealTo(recipient: string, bytes: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return encrypter.encrypt(bytes)
}

/** Decrypted before other work goes on: some 5 ms. */
const PIECE = 192 * 1024

/** Opens the whole file or none of it. Other work goes on meanwhile. */
export async function openWith(privateKey: Uint8Array, file: Uint8Array): Promise<Result<Uint8Array, AgeFailureCode>> {
  const fault = findHeaderFault(file)
  if (fault !== undefined) return fault === 'not-age' ? damaged : headerTooLong
  const decrypter = new Decrypter()
  decrypter.addIdentity(await identityOf(privateKey))
  let plain: Uint8Array = new Uint8Array()
  let length = 0
  try {
    const stream = ReadableStream.from(piecesOf(file)) as unknown as Parameters<Decrypter['decrypt']>[0]
    const pieces = (await decrypter.decrypt(stream)) as unknown as AsyncIterable<Uint8Array>
    // Not before the key fits, because several are tried. Never longer than the file, so nothing has to be copied together at the end.
    plain = secretBytes(file.length)
    for await (const piece of pieces) {
      plain.set(piece, length)
      length += piece.length
      wipe(piece)
    }
    return ok(plain.subarray(0, length))
  } catch (error) {
    wipe(plain)
    return error instanceof Error && error.message.startsWith('no identity matched') ? noKeyFits : damaged
  }
}

async function* piecesOf(file: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += PIECE) {
    await nextTurn()
    yield file.subarray(at, at + PIECE)
  }
}

export const noKeyFits = err(
  'not-for-this-station',
  'This bundle cannot be opened here: it is for another workstation, its beginning is damaged, or the key that it was made for is gone. A key goes when a newer bundle of the same sender is taken over, and when this workstation is restored from a backup. Nothing was changed, and the sender keeps the cases until it has your receipt.',
  'Copy the file again. If that does not help, ask the sender to save the bundle again. If that does not open either, save your last receipt for the sender again, or your station card, send it there, and ask for the bundle once more.',
)
const damaged = err(
  'bundle-damaged',
  'This file is damaged, was altered, or is not a bundle of RA Desk. It was not used, and nothing was changed.',
  'Copy the file again. If that does not help, ask the sender to save the bundle again.',
)
const headerTooLong = err(
  'bundle-damaged',
  `The beginning of this file is longer than ${MOST_HEADER_BYTES} bytes or names more than ${MOST_RECIPIENTS} receivers, which no bundle of RA Desk does. It was not used, and nothing was changed.`,
  'Copy the file again. If that does not help, ask the sender to save the bundle again.',
)
