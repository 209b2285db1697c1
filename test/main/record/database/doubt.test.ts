/** The small file beside a copy that says that damage was found in it. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clearDoubt, isInDoubt, noteMadeAgain, putInDoubt, setAside, wasMadeAgain } from '../../../../main/record/database/doubt.ts'
import { freshFolder } from '../../vault/support.ts'

test('doubt: put, noted as made again, and cleared', async () => {
  const path = join(await freshFolder(), 'record.db')
  const now = () => [isInDoubt(path), wasMadeAgain(path)]
  expect(now()).toEqual([false, false])
  putInDoubt(path)
  expect(now()).toEqual([true, false])
  noteMadeAgain(path)
  expect(now()).toEqual([true, true])
  putInDoubt(path)
  expect(now()).toEqual([true, false])
  clearDoubt(path)
  expect(now()).toEqual([false, false])
  clearDoubt(path)
})

test('doubt: a disk that cannot be written is no failure', async () => {
  const nowhere = join(await freshFolder(), 'absent', 'record.db')
  putInDoubt(nowhere)
  noteMadeAgain(nowhere)
  expect(isInDoubt(nowhere)).toBe(false)
})

test('set aside: the database and its log, beside the vault, and nothing else', async () => {
  const folder = await freshFolder()
  const vault = join(folder, 'vault')
  mkdirSync(vault)
  for (const name of ['record.db', 'record.db-wal', 'record-second.db']) writeFileSync(join(vault, name), name)
  await setAside(join(vault, 'record.db'), new Date('2026-11-29T10:20:30.000Z'))
  expect(readdirSync(vault)).toEqual(['record-second.db'])
  expect(readdirSync(join(folder, 'set-aside', 'record-2026-11-29T10-20-30.000Z')).toSorted()).toEqual(['record.db', 'record.db-wal'])
})

test('set aside: nothing there, nothing is made', async () => {
  const folder = await freshFolder()
  await setAside(join(folder, 'vault', 'record.db'), new Date())
  expect(existsSync(join(folder, 'set-aside'))).toBe(false)
})
