import { markFileName } from '../../../domain/backup/folder-identity.ts'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { backupFileName, BACKUPS_KEPT } from '../../../domain/backup/schedule.ts'
import { createFolderListing, dropOlderBackups, listFolder, prepareFolder, writeFlushed } from '../../../main/backup/backup-folder.ts'
import { code, freshFolder } from '../vault/support.ts'

const vaultId = 'ab'.repeat(16)
const at = (target: string) => ({ target, vaultId, remembered: { marked: false, usedUnmarked: false } })

describe('folder for backups', () => {
  test('a folder that is not there is not created, not even its last part', async () => {
    const folder = await freshFolder()
    for (const path of [join(folder, 'new'), join(folder, 'away', 'stick')])
      expect(code(await prepareFolder(at(path), 0))).toBe('backup-folder')
    expect(await readdir(folder)).toEqual([])
  })

  test('a file in its place is not a folder', async () => {
    const path = join(await freshFolder(), 'file')
    await writeFile(path, 'mine')
    expect(code(await prepareFolder(at(path), 0))).toBe('backup-folder')
    expect(await readFile(path, 'utf8')).toBe('mine')
  })

  test('unfinished backups leave; finished ones and other files stay', async () => {
    const folder = await freshFolder()
    const finished = backupFileName(vaultId, '2026-11-23T09:30:00.000Z', 7)
    for (const name of [finished, `${finished}.part`, 'holiday.age.part', 'ra-desk-notes.txt']) await writeFile(join(folder, name), '')
    await prepareFolder(at(folder), 0)
    expect((await readdir(folder)).toSorted()).toEqual(
      ['holiday.age.part', finished, 'ra-desk-notes.txt', markFileName(vaultId)].toSorted(),
    )
  })

  test('less free space than is needed is full', async () => {
    expect(code(await prepareFolder(at(await freshFolder()), Number.MAX_SAFE_INTEGER))).toBe('backup-full')
  })
})

test('names are kept for a minute, for one folder, until they are forgotten', async () => {
  const [folder, other] = [await freshFolder(), await freshFolder()]
  let run = 0
  const listing = createFolderListing(() => run)
  expect(await listing.names(folder)).toEqual([])
  await writeFile(join(folder, 'new'), '')
  run = 59_999
  expect(await listing.names(folder)).toEqual([])
  expect(await listing.names(other)).toEqual([])
  expect(await listing.names(folder)).toEqual(['new'])
  await writeFile(join(folder, 'newer'), '')
  listing.forget()
  expect(await listing.names(folder)).toHaveLength(2)
  await mkdir(join(folder, 'third'))
  run += 60_000
  expect(await listing.names(folder)).toHaveLength(3)
  expect(await listFolder(join(folder, 'away'))).toBeUndefined()
})

test('pieces are written one after another, and the length is answered', async () => {
  const path = join(await freshFolder(), 'file')
  async function* pieces() {
    for (const text of ['Inv', '', 'ented']) yield new TextEncoder().encode(text)
  }
  expect(await writeFlushed(path, pieces())).toBe(8)
  expect(await readFile(path, 'utf8')).toBe('Invented')
})

test('older backups leave, never the one that was just made and never those of another vault', async () => {
  const folder = await freshFolder()
  const names = Array.from({ length: BACKUPS_KEPT + 3 }, (_, day) =>
    backupFileName(vaultId, `2026-11-${String(day + 1).padStart(2, '0')}T09:30:00.000Z`, day),
  )
  const foreign = backupFileName('cd'.repeat(16), '2020-01-01T09:30:00.000Z', 1)
  for (const name of [...names, foreign]) await writeFile(join(folder, name), '')
  // The clock was set back: the one just made bears the oldest day.
  await dropOlderBackups(folder, vaultId, names[0]!)
  const left = await readdir(folder)
  expect(left).toContain(names[0])
  expect(left).toContain(foreign)
  expect(left).toHaveLength(BACKUPS_KEPT + 1)
  await dropOlderBackups(join(folder, 'away'), vaultId, names[0]!)
})
