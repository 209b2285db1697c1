/** A copy of the project's sources in the temporary folder. Stryker mutates the copy, so a crash leaves no mutation in the project. */
import { cpSync, copyFileSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { findMemoryFolder } from '../test-run/memory-folder.ts'

const leftOut = new Set(['.git', 'node_modules', 'dist', 'test-output', 'bench-output', 'demo-output', '.set-up'])

export interface ProjectCopy {
  readonly folder: string
  /** Puts a file back as it was when the copy was made. */
  readonly restore: (file: string) => void
}

/** Removed when this process ends, also when it is asked to. */
export function copyProject(root: string, restored: readonly string[]): ProjectCopy {
  const folder = realpathSync(mkdtempSync(join(findMemoryFolder() ?? tmpdir(), 'ra-desk-mutation-')))
  // Processes of Stryker may still write there for a moment.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
  cpSync(root, folder, {
    recursive: true,
    filter: (path) => !leftOut.has(relative(root, path)) && !basename(path).startsWith('planted-'),
  })
  symlinkSync(realpathSync(join(root, 'node_modules')), join(folder, 'node_modules'), 'junction')
  const originals = join(folder, '.originals')
  for (const file of restored) cpSync(join(root, file), join(originals, file))
  return { folder, restore: (file) => copyFileSync(join(originals, file), join(folder, file)) }
}
