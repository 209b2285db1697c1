/**
 * Opens both databases of the keyring's keys and makes them the same. The first is written first, so of two states the newer one counts; of
 * two entries that differ in the same state, the one that opens. A copy that differs is made again whole and put in place by a rename.
 * Nothing is set aside: what was destroyed must not stay anywhere.
 */
import { putInPlace, removeUnfinished } from '../files/replace-database.ts'
import { sameBytes } from '../../domain/bytes.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '../../domain/result.ts'
import { asideOf } from '../files/atomic-file.ts'
import {
  areFreePagesWhole,
  closeQuietly,
  createDatabase,
  DatabaseInUse,
  findDatabase,
  isDamage,
  type OpenSqlite,
} from '../files/database.ts'
import { removePatiently } from '../files/held-files.ts'
import type { SealingKey } from './envelope.ts'
import { KEY_FILES, keyDatabase, keysKind, type KeyDatabase, type KeysState } from './key-database.ts'
import { keyHeads, type KeyHeads } from './key-heads.ts'
import { keySlotsBehind } from './key-slots-file.ts'
import { writtenByNewer, writtenByOlder } from './other-version.ts'
import { freeEntry, openKey, readHead } from './sealed-key.ts'
import { wipe } from './wipe.ts'

const SLICE = 1_000

export type KeysOpenFailureCode =
  | 'keyring-missing'
  | 'keyring-damaged'
  | 'keyring-older'
  | 'keyring-newer'
  | 'keyring-in-use'
  | 'key-slots-behind'

export interface KeyDatabasesDeps {
  /** The vault's. */
  readonly folder: string
  readonly vaultId: Uint8Array
  /** By id, of every key version. */
  readonly sealingKeys: ReadonlyMap<string, SealingKey>
  readonly openSqlite?: OpenSqlite | undefined
}

export interface OpenedKeyDatabases {
  readonly first: KeyDatabase
  readonly second: KeyDatabase
  readonly state: KeysState
  /** What is in each place. */
  readonly heads: KeyHeads
  readonly repaired: boolean
  readonly secondRepaired: boolean
  /** Keys that neither copy has any more; below zero when there are keys too many. */
  readonly lost: number
}

interface Look {
  readonly name: (typeof KEY_FILES)[number]
  /** `other-key`: written under a key version that the keyring does not know. */
  readonly found: 'whole' | 'missing' | 'damaged' | 'older' | 'newer' | 'other-key'
  readonly keys?: KeyDatabase
  readonly state?: KeysState
}
type Whole = Required<Look>

export async function openKeyDatabases(deps: KeyDatabasesDeps): Promise<Result<OpenedKeyDatabases, KeysOpenFailureCode>> {
  const looks: Look[] = []
  const close = () => looks.forEach(({ keys }) => closeQuietly(keys?.database))
  try {
    for (const name of KEY_FILES) looks.push(look(deps, name))
    const whole = looks.filter((each): each is Whole => each.found === 'whole')
    const [base] = whole.toSorted((one, other) => other.state.rev - one.state.rev)
    if (base !== undefined) return ok(await makeSame(deps, base, looks))
    close()
    return refusal(looks.map(({ found }) => found))
  } catch (error) {
    close()
    if (error instanceof DatabaseInUse) return inUse
    throw error
  }
}

function look({ folder, vaultId, sealingKeys, openSqlite }: KeyDatabasesDeps, name: Look['name']): Look {
  const path = join(folder, name)
  removeUnfinished(path)
  const opened = findDatabase(path, keysKind, openSqlite)
  if (opened.state !== 'open') return { name, found: opened.state }
  let found: Look['found'] = 'damaged'
  try {
    const keys = keyDatabase(opened.database, vaultId, sealingKeys)
    const state = keys.state()
    if (state !== undefined && areFreePagesWhole(opened.database)) return { name, found: 'whole', keys, state }
    if (keys.isUnderOtherKey()) found = 'other-key'
  } catch (error) {
    if (!isDamage(error)) throw error
  }
  closeQuietly(opened.database)
  return { name, found }
}

