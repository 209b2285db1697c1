/**
 * The keyring: one random key per case, per evidence set and per secret in custody, in one file sealed under the vault key.
 * Destroying a key is writing the file without it; everything sealed with it, here or in any copy, is then noise. A key is on the
 * disk before anyone gets it, so nothing can be sealed with a key that a power cut takes away.
 */
import { concat, readUnsigned, toHex, unsigned, utf8 } from '../../domain/record/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { FileFailureCode } from './atomic-file.ts'
import { open, seal, type SealingKey } from './envelope.ts'
import { KEY_LENGTH } from './keys.ts'
import type { RandomBytes } from './random-id.ts'
import { turns } from './turns.ts'
import { healTwice, readTwice, writeTwice } from './twin-file.ts'
import { wipe } from './wipe.ts'

export const keyPurposes = ['case', 'evidence', 'custody'] as const
export type KeyPurpose = (typeof keyPurposes)[number]

export interface KeyringKey extends SealingKey {
  readonly purpose: KeyPurpose
  /** Random id of the case or evidence set it belongs to. */
  readonly ownerId: string
}

/** An agent as the station knows them; names are in here because here they are sealed. */
export interface KnownAgent {
  readonly id: string
  readonly name: string
  /** Ed25519 public keys in base64, newest last: recovery makes a new one, and older signatures must still verify. */
  readonly publicKeys: readonly string[]
}

export interface Station {
  /** Seed of the workstation's Ed25519 key, which signs checkpoints. */
  readonly deviceSeed: Uint8Array
  readonly agents: readonly KnownAgent[]
}

export type KeyringFailureCode = FileFailureCode | 'locked'
export type KeyringOpenFailureCode = 'keyring-missing' | 'keyring-damaged'

export interface Keyring {
  /** The file was damaged, and its second copy was used. */
  readonly mended: boolean
  /** The second copy was damaged, missing or older, and was made again from the first. */
  readonly secondMended: boolean
  readonly station: Station
  /** One write for all. */
  create(wanted: readonly { readonly purpose: KeyPurpose; readonly ownerId: string }[]): Promise<Result<readonly KeyringKey[], KeyringFailureCode>>
  /** By id in lower-case hexadecimal. */
  find(keyId: string): KeyringKey | undefined
  list(match?: { readonly purpose?: KeyPurpose; readonly ownerId?: string }): readonly KeyringKey[]
  /** Resolves when the file without these keys is on the disk. Keys that are gone already are no failure. */
  destroy(keyIds: readonly string[]): Promise<Result<void, KeyringFailureCode>>
  setAgents(agents: readonly KnownAgent[]): Promise<Result<void, KeyringFailureCode>>
  /** Overwrites every key in memory. */
  close(): void
}

export interface KeyringParts {
  readonly path: string
  readonly vaultId: Uint8Array
  readonly sealing: SealingKey
  readonly randomBytes: RandomBytes
}

interface Content extends Station {
  readonly keys: ReadonlyMap<string, KeyringKey>
}

function byOwner(content: Content): ReadonlyMap<string, readonly KeyringKey[]> {
  return Map.groupBy(content.keys.values(), (key) => key.ownerId)
}

const MAGIC = utf8('RAKR')
const PREFIX_LENGTH = 13
const ENTRY_LENGTH = 16 + 1 + KEY_LENGTH + 1

/** Writes the first keyring of a new vault. */
export async function createKeyring(parts: KeyringParts, station: Station): Promise<Result<void, FileFailureCode>> {
  return writeContent(parts, 1, { ...station, keys: new Map() })
}

export async function openKeyring(parts: KeyringParts): Promise<Result<Keyring, KeyringOpenFailureCode>> {
  const rank = (bytes: Uint8Array): number | undefined => revOf(parts, bytes)
  const healed = await healTwice(parts.path, rank)
  const { bytes } = await readTwice(parts.path, rank)
  if (bytes === undefined) {
    return err('keyring-missing', 'The file with the keys of all cases is missing. Nothing was changed and nothing new was made.', 'Restore the folder from a backup.')
  }
  const read = readContent(parts, bytes)
  return read === undefined ? keyringDamaged : ok(keyring(parts, read.rev, read.content, healed))
}

