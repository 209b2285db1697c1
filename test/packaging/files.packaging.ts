/** The packed files: which, and nothing that belongs to development only. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isOnlyMadeThere } from '../../tools/packaging/pack.ts'
import {
  compareLists,
  formatDifference,
  listFiles,
  listName,
  listPacked,
  readList,
  readPacked,
  summarisePaths,
  withoutElectron,
} from '../../tools/packaging/packed-files.ts'
import { root } from '../support/checks.ts'
import { packagingRun } from './packed.ts'

const { copy, packed } = packagingRun()

describe.each(packed)('packed files for $system', ({ system, folder, stub }) => {
  const files = listPacked(folder)
  const read = (path: string) => readPacked(folder, path).toString('utf8')

  test('are those of the list', () => {
    const expected = readList(join(root, listName(system))).filter((path) => !isOnlyMadeThere(system, path))
    const difference = formatDifference(compareLists(expected, summarisePaths(withoutElectron(files, stub))))
    expect(difference, `${listName(system)}; if this is meant: npm run test:packaging -- --renew`).toBe('')
  })

  const compiled = readList(join(root, listName(system))).filter((path) => isOnlyMadeThere(system, path))
  // Reported as skipped, by name, where another system's are asked for.
  test.skipIf(compiled.length > 0)(`have what is compiled on ${system} only: ${compiled.map((path) => basename(path)).join(', ')}`, () => {
    const modules = ['pcsclite/build/Release/pcsclite.node', 'smartcard/build/Release/smartcard_napi.node']
    expect(files).toEqual(expect.arrayContaining(modules.map((path) => `resources/app.asar.unpacked/node_modules/${path}`)))
  })

  test('have every part of the build', () => {
    const parts = listFiles(join(copy, 'dist')).filter((path) => !/^\.|\.map$|^third-party-notices\.txt$/.test(path))
    expect(parts.length).toBeGreaterThan(100)
    const found = new Set(files.map((path) => path.replace(/^resources\/app\.asar(?:\.unpacked)?\//, '')))
    expect(parts.filter((path) => !found.has(`dist/${path}`))).toEqual([])
  })

  test('have no tests, sources, source maps or words to developers', () => {
    const ours = withoutElectron(files, stub)
    expect(ours.filter((path) => /\.(?:[cm]?tsx?|map|cc|cpp|h|gyp|md|snap|o|d)$|\.(?:test|spec)\./i.test(path))).toEqual([])
    expect(
      ours.filter((path) => /(?:^|\/)(?:test|tests|__tests__|tools|src\/.*\.ts|obj\.target|\.bin|\.bundled|\.built)\//.test(path)),
    ).toEqual([])
  })

  test('have no code of tests, tools or the stand-in', () => {
    const programs = files.filter((path) => /\/dist\/.*\.[cm]?js$/.test(path))
    expect(programs.length).toBeGreaterThan(100)
    // esbuild names each source above its code.
    const sourceOf = (path: string) =>
      Array.from(read(path).matchAll(/^ *\/\/ ((?:main|native|domain|test|tools)\/\S+)$/gm), ([, name]) => name!)
    const sources = programs.flatMap(sourceOf)
    expect(sources).toContain('main/index.ts')
    expect(sources.filter((name) => /^(?:test|tools)\//.test(name))).toEqual([])
  })

  test('have notices and licences that can be read without the app', () => {
    const expected = ['resources/LICENSE.txt', 'resources/third-party-notices.txt', 'LICENSE.electron.txt', 'LICENSES.chromium.html']
    const sumatra = ['resources/licences/SumatraPDF.txt', 'resources/licences/GPL-3.0.txt']
    for (const path of [...expected, ...(system === 'windows' ? sumatra : [])]) expect(read(path).length, path).toBeGreaterThan(0)
    expect(read('resources/LICENSE.txt')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'))
    const packages = files.flatMap((path) => /\/(node_modules\/.*)\/package\.json$/.exec(path)?.[1] ?? [])
    expect(packages.length).toBeGreaterThan(10)
    const notices = read('resources/third-party-notices.txt')
    const nameOf = (path: string) => path.replace(/^.*node_modules\//, '')
    expect(packages.filter((path) => !notices.includes(`\n${nameOf(path)} `))).toEqual([])
  })

  test('describe the app without scripts and packages of development', () => {
    const description = JSON.parse(read('resources/app.asar/package.json')) as Record<string, unknown>
    expect(description).toMatchObject({ name: 'ra-desk', main: 'dist/electron/main.mjs' })
    // Electron would name the data folder by it.
    expect(description).not.toHaveProperty('productName')
    expect(Object.keys(description)).not.toEqual(expect.arrayContaining(['scripts']))
    expect(Object.keys(description)).not.toEqual(expect.arrayContaining(['devDependencies']))
    expect(existsSync(join(folder, 'resources/app'))).toBe(false)
  })
})
