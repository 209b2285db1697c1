/**
 * The list of destroyed keys: their ids only, which are random and say nothing of a case. It lies outside the vault's folder and beside
 * the backups, so that an older backup cannot bring back what was erased after it was made, even if the vault itself is lost.
 */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { utf8 } from '../../domain/bytes.ts'
import { appendDurably, writeFileAtomically } from '../files/atomic-file.ts'

export const destroyedKeysName = (vaultId: string): string => `ra-desk-${vaultId.slice(0, 8)}-destroyed-keys.txt`

/**
 * Adds ids to the list of a folder; on the disk when it resolves. Call it before the keys are destroyed: an id too many does no harm,
 * an id too few would let a backup bring its key back.
 */
export async function addDestroyedKeys(folder: string, vaultId: string, keyIds: readonly string[]): Promise<void> {
  if (keyIds.length === 0) return
  // A power cut may have left half a line: end it first, so that the next id stands on a line of its own.
  await appendDurably(join(folder, destroyedKeysName(vaultId)), `\n${keyIds.join('\n')}\n`)
}

/**
 * Replaces the list of a folder. Never by a shorter one: its length tells whether something was erased since (`lengthOfDestroyedKeys`), so
 * empty lines fill it up.
 */
export async function writeDestroyedKeys(folder: string, vaultId: string, text: string): Promise<void> {
  const long = text.padEnd(await lengthOfDestroyedKeys(folder, vaultId), '\n')
  if (long === '') return
  const written = await writeFileAtomically(join(folder, destroyedKeysName(vaultId)), utf8(long))
  if (written.ok) return
  throw Object.assign(new Error('the list of destroyed keys was not written'), {
    code: written.error.code === 'disk-full' ? 'ENOSPC' : 'EIO',
  })
}

/** Ids of one list: 30 years of 30,000 cases with their scans. A file on a stick with more is not ours, and would fill the memory. */
const MOST_IDS = 5_000_000
const ID_AND_LINE_END = 33

/** Ids in the lists of all these folders, lower-case hexadecimal. */
export async function readDestroyedKeys(folders: readonly string[], vaultId: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const folder of folders) {
    // Piece by piece: other work goes on between two.
    const pieces = createReadStream(join(folder, destroyedKeysName(vaultId)), {
      encoding: 'latin1',
      highWaterMark: 256 * 1024,
      end: MOST_IDS * ID_AND_LINE_END,
    })
    let rest = ''
    try {
      for await (const piece of pieces as AsyncIterable<string>) {
        const lines = (rest + piece).split('\n')
        rest = (lines.pop() ?? '').slice(0, ID_AND_LINE_END)
        for (const line of lines) if (/^[0-9a-f]{32}$/.test(line)) found.add(line)
      }
    } catch {
      // No list there, or a stick that was pulled out: what was read counts.
    }
    if (/^[0-9a-f]{32}$/.test(rest)) found.add(rest)
  }
  return found
}

/** Bytes of this station's list. It only grows, so a longer list means that something was erased since. */
export const lengthOfDestroyedKeys = (folder: string, vaultId: string): Promise<number> =>
  stat(join(folder, destroyedKeysName(vaultId))).then(
    ({ size }) => size,
    () => 0,
  )

/**
 * Merges this station's list (`folder`) and the one beside the backups (`target`), so that each repairs the other. `isLive`: a key that
 * the vault still has was never destroyed, even if a list on a USB stick names it.
 */
export async function mergeDestroyedKeys(
  folder: string,
  target: string,
  vaultId: string,
  isLive: (keyId: string) => boolean,
): Promise<void> {
  const [own, there] = [await readDestroyedKeys([folder], vaultId), await readDestroyedKeys([target], vaultId)]
  await addDestroyedKeys(
    target,
    vaultId,
    [...own].filter((keyId) => !there.has(keyId)),
  )
  await addDestroyedKeys(
    folder,
    vaultId,
    [...there].filter((keyId) => !own.has(keyId) && !isLive(keyId)),
  )
}
