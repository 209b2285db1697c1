/**
 * Who can open a backup: a person with the recovery key, on any computer, and this station while it is unlocked, for the restore test. Both
 * are X25519 identities derived by HKDF from a key that exists already, so there is nothing more to print or keep.
 */
import type { identityToRecipient } from 'age-encryption'
import { hkdf } from '../vault/keys.ts'
import { wipe } from '../vault/wipe.ts'
import type { AgeIdentity } from './age-streams.ts'

export interface BackupIdentity {
  /** Cannot be exported. */
  readonly identity: AgeIdentity
  /** `age1…` */
  readonly recipient: string
}

/** To open a backup with the `age` tool: its identity is this seed in Bech32. */
export const recoveryBackupSeed = (recoveryKey: Uint8Array): Uint8Array => hkdf(recoveryKey, new Uint8Array(0), 'ra/v1/backup/recovery')

export async function recoveryBackupIdentity(recoveryKey: Uint8Array): Promise<BackupIdentity> {
  return identityOf(recoveryBackupSeed(recoveryKey))
}

/** `age1…` recipient that belongs to a recovery key. */
export const backupRecipientOf = async (recoveryKey: Uint8Array): Promise<string> => (await recoveryBackupIdentity(recoveryKey)).recipient

/** Derived from the workstation's own key, which is in the keyring. */
export async function stationBackupIdentity(deviceSeed: Uint8Array, vaultId: Uint8Array): Promise<BackupIdentity> {
  return identityOf(hkdf(deviceSeed, vaultId, 'ra/v1/backup/station'))
}

/** RFC 8410: an X25519 private key in PKCS #8 is these bytes and the seed. */
const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')

async function identityOf(seed: Uint8Array): Promise<BackupIdentity> {
  const der = Buffer.concat([PKCS8_X25519, seed])
  try {
    const age = await import('age-encryption')
    const identity = await crypto.subtle.importKey('pkcs8', der, { name: 'X25519' }, false, ['deriveBits'])
    return {
      identity: identity as AgeIdentity,
      recipient: await age.identityToRecipient(identity as Parameters<typeof identityToRecipient>[0]),
    }
  } finally {
    wipe(der, seed)
  }
}
