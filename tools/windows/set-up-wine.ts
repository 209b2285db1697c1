/**
 * Makes the folder of Wine 10: a small Debian 13 by `debootstrap`, from the mirror that this machine's own apt uses. About 2.5 GB and
 * some minutes, once for a machine. `node tools/windows/set-up-wine.ts` does only this.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findProgram } from '../../test/support/find-program.ts'
import { enterWine } from './enter-wine.ts'
import {
  expectedMarker,
  findWine,
  MARKER,
  SUITE,
  TEMPLATE_PREFIX,
  thisMachine,
  WINE_PACKAGES,
  wineFolder,
  type FoundWine,
} from './wine-folder.ts'

const QUIET = { DEBIAN_FRONTEND: 'noninteractive' }

/** `say` gets a line for each part of the work. Answers at once when all is there. */
export function setUpWine(say: (line: string) => void, machine = thisMachine()): FoundWine {
  const found = findWine(machine)
  if (found.ok || machine.platform !== 'linux') return found
  if (!machine.isRoot) {
    const next = 'Run npm run test:windows once as root (sudo), or name a folder in RA_DESK_WINE where Wine was set up.'
    return { ok: false, why: 'Only root can make the folder of Wine (debootstrap, chroot)', next }
  }
  if (findProgram('debootstrap') === undefined) {
    say('Set-up: installing the system package debootstrap')
    spawnSync('apt-get', ['-qq', 'update'])
    spawnSync('apt-get', ['-y', '-qq', '--no-install-recommends', 'install', 'debootstrap'], { env: { ...process.env, ...QUIET } })
    if (findProgram('debootstrap') === undefined)
      return { ok: false, why: 'debootstrap is not installed', next: 'Install it by hand: apt-get install debootstrap.' }
  }
  const mirror = debianMirror()
  if (mirror === undefined) {
    const next = 'Use a machine with Debian, or give the address of a Debian mirror in RA_DESK_DEBIAN_MIRROR.'
    return { ok: false, why: 'apt on this machine uses no Debian mirror', next }
  }
  return makeFolder(mirror, wineFolder(machine.env), say)
}

/** The address of Debian's archive that apt uses here: nothing else may be reachable. */
export function debianMirror(env: NodeJS.ProcessEnv = process.env, targets = aptTargets): string | undefined {
  if (env['RA_DESK_DEBIAN_MIRROR']) return env['RA_DESK_DEBIAN_MIRROR']
  const lines = targets().split('\n')
  return lines.map((line) => line.split('\t')).find(([origin, label]) => origin === 'Debian' && label === 'Debian')?.[2]
}

/** A line for each list of packages: origin, label, address. */
function aptTargets(): string {
  const words = ['indextargets', '--format', '$(ORIGIN)\t$(LABEL)\t$(SITE)', 'Created-By: Packages']
  return spawnSync('apt-get', words, { encoding: 'utf8' }).stdout ?? ''
}

/** Beside its place first: a set-up that is cut off leaves no half folder there. */
function makeFolder(mirror: string, folder: string, say: (line: string) => void): FoundWine {
  const part = `${folder}.part-${String(process.pid)}`
  mkdirSync(dirname(folder), { recursive: true })
  try {
    say(`Set-up: making a folder with Debian ${SUITE} for Wine 10 (2.5 GB, once for this machine)`)
    run('debootstrap', ['--variant=minbase', SUITE, part, mirror])
    say(`Set-up: installing in it: ${WINE_PACKAGES.join(', ')}`)
    inside(part, ['apt-get', '-y', '-qq', '--no-install-recommends', 'install', ...WINE_PACKAGES])
    inside(part, ['apt-get', 'clean'])
    say('Set-up: making an empty Windows drive')
    const wine = { WINEPREFIX: TEMPLATE_PREFIX, WINEDLLOVERRIDES: 'mscoree=;mshtml=;winemenubuilder.exe=', WINEDEBUG: '-all' }
    inside(part, ['/bin/sh', '-eu', '-c', `mkdir -p ${TEMPLATE_PREFIX}; wineboot --init; wineserver --wait`], wine)
    writeFileSync(join(part, MARKER), expectedMarker())
    // Another set-up may have been quicker, or an older one is there.
    if (!isReady(folder)) {
      rmSync(folder, { recursive: true, force: true })
      renameSync(part, folder)
    }
    return findWine()
  } catch (error) {
    const next = 'Look at what the program said, put it right and run this again.'
    return { ok: false, why: `Wine could not be set up: ${(error as Error).message}`, next }
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

function isReady(folder: string): boolean {
  return existsSync(join(folder, MARKER)) && readFileSync(join(folder, MARKER), 'utf8') === expectedMarker()
}

function inside(folder: string, command: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  run(...enterWine({ folder, command, env: { ...QUIET, ...env } }))
}

function run(program: string, words: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(program, words, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (status !== 0) throw new Error([error?.message, ...`${stdout}\n${stderr}`.trim().split('\n').slice(-8)].filter(Boolean).join('\n'))
}

if (import.meta.main) {
  const set = setUpWine((line) => {
    console.log(line)
  })
  console.log(set.ok ? `Wine 10 is set up in ${set.folder}` : `${set.why}.\n${set.next}`)
  process.exit(set.ok ? 0 : 1)
}
