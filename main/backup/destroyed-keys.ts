/**
 * Which keys were destroyed: ids alone, random, of no use to anyone. The list lies outside the vault's folder and beside the backups, so that an older
 * backup cannot bring back what was erased after it was made, even when the vault itself is gone.
 */
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder, findFile } from '../files/atomic-file.ts'

export const destroyedKeysName = (vaultId: string): string => `ra-desk-${vaultId.slice(0, 8)}-destroyed-keys.txt`

/** On the disk when it resolves. To be called before the keys are destroyed: an id too many is no harm, one too few is. */
export async function noteDestroyedKeys(folder: string, vaultId: string, keyIds: readonly string[]): Promise<void> {
  if (keyIds.length === 0) return
  const file = await open(join(folder, destroyedKeysName(vaultId)), 'a', 0o600)
  try {
    // A line that a power cut tore is ended first: it then counts for nothing, and the next one stays whole.
    await file.writeFile(`\n${keyIds.join('\n')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFolder(folder)
}

export async function readDestroyedKeys(folders: readonly string[], vaultId: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const folder of folders) {
    const bytes = await findFile(join(folder, destroyedKeysName(vaultId))).catch(() => undefined)
    for (const line of bytes === undefined ? [] : new TextDecoder().decode(bytes).split('\n'))
      if (/^[0-9a-f]{32}$/.test(line)) found.add(line)
  }
  return found
}

/** Bytes of this station's own list, which only grows: whether something was erased since is told by it. */
export const lengthOfDestroyedKeys = (folder: string, vaultId: string): Promise<number> =>
  stat(join(folder, destroyedKeysName(vaultId))).then(
    ({ size }) => size,
    () => 0,
  )

/**
 * Brings this station's own list and the one beside the backups level with each other: what was damaged in one comes back from the other. `isLive`: a
 * key that the vault still has was never destroyed, whatever a list on a stick says.
 */
export async function levelDestroyedKeys(
  folder: string,
  target: string,
  vaultId: string,
  isLive: (keyId: string) => boolean,
): Promise<void> {
  const [own, there] = [await readDestroyedKeys([folder], vaultId), await readDestroyedKeys([target], vaultId)]
  await noteDestroyedKeys(
    target,
    vaultId,
    [...own].filter((keyId) => !there.has(keyId)),
  )
  await noteDestroyedKeys(
    folder,
    vaultId,
    [...there].filter((keyId) => !own.has(keyId) && !isLive(keyId)),
  )
}
