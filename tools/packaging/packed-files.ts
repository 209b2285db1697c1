/** Which files a packed folder holds, and how they differ from the list that the project keeps. */
import { extractFile, listPackage, statFile } from '@electron/asar'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const ARCHIVE = 'resources/app.asar'

/** Every file, with `/`, sorted. Files in the archive are `resources/app.asar/…`; those beside it are named once, `resources/app.asar.unpacked/…`. */
export function listPacked(folder: string): readonly string[] {
  const archive = join(folder, ARCHIVE)
  const inArchive = listPackage(archive, { isPack: false })
    .map((path) => path.replace(/^[/\\]/, ''))
    .filter((path) => isPackedFile(archive, path))
    .map((path) => `${ARCHIVE}/${path.replaceAll('\\', '/')}`)
  return [...listFiles(folder).filter((path) => path !== ARCHIVE), ...inArchive].toSorted()
}

function isPackedFile(archive: string, path: string): boolean {
  const entry = statFile(archive, path)
  return !('files' in entry) && !('unpacked' in entry && entry.unpacked)
}

export function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
}

/** What Electron brings is not in our lists: `stub` or Electron's own folder says what that is. */
export function withoutElectron(files: readonly string[], electron: string): readonly string[] {
  const brought = new Set([...listFiles(electron).filter((path) => !path.startsWith('electron')), 'LICENSE.electron.txt'])
  return files.filter((path) => !brought.has(path))
}

/** The content of one of the files of `listPacked`. */
export function readPacked(folder: string, path: string): Buffer {
  return path.startsWith(`${ARCHIVE}/`)
    ? extractFile(join(folder, ARCHIVE), path.slice(ARCHIVE.length + 1).replaceAll('/', sep))
    : readFileSync(join(folder, path))
}

/**
 * The parts of the bundles are as many as the code of the day needs, under names with a hash: one line for all of a kind. That all of them
 * are packed is compared with the build.
 */
export function summarisePaths(paths: readonly string[]): readonly string[] {
  const line = (path: string): string =>
    path
      .replace(/^(.*\/dist\/(?:electron|device-process)\/part-).*(\.mjs)$/, '$1*$2')
      .replace(/^(.*\/dist\/renderer\/assets\/).*(\.[a-z0-9]+)$/, '$1*$2')
  return [...new Set(paths.map(line))].toSorted()
}

export interface Difference {
  readonly unexpected: readonly string[]
  readonly missing: readonly string[]
}

export function compareLists(expected: readonly string[], found: readonly string[]): Difference {
  return { unexpected: found.filter((path) => !expected.includes(path)), missing: expected.filter((path) => !found.includes(path)) }
}

/** One line a file: `+` is packed and not in the list, `-` is in the list and not packed. Empty when they are the same. */
export function formatDifference({ unexpected, missing }: Difference): string {
  return [...unexpected.map((path) => `+ ${path}`), ...missing.map((path) => `- ${path}`)].join('\n')
}

export const listName = (system: string): string => `packaging/packed-files.${system}.txt`

/** Without its comments. Empty when there is no list yet. */
export function readList(file: string): readonly string[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
}

export function formatList(system: string, paths: readonly string[]): string {
  return `# Files that the ${system} package installs, without Electron's own. Made by: npm run test:packaging -- --renew\n${paths.join('\n')}\n`
}
