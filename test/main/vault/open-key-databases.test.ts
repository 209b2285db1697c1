/** The two copies of the keys are compared at each opening, and made the same. */
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { KEY_FILES } from '../../../main/vault/key-database.ts'
import { openKeyring, type KeyringDeps } from '../../../main/vault/keyring.ts'
import { again, fresh, folderOf, listed, owner } from './keyring-bench.ts'
import { code, value } from './support.ts'

describe.each(KEY_FILES)('%s', (name) => {
  const at = (parts: KeyringDeps) => join(folderOf(parts), name)
  const alter = (sql: string) => (path: string) => {
    const database = new DatabaseSync(path)
    database.exec(sql)
    database.close()
  }
  test.each<[string, (path: string) => void]>([
    ['deleted', (path) => rmSync(path)],
    ['emptied', (path) => truncateSync(path, 0)],
    ['cut', (path) => truncateSync(path, 5_000)],
    ['without its state', alter('DELETE FROM state')],
    ['with an altered state', alter(`UPDATE state SET body = replace(body, '"keys":40', '"keys":41')`)],
    ['with an altered key', alter(`UPDATE places SET entry = CAST(zeroblob(100) || substr(entry, 101) AS BLOB) WHERE place = 3`)],
    ['without a key', alter('DELETE FROM places WHERE place = 3')],
  ])('%s: made again from the other copy, and said once', async (_, damage) => {
    const parts = await fresh()
    const keyring = value(await openKeyring(parts))
    for (let index = 0; index < 40; index += 1) value(await keyring.create([{ purpose: 'case', ownerId: owner }]))
    const before = listed(keyring)
    keyring.close()
    damage(at(parts))
    const opened = value(await openKeyring(parts))
    expect(opened.keys).toEqual({ repaired: name === KEY_FILES[0], secondRepaired: name === KEY_FILES[1], lost: 0 })
    expect(listed(opened)).toEqual(before)
    const third = await again(opened, parts)
    expect(third.keys).toEqual({ repaired: false, secondRepaired: false, lost: 0 })
    third.close()
  })

  test('put back to an older state: a destroyed key does not come back', async () => {
    const parts = await fresh()
    const keyring = value(await openKeyring(parts))
    const [key] = value(await keyring.create([{ purpose: 'custody', ownerId: owner }]))
    keyring.close()
    const old = readFileSync(at(parts))
    const second = value(await openKeyring(parts))
    value(await second.destroy([toHex(key!.keyId)]))
    second.close()
    writeFileSync(at(parts), old)
    const opened = value(await openKeyring(parts))
    expect(opened.list()).toEqual([])
    opened.close()
  })
})

test('keyring: keys that neither copy has are said; without either database nothing is opened and nothing new is made', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  for (let index = 0; index < 5; index += 1) value(await keyring.create([{ purpose: 'case', ownerId: owner }]))
  keyring.close()
  for (const name of KEY_FILES) {
    const database = new DatabaseSync(join(folderOf(parts), name))
    database.exec('DELETE FROM places WHERE place = 2')
    database.close()
  }
  const opened = value(await openKeyring(parts))
  expect([opened.keys.lost, opened.list().length]).toEqual([1, 4])
  opened.close()
  for (const name of KEY_FILES) truncateSync(join(folderOf(parts), name), 0)
  expect(code(await openKeyring(parts))).toBe('keyring-damaged')
  for (const name of KEY_FILES) rmSync(join(folderOf(parts), name))
  expect(code(await openKeyring(parts))).toBe('keyring-missing')
  expect(readdirSync(folderOf(parts)).filter((name) => name.endsWith('.db'))).toEqual([])
})

test('keyring: thousands of keys are read in slices, each once, and nothing is made again', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  value(await keyring.create(Array.from({ length: 2_300 }, () => ({ purpose: 'case' as const, ownerId: owner }))))
  const before = listed(keyring)
  const opened = await again(keyring, parts)
  expect(opened.keys).toEqual({ repaired: false, secondRepaired: false, lost: 0 })
  expect(listed(opened)).toEqual(before)
  opened.close()
})
