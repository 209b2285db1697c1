/** What damage did to files of the vault, before the station is opened, and whether it is undone afterwards. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HIGH_WATER_MARK } from '../../main/record/high-water-mark.ts'
import { toHex } from '../../domain/bytes.ts'
import { readHead } from '../../main/vault/sealed-key.ts'
import { databaseContent, isSameContent, withCopy } from '../support/database-content.ts'
import { copyOf } from './damage-originals.ts'

export type Effect = 'same bytes' | 'unused bytes' | 'some'

/**
 * On the vault: `same bytes`; `unused bytes`, when every database reads the same in SQLite as before, and the high-water mark has the same two
 * places in the other order; or `some`.
 */
export async function effectOf(
  { master }: { readonly master: string },
  copy: string,
  damaged: readonly string[],
  scratch: string,
): Promise<Effect> {
  let effect: Effect = 'same bytes'
  for (const name of damaged.filter(isInVault)) {
    const [before, after] = await Promise.all([master, copy].map((each) => readFile(join(each, name)).catch(() => undefined)))
    if (before === after || (before !== undefined && after !== undefined && Buffer.compare(before, after) === 0)) continue
    const { database } = copyOf(name)
    if (database === undefined) {
      if (name !== MARK || before === undefined || !hasSamePlaces(before, after)) return 'some'
      effect = 'unused bytes'
      continue
    }
    const [was, is] = [await databaseContent(join(master, database), scratch), await databaseContent(join(copy, database), scratch)]
    if (!isSameContent(was, is) && !(await isSameThatCounts(join(master, database), join(copy, database), scratch))) return 'some'
    effect = 'unused bytes'
  }
  return effect
}

/** Which of its two places is written first means nothing: the higher number counts. */
const MARK = `vault/${HIGH_WATER_MARK}`
function hasSamePlaces(before: Uint8Array, after: Uint8Array | undefined): boolean {
  const half = before.length / 2
  const turned = Buffer.concat([before.subarray(half), before.subarray(0, half)])
  return after !== undefined && Buffer.compare(turned, after) === 0
}

/**
 * Free places of the databases of keys may hold anything that is no key: they are written before they are read. Hashes of older frames only
 * tell whether one copy of the record is an earlier state of the other; where they do not, it is made again.
 */
async function isSameThatCounts(before: string, after: string, scratch: string): Promise<boolean> {
  const countsIn = /keys(-second)?\.db$/.test(before) ? keysIn : /record(-second)?\.db$/.test(before) ? rowsIn : undefined
  if (countsIn === undefined) return false
  const [was, is] = [await countsIn(before, scratch), await countsIn(after, scratch)]
  return is !== undefined && was?.join() === is.join()
}

/** Also its state. */
async function keysIn(path: string, scratch: string): Promise<readonly string[] | undefined> {
  return withCopy(path, scratch, (database) => [
    ...database
      .prepare('SELECT body, hex(mac) AS mac FROM state')
      .all()
      .map((row) => JSON.stringify(row)),
    ...database
      .prepare('SELECT place, entry FROM places ORDER BY place')
      .all()
      .flatMap(({ place, entry }) =>
        readHead(entry as Uint8Array) === undefined ? [] : [`${String(place)} ${toHex(entry as Uint8Array)}`],
      ),
  ]).catch(() => undefined)
}

const rowsIn = (path: string, scratch: string): Promise<readonly string[] | undefined> =>
  withCopy(path, scratch, (database) =>
    ['rows', 'bodies', 'entries', 'head'].flatMap((table) =>
      database
        .prepare(`SELECT * FROM ${table} ORDER BY rowid`)
        .all()
        .map((row) => JSON.stringify(Object.values(row).map((each) => (each instanceof Uint8Array ? toHex(each) : each)))),
    ),
  ).catch(() => undefined)

export const isInVault = (name: string): boolean => name.startsWith('vault/')

/** What may be repaired without a word: free pages of scans, and the second copy of the keys when it is one change behind, as a power cut leaves it. */
const MAY_BE_REPAIRED = /^vault\/(?:scans|keys-second)\.db(?:-wal)?$/

/** Whether the databases have the content again that they had before the damage. */
export async function isRepaired(
  { master }: { readonly master: string },
  copy: string,
  damaged: readonly string[],
  scratch: string,
): Promise<boolean> {
  for (const name of damaged) {
    const { database } = copyOf(name)
    if (database === undefined || !MAY_BE_REPAIRED.test(name)) return false
    const [was, is] = await Promise.all(
      [master, copy].map((each, index) => databaseContent(join(each, database), `${scratch}-${index}`, 'copies')),
    )
    if (!isSameContent(was!, is!)) return false
  }
  return true
}
