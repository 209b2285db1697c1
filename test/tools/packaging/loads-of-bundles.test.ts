import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  countThreads,
  listExternalPackages,
  listNeighbours,
  listPrograms,
  withDependencies,
} from '../../../tools/packaging/loads-of-bundles.ts'

let folder: string | undefined
afterEach(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
})
function folderWith(files: Readonly<Record<string, string>>): string {
  folder = mkdtempSync(join(tmpdir(), 'loads-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

describe('bundles: packages from outside', () => {
  test.each([
    ['import { app } from "electron";', ['electron']],
    ['import * as bindings from "@serialport/bindings-cpp";', ['@serialport/bindings-cpp']],
    ['} from "a/deep/file.js";', ['a']],
    ['const it = await import("pdf-to-printer");', ['pdf-to-printer']],
    ['return createRequire2(import.meta.url)("pcsclite");', ['pcsclite']],
    ['createRequire(import.meta.url).resolve("pdf-to-printer")', ['pdf-to-printer']],
    ['var x = require2("@scope/name/part");', ['@scope/name']],
    ['import "node:fs";\nimport fs from "fs";\nimport "./part-x.mjs";', []],
    ['  // import("in-a-comment")', []],
  ])('%s', (program, packages) => {
    expect(listExternalPackages(program)).toEqual(packages)
  })
})

test('bundles: files beside a program', () => {
  const program = 'a(new URL("../argon2-worker.mjs", import.meta.url)); beside("../renderer"); beside("../renderer"); beside(path)'
  expect(listNeighbours(program)).toEqual(['../argon2-worker.mjs', '../renderer'])
  expect(countThreads('new Worker(url, {}); new Worker2(url); new WorkerLimits')).toBe(2)
})

test('bundles: programs are those at the top, of main and of the device process', () => {
  const dist = folderWith({
    'preload.cjs': '',
    'argon2-worker.mjs': '',
    'argon2-worker.mjs.map': '',
    'electron/main.mjs': '',
    'device-process/main.mjs': '',
    'renderer/assets/a.js': '',
  })
  expect(listPrograms(dist).toSorted()).toEqual(['argon2-worker.mjs', 'device-process/main.mjs', 'electron/main.mjs', 'preload.cjs'])
})

test('bundles: packages bring what they depend on, except what is optional', () => {
  const modules = folderWith({
    'one/package.json': JSON.stringify({ dependencies: { two: '1', four: '1' }, optionalDependencies: { four: '1' } }),
    'two/package.json': JSON.stringify({ dependencies: { '@a/three': '1', one: '1' } }),
    '@a/three/package.json': '{}',
  })
  expect(withDependencies(modules, ['one'])).toEqual(['@a/three', 'one', 'two'])
  expect(() => withDependencies(modules, ['five'])).toThrow('ENOENT')
})
