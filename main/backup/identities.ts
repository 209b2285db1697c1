/**
 * Who can open a backup: a person with the recovery key, on any computer, and this station while it is unlocked, for the restore test. Both
 * are X25519 identities, of the recovery key by HKDF, so that there is nothing more to print, and of a key that the station keeps for this only.
 */
import type { identityToRecipient } from 'age-encryption'
import { ok, type Result } from '../../domain/result.ts'
import type { KeyringFailureCode } from '../vault/keyring.ts'
import { hkdf } from '../vault/keys.ts'
import type { UnlockedVault } from '../vault/vault.ts'
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

const stationsOwn = { purpose: 'backup', ownerId: 'station' } as const

/** Of the key in the keyring that does nothing else; `undefined` before the first backup. */
export async function stationBackupIdentity({ keyring }: Pick<UnlockedVault, 'keyring'>): Promise<BackupIdentity | undefined> {
  const [own] = keyring.list(stationsOwn)
  return own && backupIdentityOf(own.key)
}

/** For a backup that is made now. */
export async function createStationBackupKey({ keyring }: Pick<UnlockedVault, 'keyring'>): Promise<Result<void, KeyringFailureCode>> {
  if (keyring.list(stationsOwn).length > 0) return ok()
  const made = await keyring.create([stationsOwn])
  return made.ok ? ok() : made
}

/** `key`: 32 bytes of the keyring. */
export const backupIdentityOf = (key: Uint8Array): Promise<BackupIdentity> =>
  identityOf(hkdf(key, new Uint8Array(0), 'ra/v1/backup/station'))

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
