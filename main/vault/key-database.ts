/** One of the two databases of the keyring's keys: places of one length, and the state after the last change under a MAC. */
import { isSameMac } from '../files/same-mac.ts'
import { findJson } from '../../domain/find-json.ts'
import { createHmac } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { toHex } from '../../domain/bytes.ts'
import { blobOf, integerOf, textOf } from '../files/columns.ts'
import { isDamage, transaction, type DatabaseKind } from '../files/database.ts'
import type { SealingKey } from './envelope.ts'

export const KEY_FILES = ['keys.db', 'keys-second.db'] as const

export const keysKind: DatabaseKind = {
  applicationId: 0x52_41_44_4b,
  version: 1,
  schema: `
    CREATE TABLE places (place INTEGER PRIMARY KEY, entry BLOB NOT NULL) STRICT;
    CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL, mac BLOB NOT NULL) STRICT;
  `,
}

const whole = z.number().int().nonnegative()
const state = z.strictObject({
  /** Goes up with each change. */
  rev: whole,
  /** How many places there are, free ones included. */
  places: whole,
  /** How many keys there are. */
  keys: whole,
  /** Id of the key that the MAC is made with. */
  sealedWith: z.string(),
})
export type KeysState = z.infer<typeof state>

export interface KeysChange {
  readonly entries: readonly { readonly place: number; readonly entry: Uint8Array }[]
  readonly state: KeysState
}

export type KeyDatabase = ReturnType<typeof keyDatabase>

/** `sealingKeys`: by id, of every key version. */
export function keyDatabase(database: DatabaseSync, vaultId: Uint8Array, sealingKeys: ReadonlyMap<string, SealingKey>) {
  const find = database.prepare('SELECT entry FROM places WHERE place = ?')
  const all = database.prepare('SELECT place, entry FROM places ORDER BY place')
  const put = database.prepare('INSERT INTO places VALUES (?, ?) ON CONFLICT (place) DO UPDATE SET entry = excluded.entry')
  const between = database.prepare('SELECT entry FROM places WHERE place > ? AND place <= ? ORDER BY place')
  // Hundreds of thousands at each unlock: an array for each takes two thirds of the time of an object.
  between.setReturnArrays(true)
  const readState = database.prepare('SELECT body, mac FROM state WHERE id = 1')
  const putState = database.prepare(
    'INSERT INTO state VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body, mac = excluded.mac',
  )
  const macOf = (body: string, { key }: SealingKey) =>
    createHmac('sha256', key).update('ra/v2/keyring-state').update(vaultId).update(body).digest()

  const readBody = () => {
    const raw = readState.get()
    const stored = raw && { body: textOf(raw, 'body'), mac: blobOf(raw, 'mac') }
    return { stored, parsed: state.safeParse(stored && findJson(stored.body)) }
  }

  const findEntry = (place: number): Uint8Array | undefined => {
    try {
      const found = find.get(place)
      return found && blobOf(found, 'entry')
    } catch (error) {
      if (isDamage(error)) return undefined
      throw error
    }
  }

  return {
    database,
    find: findEntry,
    /** The state, if it was written for this vault under a known key. */
    state(): KeysState | undefined {
      const { stored, parsed } = readBody()
      const sealing = parsed.success ? sealingKeys.get(parsed.data.sealedWith) : undefined
      if (stored === undefined || !parsed.success || sealing === undefined) return undefined
      return isSameMac(stored.mac, macOf(stored.body, sealing)) ? parsed.data : undefined
    },
    /** Whether the state says that it was written under a key that is not known, as of a later key version. Good for words only. */
    isUnderOtherKey(): boolean {
      const { parsed } = readBody()
      return parsed.success && !sealingKeys.has(parsed.data.sealedWith)
    },
    /** The entries after a place up to another; fewer when one is not there. Damage throws. */
    slice: (after: number, upTo: number) => between.all(after, upTo).map((raw) => blobOf(raw, 0)),
    /** Every place in order; nothing where one does not read. */
    entries(places: number): (Uint8Array | undefined)[] {
      const found = Array.from({ length: places }, (): Uint8Array | undefined => undefined)
      try {
        for (const raw of all.iterate()) {
          const place = integerOf(raw, 'place')
          if (place >= 1 && place <= places) found[place - 1] = blobOf(raw, 'entry')
        }
        return found
      } catch (error) {
        if (!isDamage(error)) throw error
        return found.map((_, index) => findEntry(index + 1))
      }
    },
    /** All of it in one transaction; on the disk when it returns. */
    write({ entries, state: next }: KeysChange): void {
      const body = JSON.stringify(next)
      const sealing = sealingKeys.get(next.sealedWith)
      if (sealing === undefined) throw new Error('the keys are written under a key that is not known')
      transaction(database, () => {
        for (const { place, entry } of entries) put.run(place, entry)
        putState.run(body, macOf(body, sealing))
      })
    },
  }
}

export const noKeys = (sealing: SealingKey): KeysState => ({ rev: 0, places: 0, keys: 0, sealedWith: toHex(sealing.keyId) })
