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
