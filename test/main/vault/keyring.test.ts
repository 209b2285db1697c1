import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { createKeyring } from '../../../main/vault/keyring-file.ts'
import { KEY_FILES } from '../../../main/vault/key-database.ts'
import { openKeyring, type KeyringDeps } from '../../../main/vault/keyring.ts'
import { secondCopyOf } from '../../../main/files/mirrored-atomic-file.ts'
import { deriveVaultKeys } from '../../../main/vault/keys.ts'
import { failingSqlite, noFailures } from '../../support/failing-sqlite.ts'
import { code, value } from './support.ts'

import { again, fresh, folderOf, holds, listed, other, owner, sealedOf } from './keyring-bench.ts'

test('keyring: keys are on the disk before anyone gets them', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  value(
    await keyring.create([
      { purpose: 'case', ownerId: owner },
      { purpose: 'custody', ownerId: owner },
    ]),
  )
  const [third] = value(await keyring.create([{ purpose: 'evidence', ownerId: other }]))
  const before = listed(keyring)
  const opened = await again(keyring, parts)
  expect(listed(opened)).toEqual(before)
  expect(opened.find(toHex(third!.keyId))).toMatchObject({ purpose: 'evidence', ownerId: other })
  expect(opened.list({ purpose: 'custody' }).length).toBe(1)
  expect(opened.list({ ownerId: owner }).map(({ purpose }) => purpose)).toEqual(['case', 'custody'])
  expect(opened.list({ ownerId: owner, purpose: 'case' }).length).toBe(1)
  expect(opened.station.agents[0]?.name).toBe('Tamsin Example-Agent')
  expect(new Set(before.map(([, , , key]) => key)).size).toBe(3)
  opened.close()
})

test('keyring: keys created at once are all kept', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  await Promise.all(Array.from({ length: 20 }, () => keyring.create([{ purpose: 'case', ownerId: owner }])))
  const opened = await again(keyring, parts)
  expect(opened.list()).toHaveLength(20)
  opened.close()
})

test('keyring: a destroyed key is in no file, not even sealed, and no longer in memory', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  const random = seeded()
  const kept = new Set<string>()
  const gone: Uint8Array[] = []
  // Keys come and go until places were used again and pages were filled.
  for (let round = 0; round < 12; round += 1) {
    const made = value(await keyring.create(Array.from({ length: 20 }, () => ({ purpose: 'case' as const, ownerId: owner }))))
    for (const { keyId } of made) kept.add(toHex(keyId))
    const doomed = Array.from({ length: 12 }, () => [...kept][random(kept.size)]!)
    const bytes = doomed.map((id) => keyring.find(id)!.key)
    for (const id of new Set(doomed)) gone.push(sealedOf(parts, id).subarray(-96))
    value(await keyring.destroy(doomed))
    for (const id of doomed) kept.delete(id)
    expect(bytes.every((key) => key.every((byte) => byte === 0))).toBe(true)
    expect(doomed.map((id) => keyring.find(id))).toEqual(doomed.map(() => undefined))
  }
  expect(gone.length).toBeGreaterThan(100)
  for (const sealed of gone) expect(holds(parts, sealed)).toEqual([])
  // The control: what is kept is found.
  expect(holds(parts, sealedOf(parts, [...kept][0]!).subarray(-96)).length).toBeGreaterThanOrEqual(1)
  const opened = await again(keyring, parts)
  expect(new Set(opened.list().map(({ keyId }) => toHex(keyId)))).toEqual(kept)
  expect(code(await opened.destroy([toHex(new Uint8Array(16))]))).toBe('ok')
  opened.close()
})

/** The same numbers in every run. */
function seeded() {
  let state = 7
  return (below: number) => (state = (state * 16_807) % 2_147_483_647) % below
}

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

