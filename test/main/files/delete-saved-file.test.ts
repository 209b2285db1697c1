import { mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deleteSavedFile, savedCopy } from '../../../main/files/delete-saved-file.ts'
import { freshFolder } from '../vault/support.ts'

const bytes = new TextEncoder().encode('sheet')

test('saved file: deleted when it is the one that was saved, once', async () => {
  const path = join(await freshFolder(), 'recovery-key.pdf')
  await writeFile(path, bytes)
  expect(await deleteSavedFile(savedCopy(path, bytes))).toBe('deleted')
  expect(await deleteSavedFile(savedCopy(path, bytes))).toBe('gone')
})

test('saved file: another file of its name is left alone', async () => {
  const path = join(await freshFolder(), 'recovery-key.pdf')
  await writeFile(path, 'a letter')
  expect(await deleteSavedFile(savedCopy(path, bytes))).toBe('other')
  expect(await readFile(path, 'utf8')).toBe('a letter')
})

test('saved file: one that cannot be read is a failure', async () => {
  const path = join(await freshFolder(), 'recovery-key.pdf')
  mkdirSync(path)
  expect(await deleteSavedFile(savedCopy(path, bytes))).toBe('failed')
})
