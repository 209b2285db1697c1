/** Which shells this machine can run. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from './chromium/find-chromium.ts'

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))
export type ShellName = 'chromium-stand-in' | 'electron'

/** Electron's binary, when its download has been made. The npm package alone is not it (and importing that would start the download). */
export function findElectron(): string | undefined {
  const packageFolder = join(projectFolder, 'node_modules/electron')
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist')
  try {
    const binary = join(dist, readFileSync(join(packageFolder, 'path.txt'), 'utf8').trim())
    return existsSync(binary) ? binary : undefined
  } catch {
    return undefined
  }
}

/** Nothing when the shell can run here, otherwise why it cannot. */
export function whyNot(shell: ShellName): string | undefined {
  if (shell === 'electron') return findElectron() === undefined ? 'not run: Electron’s binary is not on this machine' : undefined
  try {
    findChromium()
    return undefined
  } catch (error) {
    return `not run: ${(error as Error).message}`
  }
}
