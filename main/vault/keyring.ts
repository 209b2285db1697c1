/**
 * The keyring: one random key per case, per evidence set and per secret in custody, in one file sealed under the vault key.
 * Destroying a key is writing the file without it; everything sealed with it, here or in any copy, is then noise. A key is on the
 * disk before anyone gets it, so nothing can be sealed with a key that a power cut takes away. The file is kept twice (`twin-file.ts`);
 * the rename of its first copy is also the one moment at which another generation begins to count (`generation.ts`).
 */
import { concat, readUnsigned, sameBytes, toHex, unsigned, utf8 } from '../../domain/bytes.ts'
import { splitEnvelope } from '../../domain/record/envelope-layout.ts'
import { copySecret, takeSecret } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Role } from '../../domain/station/roles.ts'
import { fileFailure, type FileFailureCode } from '../files/atomic-file.ts'
import { openSecret, seal, type SealingKey } from './envelope.ts'
import { KEY_LENGTH } from './keys.ts'
import { sha256 } from '../files/sha256.ts'
import { writtenByNewer, writtenByOlder } from './other-version.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { repairMirror, readMirrored, writeMirrored } from '../files/mirrored-atomic-file.ts'
import { wipe } from './wipe.ts'

/** Their place in this list is what is on the disk: new ones go at the end. */
export const keyPurposes = ['case', 'evidence', 'custody', 'card-master', 'card-authority', 'handover'] as const
export type KeyPurpose = (typeof keyPurposes)[number]

export interface KeyringKey extends SealingKey {
  readonly purpose: KeyPurpose
  /** Random id of the case or evidence set it belongs to; `station` for the station's own. */
  readonly ownerId: string
}

/** An agent as the station knows them; names are in here because here they are sealed. */
export interface KnownAgent {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** X25519 public key of the agent's slot, base64: later vault keys are sealed to it. */
  readonly sealingKey: string
  /** When the agent was removed. They stay known, because what they signed must still verify. */
  readonly leftAt?: string
  /** Ed25519 public keys in base64, newest last: recovery makes a new one, and older signatures must still verify. */
  readonly publicKeys: readonly string[]
}

/** The vault key of a generation that is over. Rows and frames of its time stay sealed under keys that follow from it. */
export interface FormerKeyVersion {
  readonly keyVersion: number
  readonly vaultKey: Uint8Array
}

