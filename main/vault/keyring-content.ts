/** What the keyring holds, and its bytes before they are sealed. */
import { readUnsigned, toHex, unsigned, utf8 } from '../../domain/bytes.ts'
import type { Role } from '../../domain/station/roles.ts'
import type { SealingKey } from './envelope.ts'
import { KEY_LENGTH } from './keys.ts'

/** The position in this list is what the file stores: add new ones at the end. */
export const keyPurposes = ['case', 'evidence', 'custody', 'card-master', 'card-authority', 'handover'] as const
export type KeyPurpose = (typeof keyPurposes)[number]

export interface KeyringKey extends SealingKey {
  readonly purpose: KeyPurpose
  /** Random id of the case or evidence set it belongs to; `station` for the station's own. */
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

export interface KeyringContent extends Station {
  /** By key id in lower-case hexadecimal. */
  readonly keys: ReadonlyMap<string, KeyringKey>
}

const ENTRY_LENGTH = 16 + 1 + KEY_LENGTH + 1

/** Device seed, former vault keys with their versions, people as JSON with its length, then per key: id, purpose, key, owner with its length. */
export function encodeKeyring(content: KeyringContent): Uint8Array {
  const people = utf8(JSON.stringify({ agents: content.agents, recovery: content.recovery }))
  const owners = [...content.keys.values()].map((key) => utf8(key.ownerId))
  const formers = 4 + content.former.length * (4 + KEY_LENGTH)
  const bytes = new Uint8Array(
    KEY_LENGTH + formers + 4 + people.length + 4 + owners.reduce((length, owner) => length + ENTRY_LENGTH + owner.length, 0),
  )
  let offset = 0
  const put = (part: Uint8Array) => {
    bytes.set(part, offset)
    offset += part.length
  }
  put(content.deviceSeed)
  put(unsigned(content.former.length, 4))
  for (const { keyVersion, vaultKey } of content.former) {
    put(unsigned(keyVersion, 4))
    put(vaultKey)
  }
  put(unsigned(people.length, 4))
  put(people)
  put(unsigned(content.keys.size, 4))
  for (const key of content.keys.values()) {
    put(key.keyId)
    put(Uint8Array.of(keyPurposes.indexOf(key.purpose)))
    put(key.key)
    const owner = utf8(key.ownerId)
    put(Uint8Array.of(owner.length))
    put(owner)
  }
  return bytes
}

/** Throws when the bytes do not decode: they are authenticated, so that is a bug of ours. The keys are views of `bytes`. */
export function decodeKeyring(bytes: Uint8Array): KeyringContent {
  let offset = 0
  const take = (length: number) => {
    if (offset + length > bytes.length) throw new RangeError('the keyring ends too early')
    offset += length
    return bytes.subarray(offset - length, offset)
  }
  const text = new TextDecoder()
  const deviceSeed = take(KEY_LENGTH)
  const former = Array.from({ length: readUnsigned(take(4), 0, 4) }, (): FormerKeyVersion => ({
    keyVersion: readUnsigned(take(4), 0, 4),
    vaultKey: take(KEY_LENGTH),
  }))
  const people = JSON.parse(text.decode(take(readUnsigned(take(4), 0, 4)))) as Pick<Station, 'agents' | 'recovery'>
  const count = readUnsigned(take(4), 0, 4)
  const keys = new Map<string, KeyringKey>()
  for (let index = 0; index < count; index += 1) {
    const keyId = take(16).slice()
    const purpose = keyPurposes[take(1)[0]!]!
    const key = take(KEY_LENGTH)
    const ownerId = text.decode(take(take(1)[0]!))
    keys.set(toHex(keyId), { keyId, purpose, key, ownerId })
  }
  return { deviceSeed, ...people, former, keys }
}
