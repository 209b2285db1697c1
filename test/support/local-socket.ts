/** An address for a server of this computer: a socket in a folder, or on Windows a pipe that is named after it. */
import { basename, join } from 'node:path'

export function localSocket(folder: string, name: string): string {
  return process.platform === 'win32' ? `\\\\.\\pipe\\${basename(folder)}-${name}` : join(folder, name)
}
