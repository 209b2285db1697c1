import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asideOf, findFile, writeFileAtomically } from '../../../main/files/atomic-file.ts'
import { code, freshFolder } from '../vault/support.ts'

test('a file is replaced whole, and what a crash left beside it is overwritten', async () => {
  const folder = await freshFolder()
  const path = join(folder, 'key-slots.json')
  await writeFile(asideOf(path), 'half of someth')
  expect(code(await writeFileAtomically(path, Buffer.from('first')))).toBe('ok')
  expect(code(await writeFileAtomically(path, Buffer.from('second')))).toBe('ok')
  expect(await readFile(path, 'utf8')).toBe('second')
  expect(await readdir(folder)).toEqual(['key-slots.json'])
})

test('a write that fails leaves the old file and nothing beside it', async () => {
  const folder = await freshFolder()
  const path = join(folder, 'keyring.bin')
  await mkdir(path)
  await writeFile(join(path, 'in-the-way'), 'x')
  expect(code(await writeFileAtomically(path, Buffer.from('new')))).toBe('write-failed')
  expect(await readdir(folder)).toEqual(['keyring.bin'])
  expect(code(await writeFileAtomically(join(folder, 'no-such-folder', 'x'), Buffer.from('new')))).toBe('write-failed')
  expect(await findFile(join(folder, 'nothing'))).toBeUndefined()
})
