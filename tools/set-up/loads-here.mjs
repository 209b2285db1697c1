// Whether a compiled module is for the Node that tests and tools run on. One that was compiled for Electron is there too, and fails only when it is used.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Starts `node` only when the module or Node changed since the last time: the answer of that is kept in `marker`.
 * @param {{ module: string, node: string, marker: string }} given
 */
export function loadsHere({ module, node, marker }) {
  if (!existsSync(module)) return false
  const stamp = [module, node].map(stampOf).join('\n')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === stamp) return true
  const { status } = spawnSync(node, ['-e', `require(${JSON.stringify(module)})`], { stdio: 'ignore' })
  if (status !== 0) return false
  mkdirSync(dirname(marker), { recursive: true })
  writeFileSync(marker, stamp)
  return true
}

/** @param {string} file */
function stampOf(file) {
  const { mtimeMs, size } = statSync(file)
  return `${file} ${mtimeMs} ${size}`
}
