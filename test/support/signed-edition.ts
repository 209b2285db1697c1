/** Editions for tests, signed as a service provider signs them: a key pair, and editions that differ from the bundled ones. */
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { toBase64 } from '../../domain/bytes.ts'
import type { Edition } from '../../domain/guidance/edition.ts'
import { bundledEditions } from '../../domain/guidance/index.ts'
import { writeSigned } from '../../main/vault/signed-file.ts'

const [remote] = bundledEditions as readonly [Edition, ...Edition[]]

export interface ProviderKey {
  /** For the policy's `editionSigner`. */
  readonly publicKey: string
  /** A signed file of any value, as bytes. */
  write(value: unknown, kind?: string): Uint8Array
}

export function makeProviderKey(): ProviderKey {
  const { privateKey } = generateKeyPairSync('ed25519')
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32)
  return {
    publicKey: toBase64(publicKey),
    write: (value, kind = 'edition') => writeSigned(kind, value, { publicKey, sign: (message) => sign(null, message, privateKey) }),
  }
}

/** Takes the place of remote registration: 8 digits, other texts, no thank-you for the likeness; everything else alike. */
export const longerCodeEdition: Edition = {
  ...remote,
  id: 'remote-longer-code',
  name: 'Remote registration with an 8-digit code',
  inForce: { from: '2026-09-01' },
  supersedes: remote.id,
  texts: { phoneCode: 'Invented Trust {organisation}: {code} for {minutes} minutes.', passcode: remote.texts.passcode },
  phoneCode: { ...remote.phoneCode, digits: 8, lifeMinutes: 5, maximumAttempts: 2 },
}
