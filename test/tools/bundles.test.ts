import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { toPackageFolders } from '../../tools/bundled-packages.ts'
import { root } from '../support/checks.ts'

const dist = join(root, 'dist')
const main = join(dist, 'electron')
const devices = join(dist, 'device-process')
const page = join(dist, 'renderer')
const startRecord = join(dist, '.bundled/renderer-start.json')
const built = [join(main, 'main.mjs.map'), join(devices, 'main.mjs.map'), join(page, 'index.html'), startRecord].every((file) =>
  existsSync(file),
)

const nameOf = (folder: string): string => folder.replace(/^.*node_modules\//, '')
const gzipped = (file: string): number => gzipSync(readFileSync(file)).length
const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0)

/** The file and what it imports statically, from the same folder. */
function filesLoadedWith(folder: string, first: readonly string[], importOf: RegExp): readonly string[] {
  const seen = new Set<string>()
  const add = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    for (const [, imported] of readFileSync(join(folder, name), 'utf8').matchAll(importOf)) add(imported!)
  }
  first.forEach(add)
  return [...seen]
}

const importOfPart = /^(?:import|\} from|import .* from|export .* from) ?"\.\/([^"]+)";$/gm

/** `main.mjs` sets the compile cache and then loads the app: both belong to the start. */
function filesOfMain(): readonly string[] {
  const [, app] = /^await import\("\.\/([^"]+)"\)/m.exec(readFileSync(join(main, 'main.mjs'), 'utf8'))!
  return filesLoadedWith(main, ['main.mjs', app!], importOfPart)
}

function filesOfPage(): { readonly entry: string; readonly all: readonly string[] } {
  const [, entry] = /<script type="module"[^>]* src="\/assets\/([^"]+)"/.exec(readFileSync(join(page, 'index.html'), 'utf8'))!
  return { entry: entry!, all: filesLoadedWith(join(page, 'assets'), [entry!], /(?:from|import)"\.\/([^"]+\.js)"/g) }
}

// Reads what the build left. `npm test` builds first; without a build these are reported as skipped.
describe.skipIf(!built)('bundles: what a start loads', () => {
  test('main: at most 460 kB gzipped', () => {
    const files = filesOfMain()
    expect(files.length).toBeGreaterThan(2)
    expect(sum(files.map((name) => gzipped(join(main, name))))).toBeLessThan(460_000)
  })

  test('device process: at most 150 kB gzipped', () => {
    const files = filesLoadedWith(devices, ['main.mjs'], importOfPart)
    expect(sum(files.map((name) => gzipped(join(devices, name))))).toBeLessThan(150_000)
  })

  test('main: nothing that only documents, cards, lists or encrypted files need', () => {
    const sources = filesOfMain().flatMap(
      (name) => (JSON.parse(readFileSync(join(main, `${name}.map`), 'utf8')) as { readonly sources: readonly string[] }).sources,
    )
    const packages = toPackageFolders(sources).map(nameOf)
    expect(packages).toContain('zod')
    const later =
      /^(?:@cantoo\/|pdf-lib$|culori$|node-forge$|bwip-js$|qrcode$|papaparse$|age-encryption$|@noble\/|@peculiar\/|asn1js$|@zxcvbn-ts\/)/
    expect(packages.filter((name) => later.test(name))).toEqual([])
  })

  test('main: no bundle contains parts of libraries that are never called', () => {
    const sources = readdirSync(main)
      .filter((name) => name.endsWith('.map'))
      .flatMap((name) => (JSON.parse(readFileSync(join(main, name), 'utf8')) as { readonly sources: readonly string[] }).sources)
    expect(toPackageFolders(sources).map(nameOf)).toContain('papaparse')
    expect(sources.filter((source) => /node_modules\/(?:brotli|ajv|ajv-formats|semver)\//.test(source))).toEqual([])
    expect(sources.filter((source) => /\/zod\/v4\/locales\/(?!en\.js)/.test(source))).toEqual([])
  })

  test('main: loads parts of its own folder only', () => {
    for (const name of readdirSync(main).filter((each) => each.endsWith('.mjs')))
      for (const [, path] of readFileSync(join(main, name), 'utf8').matchAll(
        /^(?:import|\} from|.* = await import\(|await import\() ?"(\.[^"]+)"/gm,
      )) {
        expect(path).toMatch(/^\.\/[^/]+\.mjs$/)
        expect(existsSync(join(main, path!))).toBe(true)
      }
  })

  test('main, device process and thread: load from node_modules only what is packed there', () => {
    const packed = ['electron', '@serialport/bindings-cpp', 'pcsclite', 'smartcard']
    const files = [
      ...[main, devices].flatMap((folder) =>
        readdirSync(folder)
          .filter((name) => name.endsWith('.mjs'))
          .map((name) => join(folder, name)),
      ),
      ...['argon2-worker.mjs', 'read-worker.mjs', 'report-worker.mjs', 'preload.cjs'].map((name) => join(dist, name)),
    ]
    const loads = files.flatMap((file) =>
      [
        ...readFileSync(file, 'utf8').matchAll(
          /^(?:import|\} from|import .* from|export .* from) ?"([^."][^"]*)"|\b(?:import|require\d*)\("([^."][^"]*)"\)/gm,
        ),
      ].map(([, first, second]) => first ?? second!),
    )
    expect(loads).toContain('electron')
    expect([...new Set(loads)].filter((name) => !isBuiltin(name) && !packed.includes(name))).toEqual([])
  })

  test('page: the entry is at most 100 kB gzipped, and 105 kB with what it imports before the lock screen', () => {
    const { entry, all } = filesOfPage()
    const size = (name: string) => gzipped(join(page, 'assets', name))
    expect(size(entry)).toBeLessThan(100_000)
    expect(sum(all.map(size))).toBeLessThan(105_000)
  })

  test('page: before the lock screen only what the lock screen needs', () => {
    const packages = (JSON.parse(readFileSync(startRecord, 'utf8')) as readonly string[])
      .map(nameOf)
      .filter((name) => !name.startsWith('@fontsource-variable/'))
    expect(packages).toEqual(['react', 'react-dom', 'react-hook-form', 'regexparam', 'scheduler', 'use-sync-external-store', 'wouter'])
  })
})
