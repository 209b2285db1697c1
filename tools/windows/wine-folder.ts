/** Where Wine 10 is kept, and what belongs in it. Debian 12's own Wine 8 cannot run Node 24, so Wine has a Debian of its own in a folder. */
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Debian 13: the first with Wine 10. */
export const SUITE = 'trixie'

/** Debian packages, without what they only recommend. */
export const WINE_PACKAGES = [
  'wine',
  'wine64',
  // Windows' smartcard calls reach a card through these.
  'libpcsclite1',
  'pcscd',
  'vsmartcard-vpcd',
  // A compiler of Windows programs; tools that make an MSI and read one.
  'g++-mingw-w64-x86-64-posix',
  'msitools',
  'wixl',
] as const

/** Inside the folder: an empty Windows drive, from which each run gets its own. */
export const TEMPLATE_PREFIX = '/opt/ra-desk/prefix'

/** Written last, so that a set-up that was cut off does not count. */
export const MARKER = 'ra-desk-wine.json'

/** What the tools fetch or build once and keep between checkouts. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ra-desk')
}

export function wineFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env['RA_DESK_WINE'] ?? join(cacheFolder(env), 'wine-10')
}

/** The text of the marker of a set-up with today's packages. */
export function expectedMarker(): string {
  return JSON.stringify({ suite: SUITE, packages: WINE_PACKAGES })
}

export type FoundWine = { readonly ok: true; readonly folder: string } | { readonly ok: false; readonly why: string; readonly next: string }

/** Whether Wine can be used here. Fetches nothing. */
export function findWine({ platform, isRoot, env } = thisMachine()): FoundWine {
  if (platform !== 'linux') return { ok: false, why: 'Wine is used on Linux only', next: 'Run this on a Linux machine.' }
  const folder = wineFolder(env)
  const marker = join(folder, MARKER)
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== expectedMarker())
    return { ok: false, why: 'Wine 10 is not set up on this machine', next: 'Run npm run test:windows once, as root: it sets Wine up.' }
  if (!isRoot) return { ok: false, why: 'Wine is in a folder that only root can enter (chroot)', next: 'Run this as root.' }
  return { ok: true, folder }
}

export interface MachineOfWine {
  readonly platform: NodeJS.Platform
  readonly isRoot: boolean
  readonly env: NodeJS.ProcessEnv
}

export function thisMachine(): MachineOfWine {
  return { platform: process.platform, isRoot: process.getuid?.() === 0, env: process.env }
}
