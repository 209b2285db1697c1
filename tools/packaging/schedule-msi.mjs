/**
 * electron-builder calls this with the source of its MSI (`msiProjectCreated`). By itself, the older program is removed before Windows begins
 * what it can undo, and an upgrade that fails leaves no program at all.
 *
 * Plain JavaScript without imports of ours: electron-builder loads it in the folder that it packs.
 */
import { readFileSync, writeFileSync } from 'node:fs'

/** @param {string} source of WiX @returns {string} */
export function keepOlderUntilInstalled(source) {
  const upgrades = source.match(/<MajorUpgrade\b(?![^>]*\bSchedule=)/g) ?? []
  if (upgrades.length !== 1)
    throw new Error('The source of the MSI has no MajorUpgrade that can be scheduled: look at tools/packaging/schedule-msi.mjs')
  return source.replace('<MajorUpgrade', '<MajorUpgrade Schedule="afterInstallInitialize"')
}

/** electron-builder wants a promise. @param {string} path */
export default async function scheduleMsi(path) {
  writeFileSync(path, keepOlderUntilInstalled(readFileSync(path, 'utf8')))
}
