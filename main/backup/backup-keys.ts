/** Keys as a backup knows them: which go into it, and which key sealed a row. */
import type { KeyringKey } from '../vault/keyring-content.ts'
import type { KeyPurpose } from '../vault/keyring-content.ts'
import { toBase64, toHex } from '../../domain/bytes.ts'
import { WHOLE_EVERY_DAYS } from '../../domain/backup/choose-kind.ts'
import type { BackupKey, BackupKeyDay } from '../../domain/backup/lines.ts'
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
  backup: 'kept',
  // A backup lies about for years: with these keys it would open every bundle of its time.
  'handover-exchange': 'left-out',
}

/** Keys of this purpose are in no backup. */
export const isLeftOut = (purpose: KeyPurpose): boolean => rules[purpose] === 'left-out'

type EndsOfCase = (caseId: string, daysLater?: number) => KeyEnds

/** Finds the day of a key; `undefined` for one that stays out. `daysLater`: as if the backup were made so much later. */
export function createKeyDays(keyEnds: EndsOfCase, daysLater = 0): (key: Omit<KeyringKey, 'key'>) => BackupKeyDay | undefined {
  const endsByOwner = new Map<string, KeyEnds>()
  return ({ keyId: id, purpose, ownerId }) => {
    const rule = rules[purpose]
    if (rule === 'left-out') return undefined
    const keyId = toHex(id)
    const ends = endsByOwner.get(ownerId) ?? keyEnds(ownerId, daysLater)
    endsByOwner.set(ownerId, ends)
    const until = rule === 'kept' ? undefined : purpose === 'case' ? ends.case : ends.evidence(keyId)
    return { keyId, ...(until === undefined ? {} : { until }) }
  }
}

/**
 * Turns a key of the keyring into its entry in a backup; `undefined` for one that stays out. `continued`: backups of changes will rest on
 * this one, and then say nothing of keys whose case did not change.
 */
export function createKeyExport(keyEnds: EndsOfCase, { continued = false } = {}): (key: KeyringKey) => BackupKey | undefined {
  const dayOf = createKeyDays(keyEnds)
  const laterDays = Array.from({ length: continued ? WHOLE_EVERY_DAYS : 0 }, (_, index) => createKeyDays(keyEnds, index + 1))
  return (each) => {
    const day = dayOf(each)
    if (day === undefined) return undefined
    // The day never comes nearer, so the last one tells whether it moves at all.
    const isMoving = day.until !== undefined && laterDays.at(-1)?.(each)?.until !== day.until
    const untilLater = continued && isMoving ? laterDays.flatMap((laterDayOf) => laterDayOf(each)?.until ?? []) : []
    return {
      ...day,
      purpose: each.purpose,
      key: toBase64(each.key),
      ownerId: each.ownerId,
      ...(untilLater.length === 0 ? {} : { untilLater }),
    }
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
