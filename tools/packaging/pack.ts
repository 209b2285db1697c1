/** Runs electron-builder on a copy (`make-copy.ts`). Nothing is published, and nothing is asked of a network unless `installers` is given. */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { electronVersion } from './make-copy.ts'
import { listFiles } from './packed-files.ts'
import type { PackedSystem } from './stub-electron.ts'

export interface PackOptions {
  readonly root: string
  readonly copy: string
  readonly system: PackedSystem
  /** Folder of a stub. Without it, electron-builder brings Electron, and compiles modules for it. */
  readonly stub?: string
  /** The packages of `electron-builder.yml` as well as the folder. They need tools that electron-builder downloads. */
  readonly installers: boolean
  readonly sourceDate: Date
}

export interface Packed {
  readonly system: PackedSystem
  /** As it is installed: the program, and `resources` beside it. */
  readonly folder: string
  readonly program: string
  readonly log: string
}

/** A module that is compiled while its package is installed: for that system only. A package has it only when it is made there. */
export const isOnlyMadeThere = (system: PackedSystem, path: string): boolean =>
  system !== here && /\/node_modules\/.*\/build\/Release\/[^/]+\.node$/.test(path)

const folders = { linux: 'linux-unpacked', windows: 'win-unpacked' } as const
const programs = { linux: 'ra-desk', windows: 'RA Desk.exe' } as const

/** Of this machine. */
export const here: PackedSystem | undefined = process.platform === 'win32' ? 'windows' : process.platform === 'linux' ? 'linux' : undefined

/** Throws with the end of electron-builder's log when it fails. */
export function pack({ root, copy, system, stub, installers, sourceDate }: PackOptions): Packed {
  // Modules that were compiled here are for this system only. None at all is better than one that cannot be loaded.
  if (system !== here)
    for (const name of listFiles(join(copy, 'node_modules')))
      if (isOnlyMadeThere(system, `/node_modules/${name}`)) rmSync(join(copy, 'node_modules', name))
  const words = [
    join(root, 'node_modules/electron-builder/cli.js'),
    system === 'windows' ? '--win' : '--linux',
    ...(installers ? [] : ['dir']),
    '--x64',
    '--publish=never',
    `--projectDir=${copy}`,
    `-c.electronVersion=${electronVersion(root)}`,
    ...(stub === undefined ? [] : [`-c.electronDist=${stub}`, '-c.npmRebuild=false']),
  ]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      NO_COLOR: '1',
      ELECTRON_BUILDER_CACHE: join(copy, '.electron-builder'),
      SOURCE_DATE_EPOCH: String(Math.floor(sourceDate.getTime() / 1_000)),
    },
  })
  const log = `${stdout}${stderr}`
  const folder = join(copy, 'release', folders[system])
  const program = join(folder, programs[system])
  if (status !== 0 || !existsSync(program))
    throw new Error(`electron-builder failed for ${system} (${String(status)}).\n${log.split('\n').slice(-40).join('\n')}`)
  return { system, folder, program, log }
}