async function makeSame(deps: KeyDatabasesDeps, base: Whole, looks: readonly Look[]): Promise<OpenedKeyDatabases> {
  const { state } = base
  const [first, second] = KEY_FILES.map((name) => looks.find((each) => each.name === name))
  const same = first && second && findSame(first, second)
  if (same !== undefined) return { ...same, state, repaired: false, secondRepaired: false, lost: state.keys - same.heads.count() }
  const sources = [base, ...looks.filter((each) => each !== base)].map((each) => ({
    ...each,
    entries: each.keys?.entries(state.places) ?? [],
  }))
  const isSameState = sources.every((source) => source.state?.rev === state.rev)
  const entries = Array.from({ length: state.places }, (_, index) => {
    const candidates = sources.flatMap((source) => source.entries[index] ?? [])
    const [here, there] = [sources[0]!.entries[index], sources[1]?.entries[index]]
    if (here !== undefined && (!isSameState || (there !== undefined && sameBytes(here, there)))) return here
    return candidates.find((entry) => isGood(deps, entry)) ?? freeEntry()
  })
  const now: Record<string, KeyDatabase> = {}
  const made = new Set<string>()
  for (const source of sources) {
    const isSame =
      source.state?.rev === state.rev &&
      entries.every((entry, index) => source.entries[index] !== undefined && sameBytes(entry, source.entries[index]!))
    now[source.name] = isSame ? source.keys! : await makeAgain(deps, source, entries, state)
    // A power cut between the two writes of one change leaves the second one behind: that is no damage.
    const isUsual = source.name === KEY_FILES[1] && source.state?.rev === state.rev - 1
    if (!isSame && !isUsual) made.add(source.name)
  }
  const heads = keyHeads()
  for (const [index, entry] of entries.entries()) heads.read(entry, index + 1)
  return {
    first: now[KEY_FILES[0]]!,
    second: now[KEY_FILES[1]]!,
    state,
    heads,
    repaired: made.has(KEY_FILES[0]),
    secondRepaired: made.has(KEY_FILES[1]),
    lost: state.keys - heads.count(),
  }
}

/** Two whole copies of one state, entry for entry the same: what is there at nearly every opening, read in slices. */
function findSame(one: Look, other: Look): Pick<OpenedKeyDatabases, 'first' | 'second' | 'heads'> | undefined {
  if (one.keys === undefined || other.keys === undefined || one.state?.rev !== other.state?.rev) return undefined
  const places = one.state?.places ?? 0
  const heads = keyHeads()
  try {
    for (let after = 0; after < places; after += SLICE) {
      const upTo = Math.min(after + SLICE, places)
      const [here, there] = [one.keys.slice(after, upTo), other.keys.slice(after, upTo)]
      if (here.length !== upTo - after || there.length !== here.length) return undefined
      if (!here.every((entry, index) => sameBytes(entry, there[index]!))) return undefined
      for (const [index, entry] of here.entries()) heads.read(entry, after + 1 + index)
    }
  } catch (error) {
    if (isDamage(error)) return undefined
    throw error
  }
  return { first: one.keys, second: other.keys, heads }
}

/** A free place, or an entry that opens. */
function isGood({ vaultId, sealingKeys }: KeyDatabasesDeps, entry: Uint8Array): boolean {
  const head = readHead(entry)
  if (head === undefined) return entry.every((byte) => byte === 0)
  const sealing = sealingKeys.get(head.sealedWith)
  const key = sealing && openKey(sealing, vaultId, entry)
  wipe(key)
  return key !== undefined
}

async function makeAgain(
  deps: KeyDatabasesDeps,
  { name, keys }: Look,
  entries: readonly Uint8Array[],
  state: KeysState,
): Promise<KeyDatabase> {
  closeQuietly(keys?.database)
  const path = join(deps.folder, name)
  writeKeyDatabase(asideOf(path), deps, entries, state)
  for (const old of [`${path}-wal`, path]) await removePatiently(old)
  await putInPlace(path)
  const again = look(deps, name)
  if (again.keys === undefined) throw new Error('a database of keys that was made again does not open')
  return again.keys
}

/** Writes a whole database and closes it. Failures of the disk throw. */
export function writeKeyDatabase(
  path: string,
  { vaultId, sealingKeys, openSqlite }: Omit<KeyDatabasesDeps, 'folder'>,
  entries: readonly Uint8Array[],
  state: KeysState,
): void {
  const database = createDatabase(path, keysKind, openSqlite)
  try {
    keyDatabase(database, vaultId, sealingKeys).write({ entries: entries.map((entry, index) => ({ place: index + 1, entry })), state })
  } finally {
    database.close()
  }
  if (existsSync(`${path}-wal`)) throw new Error('a database of keys was not closed whole')
}

function refusal(found: readonly Look['found'][]): Result<never, KeysOpenFailureCode> {
  if (found.includes('newer')) return err('keyring-newer', ...writtenByNewer)
  if (found.includes('older')) return err('keyring-older', ...writtenByOlder)
  if (found.includes('other-key')) return keySlotsBehind
  return found.every((each) => each === 'missing') ? keyringMissing : keyringDamaged
}

const inUse = err(
  'keyring-in-use',
  'The data of RA Desk on this computer is open in another RA Desk or another program. Nothing was changed.',
  'Close the other one, then try again.',
)
export const keyringMissing = err(
  'keyring-missing',
  'The file with the keys of all cases is missing. Nothing was changed and nothing new was made.',
  'Restore the folder from a backup.',
)
export const keyringDamaged = err(
  'keyring-damaged',
  'The file with the keys of all cases was altered or damaged. Nothing was opened or changed.',
  'Restore the folder from a backup.',
)