/** Public keys of the recovery slot, base64. */
export interface RecoveryKeys {
  readonly publicKey: string
  readonly sealingKey: string
  /** `age1…`: backups are written to it, without the recovery key. In here and not beside the slots, where anybody could put their own. */
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

export type KeyringFailureCode = FileFailureCode | 'locked'
export type KeyringOpenFailureCode = 'keyring-missing' | 'keyring-damaged' | 'keyring-older' | 'keyring-newer'

export interface Keyring {
  /** The file was damaged, and its second copy was used. */
  readonly repaired: boolean
  /** The second copy was damaged, missing or older, and was made again from the first. */
  readonly secondRepaired: boolean
  readonly station: Station
  /** One write for all. */
  create(
    wanted: readonly { readonly purpose: KeyPurpose; readonly ownerId: string }[],
  ): Promise<Result<readonly KeyringKey[], KeyringFailureCode>>
  /** By id in lower-case hexadecimal. */
  find(keyId: string): KeyringKey | undefined
  list(match?: { readonly purpose?: KeyPurpose; readonly ownerId?: string }): readonly KeyringKey[]
  /** Resolves when the file without these keys is on the disk. Keys that are gone already are no failure. */
  destroy(keyIds: readonly string[]): Promise<Result<void, KeyringFailureCode>>
  /** Writes everything under the key of a new generation. That write is the moment from which the new one counts. */
  rotateVaultKey(
    sealing: SealingKey,
    former: FormerKeyVersion,
    people: Pick<Station, 'agents' | 'recovery'>,
  ): Promise<Result<void, KeyringFailureCode>>
  /** Drops vault keys under which no row and no frame lies any more. */
  forgetKeyVersions(keyVersions: readonly number[]): Promise<Result<void, KeyringFailureCode>>
  /** Overwrites every key in memory. */
  close(): void
}

export interface KeyringDeps {
  readonly path: string
  readonly vaultId: Uint8Array
  /** The keyring keeps a copy of its own. */
  readonly sealing: SealingKey
  readonly randomBytes: RandomBytes
  /** Told which keys are about to be destroyed, those of custody apart: no backup has those. Keys that it throws for stay. */
  readonly beforeDestroy?: (keyIds: readonly string[]) => Promise<void>
}

interface Content extends Station {
  readonly keys: ReadonlyMap<string, KeyringKey>
}

function byOwner(content: Content): ReadonlyMap<string, readonly KeyringKey[]> {
  return Map.groupBy(content.keys.values(), (key) => key.ownerId)
}

const copyOf = ({ keyId, key }: SealingKey): SealingKey => ({ keyId: Uint8Array.from(keyId), key: copySecret(key) })

const MAGIC = utf8('RAKR')
const VERSION = 2
const PREFIX_LENGTH = 13
const CHECK_LENGTH = 32
const ENTRY_LENGTH = 16 + 1 + KEY_LENGTH + 1

/** Writes the first keyring of a new vault. */
export async function createKeyring(deps: KeyringDeps, station: Omit<Station, 'former'>): Promise<Result<void, FileFailureCode>> {
  return writeContent(deps, 1, { ...station, former: [], keys: new Map() })
}

/** Writes the keyring of a vault that is rebuilt from a backup. */
export async function restoreKeyring(
  deps: KeyringDeps,
  station: Station,
  keys: readonly KeyringKey[],
): Promise<Result<void, FileFailureCode>> {
  return writeContent(deps, 1, { ...station, keys: new Map(keys.map((key) => [toHex(key.keyId), key])) })
}

export async function openKeyring(deps: KeyringDeps): Promise<Result<Keyring, KeyringOpenFailureCode>> {
  const rank = (bytes: Uint8Array) => revOf(deps, bytes)
  const repairs = await repairMirror(deps.path, rank)
  const { bytes } = await readMirrored(deps.path, rank)
  if (bytes === undefined) {
    return err(
      'keyring-missing',
      'The file with the keys of all cases is missing. Nothing was changed and nothing new was made.',
      'Restore the folder from a backup.',
    )
  }
  const read = await readContent(deps, bytes)
  return read === undefined ? whyUnreadable(bytes) : ok(keyring({ ...deps, sealing: copyOf(deps.sealing) }, read, repairs))
}

/**
 * Key id in the head of the newest keyring file that is whole, lower-case hexadecimal: which generation counts, readable without any
 * key. Undefined when neither copy is whole.
 */
export async function findKeyringKeyId(path: string): Promise<string | undefined> {
  const { bytes } = await readMirrored(path, (copy) => splitFile(copy)?.rev)
  const file = bytes && splitFile(bytes)
  const header = file && splitEnvelope(file.envelope)
  return header?.ok ? toHex(header.value.keyId) : undefined
}

function keyring(given: KeyringDeps, first: Read, repairs: Pick<Keyring, 'repaired' | 'secondRepaired'>): Keyring {
  const enqueue = createSequencer()
  let deps = given
  let { rev, content } = first
  let owners: ReturnType<typeof byOwner> | undefined
  let closed = false

  function change(next: (now: Content) => Content, sealing?: SealingKey): Promise<Result<Content, KeyringFailureCode>> {
    return enqueue(async () => {
      if (closed) return locked
      const changed = next(content)
      const fresh = sealing && copyOf(sealing)
      const written = await writeContent(fresh === undefined ? deps : { ...deps, sealing: fresh }, rev + 1, changed)
      if (!written.ok || closed) wipe(fresh?.key)
      if (!written.ok) return written
      rev += 1
      if (closed) {
        wipe(...[...changed.keys.values()].map(({ key }) => key), ...changed.former.map(({ vaultKey }) => vaultKey))
        return locked
      }
      if (fresh !== undefined) {
        wipe(deps.sealing.key)
        deps = { ...deps, sealing: fresh }
      }
      content = changed
      owners = undefined
      return ok(changed)
    })
  }

  return {
    ...repairs,
    get station() {
      const { deviceSeed, agents, recovery, former } = content
      return { deviceSeed, agents, recovery, former }
    },
    async create(wanted) {
      const fresh = wanted.map(({ purpose, ownerId }): KeyringKey => {
        if (!/^[0-9a-zA-Z-]{1,64}$/.test(ownerId)) throw new TypeError('an owner is a random id')
        return { keyId: Uint8Array.from(deps.randomBytes(16)), key: takeSecret(deps.randomBytes(KEY_LENGTH)), purpose, ownerId }
      })
      const done = await change((now) => ({
        ...now,
        keys: new Map([...now.keys, ...fresh.map((key) => [toHex(key.keyId), key] as const)]),
      }))
      if (done.ok) return ok(fresh)
      wipe(...fresh.map(({ key }) => key))
      return done
    },
    find: (keyId) => content.keys.get(keyId),
    list({ purpose, ownerId } = {}) {
      if (ownerId !== undefined) owners ??= byOwner(content)
      const keys = ownerId === undefined ? [...content.keys.values()] : (owners?.get(ownerId) ?? [])
      return keys.filter((key) => (purpose ?? key.purpose) === key.purpose)
    },
    async destroy(keyIds) {
      const gone = keyIds.flatMap((keyId) => content.keys.get(keyId) ?? [])
      if (gone.length === 0 && !closed) return ok()
      try {
        await deps.beforeDestroy?.(gone.flatMap(({ purpose, keyId }) => (purpose === 'custody' ? [] : toHex(keyId))))
      } catch (error) {
        return fileFailure(error)
      }
      const ids = new Set(keyIds)
      const done = await change((now) => ({ ...now, keys: new Map([...now.keys].filter(([keyId]) => !ids.has(keyId))) }))
      if (!done.ok) return done
      wipe(...gone.map(({ key }) => key))
      return ok()
    },
    async rotateVaultKey(sealing, former, { agents, recovery }) {
      const kept = { keyVersion: former.keyVersion, vaultKey: copySecret(former.vaultKey) }
      const done = await change((now) => ({ ...now, agents, recovery, former: [...now.former, kept] }), sealing)
      if (done.ok) return ok()
      wipe(kept.vaultKey)
      return done
    },
    async forgetKeyVersions(keyVersions) {
      const gone = content.former.filter(({ keyVersion }) => keyVersions.includes(keyVersion))
      const done = await change((now) => ({ ...now, former: now.former.filter(({ keyVersion }) => !keyVersions.includes(keyVersion)) }))
      if (!done.ok) return done
      wipe(...gone.map(({ vaultKey }) => vaultKey))
      return ok()
    },
    close() {
      closed = true
      for (const key of content.keys.values()) wipe(key.key)
      wipe(first.plaintext, deps.sealing.key, ...content.former.map(({ vaultKey }) => vaultKey))
      content = {
        deviceSeed: new Uint8Array(KEY_LENGTH),
        agents: [],
        recovery: { publicKey: '', sealingKey: '' },
        former: [],
        keys: new Map(),
      }
      owners = undefined
    },
  }
}

function place(deps: KeyringDeps, rev: number) {
  return { vaultId: deps.vaultId, table: 'keyring', recordId: 'keyring', rev, schema: 1 }
}

async function writeContent(deps: KeyringDeps, rev: number, content: Content): Promise<Result<void, FileFailureCode>> {
  const plaintext = encode(content)
  const envelope = seal(deps.sealing, place(deps, rev), plaintext, deps.randomBytes)
  wipe(plaintext)
  const file = concat(MAGIC, Uint8Array.of(VERSION), unsigned(rev, 8), envelope)
  return writeMirrored(deps.path, concat(file, sha256(file)))
}

/** Nothing when these bytes are not a whole keyring of this vault. */
async function revOf(deps: KeyringDeps, bytes: Uint8Array): Promise<number | undefined> {
  const read = await readContent(deps, bytes)
  if (read === undefined) return undefined
  wipe(read.plaintext)
  return read.rev
}

/**
 * 'RAKR' | version 1 | rev 8 | envelope | SHA-256 over all of it. The hash finds accidents without any key, before it is known which
 * generation counts; the envelope's own seal finds intent.
 */
function splitFile(bytes: Uint8Array): { readonly rev: number; readonly envelope: Uint8Array } | undefined {
  const end = bytes.length - CHECK_LENGTH
  if (end < PREFIX_LENGTH || !isKeyring(bytes) || bytes[4] !== VERSION || !sameBytes(sha256(bytes.subarray(0, end)), bytes.subarray(end)))
    return undefined
  const rev = readUnsigned(bytes, 5, 8)
  return Number.isSafeInteger(rev) ? { rev, envelope: bytes.subarray(PREFIX_LENGTH, end) } : undefined
}

const isKeyring = (bytes: Uint8Array): boolean => sameBytes(bytes.subarray(0, MAGIC.length), MAGIC)

function whyUnreadable(bytes: Uint8Array): Result<never, KeyringOpenFailureCode> {
  const version = isKeyring(bytes) ? (bytes[4] ?? VERSION) : VERSION
  return version < VERSION
    ? err('keyring-older', ...writtenByOlder)
    : version > VERSION
      ? err('keyring-newer', ...writtenByNewer)
      : keyringDamaged
}

interface Read {
  readonly rev: number
  readonly content: Content
  /** In here lie the keys of the content. */
  readonly plaintext: Uint8Array
}

async function readContent(deps: KeyringDeps, bytes: Uint8Array): Promise<Read | undefined> {
  const file = splitFile(bytes)
  if (file === undefined) return undefined
  const { rev } = file
  const opened = await openSecret(deps.sealing, place(deps, rev), file.envelope)
  if (!opened.ok) return undefined
  return { rev, content: decode(opened.value), plaintext: opened.value }
}

/** Device seed, former generations with their number, people as JSON with its length, then per key: id, purpose, key, owner with its length. */
function encode(content: Content): Uint8Array {
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

/** The bytes are authenticated: what does not decode is our own bug and throws. */
function decode(bytes: Uint8Array): Content {
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

const keyringDamaged = err(
  'keyring-damaged',
  'The file with the keys of all cases was altered or damaged. Nothing was opened or changed.',
  'Restore the folder from a backup.',
)
const locked = err('locked', 'RA Desk was locked in the meantime. Nothing was changed.', 'Unlock it and try again.')
