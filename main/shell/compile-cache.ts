/**
 * V8's compile cache in the data folder, so that the next start need not compile the same code again. It holds compiled code of RA Desk and
 * nothing else. Each version has a folder of its own, because the names of the parts change with it.
 */
import { enableCompileCache, flushCompileCache } from 'node:module'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const cacheOf = (dataFolder: string): string => join(dataFolder, 'compiled')

/** Before the app is loaded. Does nothing where the cache cannot be used. */
export function openCompileCache(dataFolder: string, version: string): void {
  // An AppImage lies at another path at each start, and the cache goes by the path: it would only grow.
  if (process.env['APPIMAGE'] === undefined) enableCompileCache(join(cacheOf(dataFolder), version))
}

/** Writes what was compiled since the start, because an app that is ended by force writes nothing, and removes the caches of other versions. */
export async function keepCompileCache(dataFolder: string, version: string): Promise<void> {
  flushCompileCache()
  const folder = cacheOf(dataFolder)
  const versions = await readdir(folder).catch(() => [])
  await Promise.all(
    versions
      .filter((name) => name !== version)
      .map((name) => rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)),
  )
}
