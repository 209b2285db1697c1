/** Files in the age format (age-encryption.org/v1), sealed to one X25519 recipient. */
import { webcrypto } from 'node:crypto'
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption'
import { joinSecrets } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
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

/** Opens the whole file or none of it. */
export async function openWith(privateKey: Uint8Array, file: Uint8Array): Promise<Result<Uint8Array, AgeFailureCode>> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(await identityOf(privateKey))
  try {
    return ok(await decrypter.decrypt(file))
  } catch (error) {
    return error instanceof Error && error.message.startsWith('no identity matched') ? notForUs : damaged
  }
}

const notForUs = err(
  'not-for-this-station',
  'This bundle is for another workstation, or its beginning is damaged. It cannot be opened here. Nothing was changed.',
  'Copy the file again. If that does not help, ask the sender to take the cases back and hand them over to this workstation, with its newest station card.',
)
const damaged = err(
  'bundle-damaged',
  'This file is damaged, was altered, or is not a bundle of RA Desk. It was not used, and nothing was changed.',
  'Copy the file again. If that does not help, ask the sender to save the bundle again.',
)
