/** The key pair with which a service provider signs what it sends to its workstations: editions of the guidance, and updates of RA Desk. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { toBase64 } from '../../domain/bytes.ts'
import type { DeviceKey } from '../../domain/record/checkpoint.ts'

/** An Ed25519 public key is the last 32 bytes of its SPKI form (RFC 8410 section 4). */
const publicKeyOf = (key: KeyObject): Uint8Array => createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32)

/** Writes a new private key and answers its public half in base64. Never overwrites a file. */
export function makeProviderKey(path: string): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  return toBase64(publicKeyOf(privateKey))
}

export function readProviderKey(path: string): DeviceKey {
  const privateKey = createPrivateKey(readFileSync(path))
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is no Ed25519 key.`)
  return { publicKey: publicKeyOf(privateKey), sign: (message) => sign(null, message, privateKey) }
}

export function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}

/** A file that is missing, is no JSON or exists already: the system's sentence says which. */
export async function failInWords(work: () => void | Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error))
  }
}
