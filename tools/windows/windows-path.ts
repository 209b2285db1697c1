/** Wine shows this machine's files as drive Z. */

/** Where Windows programs see a path of this machine. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`
}

/** Where this machine has what a Windows program names. Paths that are not on drive Z stay as they are. */
export function linuxPath(path: string): string {
  return /^Z:[\\/]/i.test(path) ? path.slice(2).replaceAll('\\', '/') : path
}
