/** Whether every key opens, in either copy. Opening compares the copies only: what is damaged alike in both shows here. */
import type { SealingKey } from './envelope.ts'
import type { KeyCopies } from './key-copies.ts'
import { KEY_FILES } from './key-database.ts'
import type { KeyHeads } from './key-heads.ts'
import { isKeyWhole, readHead } from './sealed-key.ts'

export interface KeysChecked {
  /** Keys that open from neither copy. */
  readonly lost: number
  /** Copies with a key that opens from the other one only: the next opening makes them again. */
  readonly damaged: readonly (typeof KEY_FILES)[number][]
  /** Bytes that were read. */
  readonly bytes: number
}

interface KeysToCheck {
  readonly copies: Pick<KeyCopies, 'entryOfEach'>
  readonly heads: Pick<KeyHeads, 'all' | 'isTaken'>
  /** By id, of every key version. */
  readonly sealingKeys: ReadonlyMap<string, SealingKey>
  readonly vaultId: Uint8Array
}

/** Keys that are checked before other work has its turn: under a millisecond. */
const SLICE = 20

/** `pause` is awaited after each slice, and throws when the check must stop. */
export async function checkKeys({ copies, heads, sealingKeys, vaultId }: KeysToCheck, pause: () => Promise<void>): Promise<KeysChecked> {
  const isWhole = (entry: Uint8Array | undefined): boolean => {
    const under = entry && sealingKeys.get(readHead(entry)?.sealedWith ?? '')
    return entry !== undefined && under !== undefined && isKeyWhole(under, vaultId, entry)
  }
  let [lost, bytes] = [0, 0]
  const damaged = new Set<(typeof KEY_FILES)[number]>()
  for (const [count, place] of heads.all().entries()) {
    if (count % SLICE === SLICE - 1) await pause()
    // Destroyed since the list was made.
    if (!heads.isTaken(place)) continue
    const entries = copies.entryOfEach(place)
    const whole = entries.map(isWhole)
    for (const entry of entries) bytes += entry?.length ?? 0
    if (!whole.includes(true)) lost += 1
    else for (const [copy, name] of KEY_FILES.entries()) if (whole[copy] === false) damaged.add(name)
  }
  return { lost, damaged: [...damaged], bytes }
}
