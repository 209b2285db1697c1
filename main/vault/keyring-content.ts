/** What the keyring holds, and the bytes of its file before they are sealed. The keys of cases and the like are in databases of their own. */
import { readUnsigned, unsigned, utf8 } from '../../domain/bytes.ts'
import type { Role } from '../../domain/station/roles.ts'
import type { SealingKey } from './envelope.ts'
import { KEY_LENGTH } from './keys.ts'

/** The position in this list is what the file stores: add new ones at the end. */
export const keyPurposes = [
  'case',
  'evidence',
  'custody',
  'card-master',
  'card-authority',
  'handover',
  'backup',
  'handover-exchange',
] as const
export type KeyPurpose = (typeof keyPurposes)[number]

export interface KeyringKey extends SealingKey {
  readonly purpose: KeyPurpose
  /** Random id of the case or evidence set it belongs to; `station` for the station's own. Of a key of an exchange: `exchange-keys.ts`. */
  readonly ownerId: string
}

/** An agent as the station knows them. Names are kept here because here they are sealed. */
export interface KnownAgent {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** X25519 public key of the agent's slot, base64: later vault keys are sealed to it. */
  readonly sealingKey: string
  /** When the agent was removed. They stay in the list, because what they signed must still verify. */
  readonly leftAt?: string
  /** Ed25519 public keys in base64, newest last: recovery makes a new one, and older signatures must still verify. */
  readonly publicKeys: readonly string[]
}

/** The vault key of an earlier key version. Rows and frames of its time stay sealed under keys that follow from it. */
export interface FormerKeyVersion {
  readonly keyVersion: number
  readonly vaultKey: Uint8Array
}

/** Public keys of the recovery slot, base64. */
export interface RecoveryKeys {
  readonly publicKey: string
  readonly sealingKey: string
  /** `age1…`: backups are encrypted to it without the recovery key. Kept here and not beside the slots, where anybody could put their own. */
  readonly backupRecipient?: string
}

export interface Station {
  /** Seed of the workstation's Ed25519 key, which signs checkpoints. */
  readonly deviceSeed: Uint8Array
  readonly agents: readonly KnownAgent[]
  readonly recovery: RecoveryKeys
  /** Oldest first. */
  readonly former: readonly FormerKeyVersion[]
}

/** Device seed, former vault keys with their versions, people as JSON. */
export function encodeStation(station: Station): Uint8Array {
  const people = utf8(JSON.stringify({ agents: station.agents, recovery: station.recovery }))
  const bytes = new Uint8Array(KEY_LENGTH + 4 + station.former.length * (4 + KEY_LENGTH) + people.length)
  let offset = 0
  const put = (part: Uint8Array) => {
    bytes.set(part, offset)
    offset += part.length
  }
  put(station.deviceSeed)
  put(unsigned(station.former.length, 4))
  for (const { keyVersion, vaultKey } of station.former) {
    put(unsigned(keyVersion, 4))
    put(vaultKey)
  }
  put(people)
  return bytes
}

/** Throws when the bytes do not decode: they are authenticated, so that is a bug of ours. The keys are views of `bytes`. */
export function decodeStation(bytes: Uint8Array): Station {
  let offset = 0
  const take = (length: number) => {
    if (offset + length > bytes.length) throw new RangeError('the keyring ends too early')
    offset += length
    return bytes.subarray(offset - length, offset)
  }
  const deviceSeed = take(KEY_LENGTH)
  const former = Array.from({ length: readUnsigned(take(4), 0, 4) }, (): FormerKeyVersion => ({
    keyVersion: readUnsigned(take(4), 0, 4),
    vaultKey: take(KEY_LENGTH),
  }))
  const people = JSON.parse(new TextDecoder().decode(bytes.subarray(offset))) as Pick<Station, 'agents' | 'recovery'>
  return { deviceSeed, ...people, former }
}
