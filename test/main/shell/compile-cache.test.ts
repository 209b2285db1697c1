import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepCompileCache } from '../../../main/shell/compile-cache.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compile-cache-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('compile cache: that of another version is removed, and nothing else of the data folder', async () => {
  for (const path of ['compiled/1.0.0/v24-x64', 'compiled/1.1.0/v24-x64', 'vault']) {
    mkdirSync(join(folder, path), { recursive: true })
    writeFileSync(join(folder, path, 'file'), 'x')
  }
  await keepCompileCache(folder, '1.1.0')
  expect(readdirSync(join(folder, 'compiled'))).toEqual(['1.1.0'])
  expect(readdirSync(join(folder, 'vault'))).toEqual(['file'])
})

test('compile cache: a data folder without one is left as it is', async () => {
  await keepCompileCache(folder, '1.1.0')
  expect(readdirSync(folder)).toEqual([])
})
