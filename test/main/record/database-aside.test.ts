/** A database that cannot be opened is moved, never deleted, and what lies beside it stays. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeOldAsides, setDatabaseAside } from '../../../main/record/database-aside.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-aside-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const now = new Date('2026-11-25T09:02:03.004Z')

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

test.each([
  { shell: 'Electron', place: 'session' },
  { shell: 'the stand-in', place: 'session/chromium/Default' },
])('of $shell: the database moves whole, with its files of large values, and the rest of the profile stays', async ({ place }) => {
  write(`${place}/IndexedDB/app_ra-desk_0.indexeddb.leveldb/000003.log`, 'rows')
  write(`${place}/IndexedDB/app_ra-desk_0.indexeddb.blob/1/00/3`, 'large')
  write(`${place}/Local State`, 'the key of the key store')
  write('vault/journal.log', 'the record')
  const aside = await setDatabaseAside(folder, now)
  const kept = join(folder, 'set-aside', 'database-2026-11-25T09-02-03.004Z')
  expect(aside).toEqual({ kept })
  expect(readFileSync(join(kept, 'IndexedDB/app_ra-desk_0.indexeddb.leveldb/000003.log'), 'utf8')).toBe('rows')
  expect(readFileSync(join(kept, 'IndexedDB/app_ra-desk_0.indexeddb.blob/1/00/3'), 'utf8')).toBe('large')
  expect(readdirSync(join(folder, place))).toEqual(['Local State'])
  expect(readFileSync(join(folder, 'vault/journal.log'), 'utf8')).toBe('the record')
  expect(await setDatabaseAside(folder, now)).toBeUndefined()
})

test('a file in the place of the folder moves too', async () => {
  write('session/IndexedDB', 'not a folder')
  expect(await setDatabaseAside(folder, now)).toMatchObject({ kept: expect.stringContaining('set-aside') as string })
})

test('a folder that cannot be moved is reported with the system’s code, and stays', async () => {
  write('session/IndexedDB/000003.log', 'rows')
  write('set-aside', 'a file where the folder should be')
  expect(await setDatabaseAside(folder, now)).toEqual({ failed: expect.stringMatching(/^E(EXIST|NOTDIR)$/) as string })
  expect(readFileSync(join(folder, 'session/IndexedDB/000003.log'), 'utf8')).toBe('rows')
})

test('without a database there is nothing to move', async () => {
  expect(await setDatabaseAside(folder, now)).toBeUndefined()
})

test('after fourteen days it goes, and nothing else does', async () => {
  for (const name of [
    'database-2026-11-10T09-00-00.000Z',
    'database-2026-11-11T09-00-00.000Z',
    'database-2026-11-12T09-00-00.000Z',
    'notes',
    'database-kept',
  ])
    write(`set-aside/${name}/file`, name)
  expect(await removeOldAsides(folder, new Date('2026-11-25T08:00:00Z'))).toBe(1)
  expect(readdirSync(join(folder, 'set-aside'))).toEqual([
    'database-2026-11-11T09-00-00.000Z',
    'database-2026-11-12T09-00-00.000Z',
    'database-kept',
    'notes',
  ])
  expect(await removeOldAsides(join(folder, 'nowhere'), now)).toBe(0)
})