function keyring(parts: KeyringParts, firstRev: number, first: Content, healed: Pick<Keyring, 'mended' | 'secondMended'>): Keyring {
  const inTurn = turns()
  let rev = firstRev
  let content = first
  let owners: ReturnType<typeof byOwner> | undefined
  let closed = false

  function change(next: (now: Content) => Content): Promise<Result<Content, KeyringFailureCode>> {
    return inTurn(async () => {
      if (closed) return locked
      const changed = next(content)
      const written = await writeContent(parts, rev + 1, changed)
      if (!written.ok) return written
      rev += 1
      if (closed) {
        for (const key of changed.keys.values()) wipe(key.key)
        return locked
      }
      content = changed
      owners = undefined
      return ok(changed)
    })
  }

  return {
    ...healed,
    get station() {
      return { deviceSeed: content.deviceSeed, agents: content.agents }
    },
    async create(wanted) {
      const fresh = wanted.map(({ purpose, ownerId }): KeyringKey => {
        if (!/^[0-9a-zA-Z-]{1,64}$/.test(ownerId)) throw new TypeError('an owner is a random id')
        return { keyId: Uint8Array.from(parts.randomBytes(16)), key: Uint8Array.from(parts.randomBytes(KEY_LENGTH)), purpose, ownerId }
      })
      const done = await change((now) => ({ ...now, keys: new Map([...now.keys, ...fresh.map((key) => [toHex(key.keyId), key] as const)]) }))
      if (done.ok) return ok(fresh)
      wipe(...fresh.map(({ key }) => key))
      return done
    },
    find: (keyId) => content.keys.get(keyId),
    list({ purpose, ownerId } = {}) {
      if (ownerId !== undefined) owners ??= byOwner(content)
      const keys = ownerId === undefined ? [...content.keys.values()] : owners?.get(ownerId) ?? []
      return keys.filter((key) => (purpose ?? key.purpose) === key.purpose)
    },
    async destroy(keyIds) {
      const gone = keyIds.flatMap((keyId) => content.keys.get(keyId) ?? [])
      if (gone.length === 0 && !closed) return ok()
      const ids = new Set(keyIds)
      const done = await change((now) => ({ ...now, keys: new Map([...now.keys].filter(([keyId]) => !ids.has(keyId))) }))
      if (!done.ok) return done
      wipe(...gone.map(({ key }) => key))
      return ok()
    },
    async setAgents(agents) {
      const done = await change((now) => ({ ...now, agents }))
      return done.ok ? ok() : done
    },
    close() {
      closed = true
      for (const key of content.keys.values()) wipe(key.key)
      wipe(content.deviceSeed)
      content = { deviceSeed: new Uint8Array(KEY_LENGTH), agents: [], keys: new Map() }
      owners = undefined
    },
  }
}

function place(parts: KeyringParts, rev: number) {
  return { vaultId: parts.vaultId, table: 'keyring', recordId: 'keyring', rev, schema: 1 }
}

async function writeContent(parts: KeyringParts, rev: number, content: Content): Promise<Result<void, FileFailureCode>> {
  const plaintext = encode(content)
  const envelope = seal(parts.sealing, place(parts, rev), plaintext, parts.randomBytes)
  wipe(plaintext)
  return writeTwice(parts.path, concat(MAGIC, Uint8Array.of(1), unsigned(rev, 8), envelope))
}

/** Nothing when these bytes are not a whole keyring of this vault. */
function revOf(parts: KeyringParts, bytes: Uint8Array): number | undefined {
  const read = readContent(parts, bytes)
  if (read === undefined) return undefined
  wipe(read.content.deviceSeed, ...[...read.content.keys.values()].map(({ key }) => key))
  return read.rev
}

function readContent(parts: KeyringParts, bytes: Uint8Array): { rev: number; content: Content } | undefined {
  if (bytes.length < PREFIX_LENGTH || toHex(bytes.subarray(0, 5)) !== toHex(concat(MAGIC, Uint8Array.of(1)))) return undefined
  const rev = readUnsigned(bytes, 5, 8)
  if (!Number.isSafeInteger(rev)) return undefined
  const opened = open(parts.sealing, place(parts, rev), bytes.subarray(PREFIX_LENGTH))
  if (!opened.ok) return undefined
  try {
    return { rev, content: decode(opened.value) }
  } finally {
    wipe(opened.value)
  }
}

/** Device seed, agents as JSON with its length, then per key: id, purpose, key, owner with its length. */
function encode(content: Content): Uint8Array {
  const agents = utf8(JSON.stringify(content.agents))
  const owners = [...content.keys.values()].map((key) => utf8(key.ownerId))
  const bytes = new Uint8Array(KEY_LENGTH + 4 + agents.length + 4 + owners.reduce((length, owner) => length + ENTRY_LENGTH + owner.length, 0))
  let offset = 0
  const put = (part: Uint8Array) => {
    bytes.set(part, offset)
    offset += part.length
  }
  put(content.deviceSeed)
  put(unsigned(agents.length, 4))
  put(agents)
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
    return bytes.slice(offset - length, offset)
  }
  const text = new TextDecoder()
  const deviceSeed = take(KEY_LENGTH)
  const agents = JSON.parse(text.decode(take(readUnsigned(take(4), 0, 4)))) as KnownAgent[]
  const count = readUnsigned(take(4), 0, 4)
  const keys = new Map<string, KeyringKey>()
  for (let index = 0; index < count; index += 1) {
    const keyId = take(16)
    const purpose = keyPurposes[take(1)[0]!]!
    const key = take(KEY_LENGTH)
    const ownerId = text.decode(take(take(1)[0]!))
    keys.set(toHex(keyId), { keyId, purpose, key, ownerId })
  }
  return { deviceSeed, agents, keys }
}

const keyringDamaged = err('keyring-damaged', 'The file with the keys of all cases was altered or damaged. Nothing was opened or changed.', 'Restore the folder from a backup.')
const locked = err('locked', 'RA Desk was locked in the meantime. Nothing was changed.', 'Unlock it and try again.')
