import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'

/** The whole path of a program of this machine; undefined when it is not installed. */
export function findProgram(name: string): string | undefined {
  for (const folder of [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin']) {
    try {
      accessSync(`${folder}/${name}`, constants.X_OK)
      return `${folder}/${name}`
    } catch {
      // Look on.
    }
  }
  return undefined
}

/** True when a program is missing. Tests that need it are skipped then: `test.skipIf(lacks('openssl'))`. They never count as passed. */
export const lacks = (...programs: string[]): boolean =>
  programs.some((program) => spawnSync(program, ['--help'], { stdio: 'ignore' }).error !== undefined)
