import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asideOf } from '../../../main/files/atomic-file.ts'
import { putInPlace, removeUnfinished } from '../../../main/files/replace-database.ts'
import { freshFolder } from '../vault/support.ts'

test('database made again: takes the place of the old one', async () => {
  const path = join(await freshFolder(), 'record.db')
  writeFileSync(path, 'old')
  writeFileSync(asideOf(path), 'new')
  await putInPlace(path)
  expect(readFileSync(path, 'utf8')).toBe('new')
  expect(existsSync(asideOf(path))).toBe(false)
})

test('database made again: without a finished one the old one stays', async () => {
  const path = join(await freshFolder(), 'record.db')
  writeFileSync(path, 'old')
  await expect(putInPlace(path)).rejects.toThrow('ENOENT')
  expect(readFileSync(path, 'utf8')).toBe('old')
})

test('database made again: what a crash left of it goes, with its log, and nothing else', async () => {
  const folder = await freshFolder()
  const path = join(folder, 'record.db')
  for (const name of [path, `${path}-wal`, asideOf(path), `${asideOf(path)}-wal`]) writeFileSync(name, '')
  removeUnfinished(path)
  expect(readdirSync(folder).sort()).toEqual(['record.db', 'record.db-wal'])
  expect(() => removeUnfinished(path)).not.toThrow()
})
