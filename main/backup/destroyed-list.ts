/**
 * The workstation's own list of destroyed keys, under a MAC. After the ids of each addition comes a line
 *
 *     mac <key version> <ids of this addition> <ids of all additions> <HMAC-SHA-256>
 *
 * over the number and the hash of all ids that were added so. Ids between additions came from the list beside the backups: a restore leaves
 * their keys out, too, but no key is destroyed because of them, since anybody could write them.
 */
import { createHash, createHmac, type Hash } from 'node:crypto'
import { join } from 'node:path'
import { fromHex, unsigned } from '../../domain/bytes.ts'
import { appendDurably, findFile } from '../files/atomic-file.ts'
import { isSameMac } from '../files/same-mac.ts'
import type { DestroyedKeys, OpenDestroyedKeys } from '../vault/vault-revisions.ts'
import { destroyedKeysName, readDestroyedKeys, writeDestroyedKeys } from './destroyed-keys.ts'

type MacKeys = ReadonlyMap<number, Uint8Array>

interface Addition {
  readonly keyVersion: number
  readonly ids: readonly string[]
  /** Of this and all earlier additions. */
  readonly total: number
  readonly mac: string
}

interface ReadList {
  readonly additions: readonly Addition[]
  /** A line that claims an addition which is not there. */
  readonly isBroken: boolean
}

const MAC_LINE = /^mac (\d{1,10}) (\d{1,10}) (\d{1,15}) ([0-9a-f]{64})$/
const ID_LINE = /^[0-9a-f]{32}$/

function readList(text: string): ReadList {
  const additions: Addition[] = []
  let ids: string[] = []
  let isBroken = false
  for (const line of text.split('\n')) {
    if (ID_LINE.test(line)) ids.push(line)
    const found = MAC_LINE.exec(line)
    if (found === null) continue
    const [keyVersion, count, total] = found.slice(1, 4).map(Number) as [number, number, number]
    if (count > ids.length) isBroken = true
    additions.push({ keyVersion, ids: ids.slice(Math.max(0, ids.length - count)), total, mac: found[4]! })
    ids = []
  }
  return { additions, isBroken }
}

interface Counted {
  readonly hash: Hash
  readonly count: number
}

const noIds = (): Counted => ({ hash: createHash('sha256'), count: 0 })
const digestOf = ({ hash }: Counted): string => hash.copy().digest('hex')

/** Changes the hash of `before`. */
function counted({ hash, count }: Counted, ids: readonly string[]): Counted {
  hash.update(ids.join(''))
  return { hash, count: count + ids.length }
}

function macOf(key: Uint8Array, vaultId: string, now: Counted): Buffer {
  return createHmac('sha256', key)
    .update('ra/v2/destroyed-keys')
    .update(fromHex(vaultId))
    .update(unsigned(now.count, 8))
    .update(digestOf(now))
    .digest()
}

/** How many of the additions are as they were made: each MAC is over all ids before it, so as a rule only the last is looked at. */
function countWhole({ additions }: ReadList, vaultId: string, keys: MacKeys): number {
  const isWhole = ({ keyVersion, total, mac }: Addition, now: Counted) => {
    const key = keys.get(keyVersion)
    return key !== undefined && total === now.count && isSameMac(Buffer.from(mac, 'hex'), macOf(key, vaultId, now))
  }
  const last = additions.at(-1)
  if (last === undefined) return 0
  if (
    isWhole(
      last,
      counted(
        noIds(),
        additions.flatMap(({ ids }) => ids),
      ),
    )
  )
    return additions.length
  let whole = 0
  let now = noIds()
  for (const [index, addition] of additions.entries()) {
    now = counted(now, addition.ids)
    if (isWhole(addition, now)) whole = index + 1
  }
  return whole
}

export const openDestroyedKeys: OpenDestroyedKeys = async ({ folder, vaultId, keys }): Promise<DestroyedKeys> => {
  const path = join(folder, destroyedKeysName(vaultId))
  const bytes = await findFile(path).catch(() => undefined)
  const list = readList(bytes === undefined ? '' : new TextDecoder().decode(bytes))
  const whole = countWhole(list, vaultId, keys())
  const isAltered = list.isBroken || whole < list.additions.length
  const ids = list.additions.slice(0, whole).flatMap((addition) => addition.ids)
  const known = new Set(ids)
  let now = counted(noIds(), ids)
  /** What cannot be believed is no addition any more, so that the next one can be checked again. */
  let mustWriteWhole = isAltered

  const additionOf = (added: readonly string[], after: Counted): string => {
    const keyVersion = Math.max(...keys().keys())
    const mac = macOf(keys().get(keyVersion)!, vaultId, after).toString('hex')
    // A power cut may have left half a line: end it first, so that the next id stands on a line of its own.
    return `\n${[...added, `mac ${keyVersion} ${added.length} ${after.count} ${mac}`].join('\n')}\n`
  }

  async function writeWhole(): Promise<void> {
    const others = [...(await readDestroyedKeys([folder], vaultId))].filter((keyId) => !known.has(keyId))
    await writeDestroyedKeys(folder, vaultId, `${others.join('\n')}${additionOf(ids, now)}`)
    mustWriteWhole = false
  }
  if (mustWriteWhole) await writeWhole().catch(() => undefined)

  return {
    ids,
    isAltered,
    now: () => ({ count: now.count, hash: digestOf(now) }),
    hashOfFirst: (count) => (count > ids.length ? undefined : digestOf(counted(noIds(), ids.slice(0, count)))),
    async add(keyIds) {
      const added = [...new Set(keyIds)].filter((keyId) => !known.has(keyId))
      if (added.length === 0) return
      if (mustWriteWhole) await writeWhole()
      const after = counted({ hash: now.hash.copy(), count: now.count }, added)
      // If it fails, all of it may be there or none.
      mustWriteWhole = true
      await appendDurably(path, additionOf(added, after))
      mustWriteWhole = false
      now = after
      ids.push(...added)
      for (const keyId of added) known.add(keyId)
    },
  }
}
