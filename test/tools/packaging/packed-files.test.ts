import { createPackageWithOptions } from '@electron/asar'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  compareLists,
  formatDifference,
  formatList,
  listPacked,
  readList,
  readPacked,
  summarisePaths,
  withoutElectron,
} from '../../../tools/packaging/packed-files.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'packed-files-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

describe('packed files', () => {
  test('are those beside the archive and in it; one that lies beside it is named once', async () => {
    const app = folderWith({ 'package.json': '{}', 'dist/main.mjs': 'main', 'dist/worker.mjs': 'worker' })
    const packed = folderWith({ program: '', 'resources/LICENSE.txt': 'words' })
    await createPackageWithOptions(app, join(packed, 'resources/app.asar'), { unpack: '**/worker.mjs' })
    expect(listPacked(packed)).toEqual([
      'program',
      'resources/LICENSE.txt',
      'resources/app.asar.unpacked/dist/worker.mjs',
      'resources/app.asar/dist/main.mjs',
      'resources/app.asar/package.json',
    ])
    expect(readPacked(packed, 'resources/app.asar/dist/main.mjs').toString()).toBe('main')
    expect(readPacked(packed, 'resources/app.asar.unpacked/dist/worker.mjs').toString()).toBe('worker')
  })

  test('of Electron are left out, except its program, which is ours by its name', () => {
    const electron = folderWith({ electron: '', version: '', 'locales/en-GB.pak': '', LICENSE: '' })
    const files = ['ra-desk', 'version', 'locales/en-GB.pak', 'LICENSE.electron.txt', 'resources/LICENSE.txt']
    expect(withoutElectron(files, electron)).toEqual(['ra-desk', 'resources/LICENSE.txt'])
  })

  test('with a hash in their name are one line a kind', () => {
    expect(
      summarisePaths([
        'resources/app.asar/dist/electron/main.mjs',
        'resources/app.asar/dist/electron/part-batch-D6T6BZ3L.mjs',
        'resources/app.asar/dist/electron/part-chunk-2IN5WM6V.mjs',
        'resources/app.asar/dist/renderer/assets/index-Bx_1a-2C.js',
        'resources/app.asar/dist/renderer/index.html',
      ]),
    ).toEqual([
      'resources/app.asar/dist/electron/main.mjs',
      'resources/app.asar/dist/electron/part-*.mjs',
      'resources/app.asar/dist/renderer/assets/*.js',
      'resources/app.asar/dist/renderer/index.html',
    ])
  })

  test('differ from a list by what is there and what is not', () => {
    expect(formatDifference(compareLists(['a', 'b'], ['b', 'c']))).toBe('+ c\n- a')
    expect(formatDifference(compareLists(['a'], ['a']))).toBe('')
  })

  test('are read back from their list, without its comments', () => {
    const folder = folderWith({ 'list.txt': formatList('linux', ['ra-desk', 'resources/LICENSE.txt']) })
    expect(readList(join(folder, 'list.txt'))).toEqual(['ra-desk', 'resources/LICENSE.txt'])
    expect(readList(join(folder, 'none.txt'))).toEqual([])
  })
})
