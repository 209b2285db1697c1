/**
 * How far the files of the vault have got: what the record's head and the high-water mark hold of them with each act. A file may be ahead of
 * that, because it is written before the act. It is never behind, unless an older copy was put in its place.
 */
import { z } from 'zod'

const whole = z.number().int().nonnegative()
const hex32 = z.string().regex(/^[0-9a-f]{64}$/)

export const vaultRevisions = z.strictObject({
  /** Of `key-slots.json`; the hash because anybody can write its number. */
  keySlots: z.strictObject({ rev: whole, hash: hex32 }),
  /** Of `keyring.bin`, which is sealed with its number. */
  keyring: whole,
  /** Of the databases of keys, whose number and count of keys have a MAC. */
  keys: whole,
  /** Of the list of destroyed keys: how many ids this workstation added, and the hash over them. */
  destroyed: z.strictObject({ count: whole, hash: hex32 }),
})
export type VaultRevisions = z.infer<typeof vaultRevisions>
export type KeySlotsRevision = VaultRevisions['keySlots']
type ListRevision = VaultRevisions['destroyed']

export interface WatchedFiles {
  readonly atOpening: VaultRevisions
  now(): VaultRevisions
  /** Hash over the first so many ids of the list of destroyed keys; nothing when it has fewer. */
  hashOfDestroyed(count: number): string | undefined
  /** Places in that list, from 0, of the keys that were there all the same at opening, and were destroyed again. */
  readonly revived: readonly number[]
}

export type WatchedFile = keyof VaultRevisions

/** The files that are behind what the record knew of them. */
export function findBehind(known: VaultRevisions, { atOpening, hashOfDestroyed }: WatchedFiles): WatchedFile[] {
  const { keySlots, keyring, keys, destroyed } = atOpening
  const isBehind: Readonly<Record<WatchedFile, boolean>> = {
    keySlots: keySlots.rev < known.keySlots.rev || (keySlots.rev === known.keySlots.rev && keySlots.hash !== known.keySlots.hash),
    keyring: keyring < known.keyring,
    keys: keys < known.keys,
    destroyed: destroyed.count < known.destroyed.count || hashOfDestroyed(known.destroyed.count) !== known.destroyed.hash,
  }
  return (Object.keys(isBehind) as WatchedFile[]).filter((file) => isBehind[file])
}

/** The list of destroyed keys, as the vault uses it. Only what it added itself, under its MAC, is believed. */
export interface DestroyedKeys {
  /** In the order in which they were added, lower-case hexadecimal. */
  readonly ids: readonly string[]
  /** The list was shortened or changed. */
  readonly isAltered: boolean
  now(): ListRevision
  hashOfFirst(count: number): string | undefined
  /** On the disk when it resolves; failures of the disk reject. Ids that it has are left out. */
  add(keyIds: readonly string[]): Promise<void>
}

export type OpenDestroyedKeys = (at: {
  /** The app's data folder. */
  readonly folder: string
  /** Lower-case hexadecimal. */
  readonly vaultId: string
  /** MAC keys by key version; the newest makes the next MAC. */
  readonly keys: () => ReadonlyMap<number, Uint8Array>
}) => Promise<DestroyedKeys>
