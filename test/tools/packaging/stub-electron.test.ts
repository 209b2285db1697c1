import { getCurrentFuseWire } from '@electron/fuses'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Data, NtExecutable, NtExecutableResource, Resource } from 'resedit'
import { afterEach, expect, test } from 'vitest'
import { makeIcoFile } from '../../../tools/packaging/ico-file.ts'
import { timeOfSources } from '../../../tools/packaging/source-date.ts'
import { makeStubElectron } from '../../../tools/packaging/stub-electron.ts'
import { root } from '../../support/checks.ts'

let folder = ''
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test.each(['linux', 'windows'] as const)('stub of Electron for %s: has fuses, and a version that Windows can read', async (system) => {
  folder = mkdtempSync(join(tmpdir(), 'stub-'))
  await makeStubElectron(folder, { system, version: '45.4.1', electronPackage: join(root, 'node_modules/electron') })
  const program = join(folder, system === 'linux' ? 'electron' : 'electron.exe')
  expect(Object.keys(await getCurrentFuseWire(program)).length).toBeGreaterThan(8)
  expect(readFileSync(join(folder, 'version'), 'utf8')).toBe('45.4.1')
  if (system === 'linux') return
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(program)))
  expect(Resource.VersionInfo.fromEntries(entries).length).toBe(1)
})

test('icon of Windows: holds the pictures by their sizes', () => {
  const png = readFileSync(join(root, 'packaging/icons/16x16.png'))
  const icons = Data.IconFile.from(
    makeIcoFile([
      { size: 16, png },
      { size: 256, png },
    ]),
  ).icons
  // 256 is written as 0.
  expect(icons.map(({ width }) => width)).toEqual([16, 0])
  const kept = Data.IconFile.from(readFileSync(join(root, 'packaging/icon.ico'))).icons
  expect(kept.map(({ width }) => width)).toEqual([16, 24, 32, 48, 64, 0])
})

test('time of a build: as given, else of the last commit, else now', () => {
  expect(timeOfSources(root, { SOURCE_DATE_EPOCH: '1000' })).toEqual(new Date(1_000_000))
  expect(timeOfSources(root, {}).getTime() % 1_000).toBe(0)
  expect(timeOfSources(tmpdir(), {}).getTime()).toBeGreaterThan(Date.parse('2020-01-01'))
})
