// Where things lie in a checkout, on any system.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const modules = join(root, 'node_modules')
const windows = process.platform === 'win32'

/** Node 24 of the npm package `node`, which tests, tools and the Chromium shell run on. */
export function nodeForTools() {
  return join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')
}

/** The folder with the headers of that Node, for native modules that are built on this machine. */
export function nodeHeaders() {
  const platform = windows ? 'win' : process.platform
  return join(modules, 'node', 'node_modules', `node-${platform}-${process.arch}`)
}
