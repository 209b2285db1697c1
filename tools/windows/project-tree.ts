/** The project as it would be committed now, in a folder of its own: what git knows, with the changes of the working copy. */
import { execFileSync } from 'node:child_process'
import { cpSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findMemoryFolder } from '../test-run/memory-folder.ts'

/** Paths of files in the project: committed, changed and new ones, without those that git ignores. */
export function listProjectFiles(root: string): string[] {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const listed = execFileSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\0')
  // A file that was deleted is listed until that is committed. A link to a folder (`node_modules`) is no source.
  return [...new Set(listed)].filter((path) => path !== '' && lstatSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true)
}

/** Removed when this process ends, also when it is asked to end. */
export function copyTree(root: string): string {
  const folder = realpathSync(mkdtempSync(join(findMemoryFolder() ?? tmpdir(), 'ra-desk-tree-')))
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
  for (const path of listProjectFiles(root)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(root, path), join(folder, path))
  }
  return folder
}
