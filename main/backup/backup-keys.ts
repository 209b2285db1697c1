/** Keys as a backup knows them: which go into it, and which key sealed a row. */
import type { KeyringKey } from '../vault/keyring-content.ts'
import type { KeyPurpose } from '../vault/keyring-content.ts'
import { toBase64, toHex } from '../../domain/bytes.ts'
import type { BackupKey } from '../../domain/backup/lines.ts'
import { splitEnvelope } from '../../domain/record/envelope-layout.ts'
import type { KeyEnds } from '../../domain/retention/due.ts'
import { deriveVaultKeys, wipeVaultKeys } from '../vault/keys.ts'

/** What happens to each kind of key in a backup. A new purpose does not compile until its rule is decided here. */
const rules: Readonly<Record<KeyPurpose, 'kept' | 'until-its-day' | 'left-out'>> = {
  case: 'until-its-day',
  evidence: 'until-its-day',
  custody: 'left-out',
  'card-master': 'kept',
  'card-authority': 'kept',
  handover: 'kept',
}

/** Turns a key of the keyring into its entry in a backup; `undefined` for one that stays out. */
export function createKeyExport(keyEnds: (caseId: string) => KeyEnds): (key: KeyringKey) => BackupKey | undefined {
  const endsByOwner = new Map<string, KeyEnds>()
  return ({ keyId: id, purpose, key, ownerId }) => {
    const rule = rules[purpose]
    if (rule === 'left-out') return undefined
    const keyId = toHex(id)
    const ends = endsByOwner.get(ownerId) ?? keyEnds(ownerId)
    endsByOwner.set(ownerId, ends)
    const until = rule === 'kept' ? undefined : purpose === 'case' ? ends.case : ends.evidence(keyId)
    return { keyId, purpose, key: toBase64(key), ownerId, ...(until === undefined ? {} : { until }) }
  }
}

/** Bytes of an envelope in which its header is. */
const LONGEST_HEADER = 256

/** Id of the key that sealed an envelope, lower-case hexadecimal; empty if it is not an envelope. */
export function keyIdOf(envelope: Uint8Array): string {
  const header = splitEnvelope(envelope.subarray(0, LONGEST_HEADER))
  return header.ok ? toHex(header.value.keyId) : ''
}

/** Ids of the vault's own keys in one key version. */
export function ownKeyIds(vaultKey: Uint8Array, vaultId: Uint8Array, keyVersion: number): string[] {
  const keys = deriveVaultKeys(vaultKey, vaultId, keyVersion)
  const ids = [toHex(keys.records.keyId), toHex(keys.audit.keyId)]
  wipeVaultKeys(keys)
  return ids
}