describe('keyring: another key version', () => {
  const vaultKey = new Uint8Array(32).fill(3)
  const people = { agents: [], recovery: { publicKey: 'AAAA', sealingKey: 'AAAA' } }

  /** A keyring with keys under the key that follows from `vaultKey`, and the next sealing key. */
  async function versioned() {
    const parts = await fresh()
    const keys = (keyVersion: number, key: Uint8Array) => deriveVaultKeys(key, parts.vaultId, keyVersion).keyring
    const first = { ...parts, sealing: keys(1, vaultKey) }
    for (const name of KEY_FILES) rmSync(join(folderOf(parts), name))
    value(await createKeyring(first, { deviceSeed: new Uint8Array(32).fill(5), ...people }))
    return { first, next: { ...parts, sealing: keys(2, new Uint8Array(32).fill(4)) } }
  }

  test.each(['nothing', KEY_FILES[0], KEY_FILES[1]])('every key is sealed under it, also when %s failed in between', async (name) => {
    const { first, next } = await versioned()
    const failing = noFailures()
    const keyring = value(await openKeyring({ ...first, openSqlite: failingSqlite(failing) }))
    for (let index = 0; index < 10; index += 1) value(await keyring.create([{ purpose: 'case', ownerId: owner }]))
    const before = listed(keyring)
    const old = sealedOf(first, before[0]![0]!).subarray(-96)
    failing.names = [name]
    value(await keyring.rotateVaultKey(next.sealing, { keyVersion: 1, vaultKey }, people))
    expect(listed(keyring)).toEqual(before)
    keyring.close()
    expect(code(await openKeyring(first))).toBe('keyring-damaged')
    const opened = value(await openKeyring(next))
    expect(listed(opened)).toEqual(before)
    expect(holds(first, old)).toEqual([])
    // The former key is not needed any more.
    value(await opened.forgetKeyVersions([1]))
    const third = await again(opened, next)
    expect(listed(third)).toEqual(before)
    third.close()
  })
})

test('keyring: a file of the previous format is older, not damaged', async () => {
  const parts = await fresh()
  const old = await readFile(parts.path)
  old[4] = 2
  for (const path of [parts.path, secondCopyOf(parts.path)]) await writeFile(path, old)
  const refused = await openKeyring(parts)
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'keyring-older', message: expect.stringContaining('written by an older version') as string },
  })
  expect(await readFile(parts.path)).toEqual(old)
})

test('keyring: every flipped byte of the file is noticed', async () => {
  const parts = await fresh()
  const good = await readFile(parts.path)
  // One damaged copy is repaired from the other: see `mirrored-atomic-file.test.ts`.
  const writeBoth = async (bytes: Uint8Array) => {
    for (const path of [parts.path, secondCopyOf(parts.path)]) await writeFile(path, bytes)
  }
  for (let index = 0; index < good.length; index += 1) {
    const flipped = Buffer.from(good)
    flipped[index]! ^= 1 << (index % 8)
    await writeBoth(flipped)
    // The fifth byte is the version.
    expect(code(await openKeyring(parts)), `byte ${index}`).toBe(index === 4 ? 'keyring-newer' : 'keyring-damaged')
  }
  await writeBoth(good.subarray(0, good.length - 1))
  expect(code(await openKeyring(parts))).toBe('keyring-damaged')
  for (const path of [parts.path, secondCopyOf(parts.path)]) await rm(path)
  expect(code(await openKeyring(parts))).toBe('keyring-missing')
})

test('keyring: closing overwrites the keys, and nothing is written afterwards', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  const [key] = value(await keyring.create([{ purpose: 'case', ownerId: owner }]))
  expect(key!.key.some((byte) => byte !== 0)).toBe(true)
  keyring.close()
  expect(key!.key.every((byte) => byte === 0)).toBe(true)
  expect(code(await keyring.create([{ purpose: 'case', ownerId: owner }]))).toBe('locked')
  expect(code(await keyring.destroy([toHex(key!.keyId)]))).toBe('locked')
  const opened = value(await openKeyring(parts))
  expect(opened.list()).toHaveLength(1)
  opened.close()
})
