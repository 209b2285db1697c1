/** The vault's own keys over all key versions, and which keys a worker of the page may get. */
import { toHex } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { SealingKey } from './envelope.ts'
import { LostKey } from './key-index.ts'
import type { FormerKeyVersion, KeyPurpose } from './keyring-content.ts'
import type { Keyring } from './keyring.ts'
import { deriveVaultKeys, wipeVaultKeys, type VaultKeys } from './keys.ts'
import type { KeyToWrap } from './worker-keys.ts'

export type VersionedKeys = ReturnType<typeof versionedKeys>

/** The vault's own keys of every key version whose rows or frames may still be there. Overwritten by `wipe`. */
export function versionedKeys(vaultId: Uint8Array, former: readonly FormerKeyVersion[], newest: VaultKeys) {
  const versions = new Map<number, VaultKeys>()
  const own = new Map<string, SealingKey>()
  const records = new Map<string, SealingKey>()
  let current = newest
  function add(keys: VaultKeys): void {
    versions.set(keys.keyVersion, keys)
    for (const key of [keys.records, keys.audit]) own.set(toHex(key.keyId), key)
    records.set(toHex(keys.records.keyId), keys.records)
    current = keys
  }
  for (const { keyVersion, vaultKey } of former) add(deriveVaultKeys(vaultKey, vaultId, keyVersion))
  add(newest)
  return {
    current: () => current,
    /** Of the vault's first key version, which is kept as long as the vault: what was made with its index key stays comparable for ever. */
    first: () => versions.get(Math.min(...versions.keys()))!,
    add,
    own,
    records,
    frameKeys: () => new Map([...versions].map(([keyVersion, keys]) => [keyVersion, keys.frames])),
    wipe() {
      for (const keys of versions.values()) wipeVaultKeys(keys)
    },
  }
}

/** Which keys a worker that asks for `keyIds` gets, or why it gets none. `records`: the records key in every version, which opens the work list. */
export function keysForWorker(
  keyring: Keyring,
  { own, records }: Pick<VersionedKeys, 'own' | 'records'>,
  keyIds: readonly string[] | 'records',
): Result<KeyToWrap[], 'unknown-key' | 'key-withheld'> {
  const wanted = keyIds === 'records' ? records.keys() : keyIds
  const chosen: KeyToWrap[] = []
  for (const keyId of wanted) {
    const found = keyring.find(keyId)
    const recordsKey = records.get(keyId)
    if (recordsKey !== undefined) chosen.push({ ...recordsKey, purpose: 'records' })
    else if (own.has(keyId)) return keyWithheld
    else if (found === undefined) return unknownKey
    else if (!isForWorker(found.purpose)) return keyWithheld
    else {
      const whole = findWhole(keyring, keyId)
      if (whole === undefined) return unknownKey
      chosen.push({ keyId: whole.keyId, key: whole.key, purpose: found.purpose })
    }
  }
  return ok(chosen)
}

/** A key of the keyring. One that opens from neither copy is as good as none: it stays listed, and the check of all files reports it. */
export function findWhole(keyring: Pick<Keyring, 'find'>, keyId: string): SealingKey | undefined {
  const found = keyring.find(keyId)
  try {
    return found && { keyId: found.keyId, key: found.key }
  } catch (error) {
    if (error instanceof LostKey) return undefined
    throw error
  }
}

/** Only keys of cases and evidence; every other purpose stays in `main`. */
function isForWorker(purpose: KeyPurpose): purpose is 'case' | 'evidence' {
  return purpose === 'case' || purpose === 'evidence'
}

export const unknownKey = err(
  'unknown-key',
  'The key of this record is not on this workstation: it was destroyed, or it was never here. Everything else is safe.',
  'If the record should be here, restore it from a backup. A destroyed record cannot be opened again.',
)
const keyWithheld = err(
  'key-withheld',
  'This key must not leave RA Desk’s main process. Nothing was handed over.',
  'Lock RA Desk and unlock it again.',
)
