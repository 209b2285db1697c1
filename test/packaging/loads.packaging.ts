/** What the packed programs load at run time is packed, with all that it needs, where Node or Electron can load it. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  countThreads,
  listExternalPackages,
  listNeighbours,
  listPrograms,
  withDependencies,
} from '../../tools/packaging/loads-of-bundles.ts'
import { isOnlyMadeThere } from '../../tools/packaging/pack.ts'
import { listPacked } from '../../tools/packaging/packed-files.ts'
import { root } from '../support/checks.ts'
import { packagingRun } from './packed.ts'

const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown }
const { copy, packed, laidOut } = packagingRun()
const dist = join(copy, 'dist')
const programs = listPrograms(dist).map((name) => ({ name, code: readFileSync(join(dist, name), 'utf8') }))
const { optionalDependencies = {} } = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8')) as {
  optionalDependencies?: Record<string, string>
}
/** RA Desk runs without it where it could not be installed or compiled. Asked of the project: packing for another system takes it out of the copy. */
const isAbsent = (name: string): boolean => {
  const compiled = join(root, 'node_modules', name, 'build/Release')
  return name in optionalDependencies && !(existsSync(compiled) && readdirSync(compiled).some((file) => file.endsWith('.node')))
}

/** Packages by the program that asks for them. Electron gives its own. */
const named = programs.flatMap(({ name, code }) =>
  listExternalPackages(code)
    .filter((each) => each !== 'electron')
    .map((each) => ({ program: name, each })),
)
const asked = named.filter(({ each }) => !isAbsent(each))
const neighbours = [
  ...new Set(programs.flatMap(({ name, code }) => listNeighbours(code).map((path) => posix.join(posix.dirname(name), path)))),
]
/** `dist/*.mjs`: programs that are neither Electron's main nor the device process. */
const threads = neighbours.filter((path) => /^[^/]+\.mjs$/.test(path))

describe('packed programs: what they load', () => {
  test('is found in the bundles', () => {
    expect(named.map(({ each }) => each)).toEqual(expect.arrayContaining(['@serialport/bindings-cpp', 'pcsclite', 'smartcard']))
    expect(neighbours).toEqual(expect.arrayContaining(['argon2-worker.mjs', 'device-process/main.mjs', 'preload.cjs', 'renderer']))
  })

  test('is nothing else that starts a thread: the two places take their file from main', () => {
    const places = programs.filter(({ name }) => name.startsWith('electron/')).reduce((all, { code }) => all + countThreads(code), 0)
    expect(places).toBe(2)
    expect(threads).toEqual(
      listPrograms(dist)
        .filter((name) => /^[^/]+\.mjs$/.test(name))
        .toSorted(),
    )
  })

  describe.each(packed)('for $system', ({ system, folder }) => {
    const files = new Set(listPacked(folder))
    const isPacked = (path: string) => files.has(`resources/app.asar/${path}`) || files.has(`resources/app.asar.unpacked/${path}`)

    test('packages are packed with their dependencies', () => {
      const names = asked.map(({ each }) => each)
      const needed = withDependencies(join(copy, 'node_modules'), names)
      expect(needed.length).toBeGreaterThan(names.length)
      expect(needed.filter((name) => !isPacked(`node_modules/${name}/package.json`))).toEqual([])
    })

    test('compiled modules and programs lie beside the archive', () => {
      const compiled = [...files].filter((path) => /\.(?:node|exe|dll|so)$/.test(path) && path.startsWith('resources/'))
      expect(compiled.length).toBeGreaterThan(0)
      const programs = system === 'windows' ? ['resources/printing/SumatraPDF.exe'] : []
      expect(compiled.filter((path) => !path.startsWith('resources/app.asar.unpacked/'))).toEqual(programs)
      const other = system === 'windows' ? /linux|darwin|\.so$/ : /win32|darwin|\.exe$/
      expect(compiled.filter((path) => other.test(path.slice(path.lastIndexOf('prebuilds/'))))).toEqual([])
      expect(compiled.filter((path) => isOnlyMadeThere(system, path))).toEqual([])
    })

    test('threads lie beside the archive: Node starts them, and reads none', () => {
      expect(threads.length).toBeGreaterThan(2)
      expect(threads.filter((path) => !files.has(`resources/app.asar.unpacked/dist/${path}`))).toEqual([])
    })

    test('files and folders beside the programs are packed', () => {
      const isThere = (path: string) =>
        isPacked(`dist/${path}`) || [...files].some((each) => each.startsWith(`resources/app.asar/dist/${path}/`))
      expect(neighbours.filter((path) => !isThere(path))).toEqual([])
    })
  })

  test('libraries that compiled modules ask for come with the deb, or with every Debian', () => {
    const everywhere = new Set(['libc.so.6', 'libm.so.6', 'libgcc_s.so.1', 'libpthread.so.0', 'libdl.so.2'])
    const { deb } = load(readFileSync(join(copy, 'electron-builder.yml'), 'utf8')) as { deb: { depends: string[] } }
    const { folder } = packed.find(({ system }) => system === 'linux')!
    const modules = listPacked(folder).filter((path) => path.endsWith('.node') && !path.includes('musl'))
    // Their names stand in the module as they are.
    const libraries = new Set(modules.flatMap((path) => readFileSync(join(folder, path), 'latin1').match(/\blib[\w+-]+\.so\.\d+/g) ?? []))
    expect([...libraries]).toEqual(expect.arrayContaining(['libpcsclite.so.1', 'libstdc++.so.6']))
    const packages = [...libraries].filter((name) => !everywhere.has(name)).map((name) => name.replace('.so.', ''))
    expect(packages.filter((name) => !deb.depends.includes(name))).toEqual([])
  })

  test.each(asked)('$each loads from the packed $program', ({ program, each }) => {
    const from = join(dirname(laidOut.main), '..', program)
    expect(existsSync(from)).toBe(true)
    const code = `const module = require('node:module').createRequire(${JSON.stringify(from)})(${JSON.stringify(each)}); console.log(typeof module)`
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8', cwd: laidOut.resources })
    expect(stdout.trim(), stderr).toMatch(/^(?:object|function)$/)
  })
})
