import { accessSync, constants } from 'node:fs'
import { posix } from 'node:path'

const onPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable']
const macPlaces = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]
const windowsPlaces = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]

export interface Machine {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  canRun(path: string): boolean
}

const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  canRun: (path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  },
}

/** Where a Chromium (or Chrome, or Edge) is on this machine. Throws in words when none is. */
export function findChromium(machine: Machine = thisMachine): string {
  const { env, platform } = machine
  const named = env['RA_DESK_CHROMIUM']
  if (named) {
    if (machine.canRun(named)) return named
    throw new Error(`RA_DESK_CHROMIUM names ${named}, which cannot be run`)
  }
  const found = places(platform, env).find((path) => machine.canRun(path))
  if (found) return found
  throw new Error(`No Chromium, Chrome or Edge was found. Install one (Debian: apt-get install chromium) or name it in RA_DESK_CHROMIUM`)
}

function places(platform: NodeJS.Platform, env: Machine['env']): string[] {
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter((root) => root !== undefined)
    return windowsPlaces.flatMap((place) => roots.map((root) => `${root}\\${place}`))
  }
  const inPath = (env['PATH'] ?? '').split(posix.delimiter).filter(Boolean)
  const fromPath = onPath.flatMap((name) => inPath.map((folder) => posix.join(folder, name)))
  if (platform !== 'darwin') return fromPath
  const roots = ['/Applications', ...(env['HOME'] ? [posix.join(env['HOME'], 'Applications')] : [])]
  return [...macPlaces.flatMap((place) => roots.map((root) => posix.join(root, place))), ...fromPath]
}
