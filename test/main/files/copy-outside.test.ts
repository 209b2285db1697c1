import { createHash } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { copyOutside, deleteFolder, deleteOutside, writeOutside } from '../../../main/files/copy-outside.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-outside-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = new TextEncoder().encode('an invented picture')
const copyAt = (savedAs: string) => copyOutside(savedAs, bytes)

describe('copy outside the data folder', () => {
  test('is known by its place, length and SHA-256', () => {
    expect(copyAt('/invented/picture.jpg')).toEqual({
      savedAs: '/invented/picture.jpg',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
  })

  test('is written for the agent alone, in a folder that is made if it is not there', async () => {
    const path = join(folder, 'new', 'picture.jpg')
    await writeOutside(path, bytes)
    expect(new Uint8Array(readFileSync(path))).toEqual(bytes)
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0)
  })

  test('is overwritten, then deleted', async () => {
    const path = join(folder, 'picture.jpg')
    await writeOutside(path, bytes)
    // A second name of the same file shows what happened to its bytes.
    linkSync(path, join(folder, 'second-name'))
    expect(await deleteOutside(copyAt(path))).toBe('deleted')
    expect(existsSync(path)).toBe(false)
    expect(await deleteOutside(copyAt(path))).toBe('not-there')
    expect([...readFileSync(join(folder, 'second-name'))].every((byte) => byte === 0)).toBe(true)
  })

  const others: readonly (readonly [string, 'not-there' | 'other-contents', (path: string) => void])[] = [
    ['nothing', 'not-there', () => undefined],
    ['no folder', 'not-there', () => rmSync(folder, { recursive: true })],
    ['a longer file', 'other-contents', (path) => writeFileSync(path, 'another file of another length')],
    ['another file of the same length', 'other-contents', (path) => writeFileSync(path, 'an invented PICTURE')],
    ['a folder', 'other-contents', (path) => mkdirSync(path)],
    [
      'a link to the very same bytes',
      'other-contents',
      (path) => {
        writeFileSync(join(folder, 'elsewhere'), bytes)
        symlinkSync(join(folder, 'elsewhere'), path)
      },
    ],
  ]
  test.each(others)('%s in its place is left alone: %s', async (_what, outcome, put) => {
    const path = join(folder, 'picture.jpg')
    put(path)
    const before = existsSync(path) && statSync(path).isFile() ? readFileSync(path) : undefined
    expect(await deleteOutside(copyAt(path))).toBe(outcome)
    if (before) expect(readFileSync(path)).toEqual(before)
  })

  test('a folder of our own is deleted with its files, and one that is not there is no failure', async () => {
    await writeOutside(join(folder, 'own', 'picture.jpg'), bytes)
    linkSync(join(folder, 'own', 'picture.jpg'), join(folder, 'second-name'))
    await deleteFolder(join(folder, 'own'))
    expect([...readFileSync(join(folder, 'second-name'))].every((byte) => byte === 0)).toBe(true)
    await deleteFolder(join(folder, 'own'))
    expect(existsSync(join(folder, 'own'))).toBe(false)
  })
})
