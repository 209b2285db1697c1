import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { KEY_FILES } from '../../../main/vault/key-database.ts'
import { createKeyring } from '../../../main/vault/keyring-file.ts'
import { openKeyring } from '../../../main/vault/keyring.ts'
import { deriveVaultKeys } from '../../../main/vault/keys.ts'
import { failingSqlite, FULL, noFailures } from '../../support/failing-sqlite.ts'
import { again, fresh, folderOf, holds, listed, other, owner, sealedOf } from './keyring-bench.ts'
import { code, value } from './support.ts'

test.each(KEY_FILES)('%s: a failed write changes nothing: no key is handed out', async (name) => {
  const parts = await fresh()
  const failing = { ...noFailures(), errcode: FULL }
  const keyring = value(await openKeyring({ ...parts, openSqlite: failingSqlite(failing) }))
  const [kept] = value(await keyring.create([{ purpose: 'case', ownerId: owner }]))
  failing.names = [name]
  expect(code(await keyring.create([{ purpose: 'case', ownerId: other }]))).toBe('disk-full')
  failing.errcode = 10
  expect(code(await keyring.create([{ purpose: 'case', ownerId: other }]))).toBe('write-failed')
  expect(keyring.list().map(({ keyId }) => toHex(keyId))).toEqual([toHex(kept!.keyId)])
  failing.names = []
  value(await keyring.create([{ purpose: 'case', ownerId: other }]))
  const opened = await again(keyring, parts)
  expect([opened.list().length, opened.keys]).toEqual([2, { repaired: false, secondRepaired: false, lost: 0 }])
  opened.close()
})

test.each(KEY_FILES)('%s: a destruction that fails is not reported as done, and is completed by the next attempt', async (name) => {
  const parts = await fresh()
  const failing = noFailures()
  const keyring = value(await openKeyring({ ...parts, openSqlite: failingSqlite(failing) }))
  const [key] = value(await keyring.create([{ purpose: 'custody', ownerId: owner }]))
  const id = toHex(key!.keyId)
  const sealed = sealedOf(parts, id).subarray(-96)
  failing.names = [name]
  expect(code(await keyring.destroy([id]))).toBe('write-failed')
  expect(code(await keyring.destroy([id]))).toBe('write-failed')
  failing.names = []
  expect(code(await keyring.destroy([id]))).toBe('ok')
  expect(holds(parts, sealed)).toEqual([])
  const opened = await again(keyring, parts)
  expect(opened.list()).toEqual([])
  opened.close()
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

  test('a keyring without keys is under it too', async () => {
    const { first, next } = await versioned()
    const keyring = value(await openKeyring(first))
    value(await keyring.rotateVaultKey(next.sealing, { keyVersion: 1, vaultKey }, people))
    value(await keyring.forgetKeyVersions([1]))
    keyring.close()
    const opened = value(await openKeyring(next))
    expect([opened.list(), opened.keys.lost]).toEqual([[], 0])
    opened.close()
  })
})

test('keyring: each change of the keys has the next number', async () => {
  const parts = await fresh()
  const keyring = value(await openKeyring(parts))
  const numbers = [keyring.revisions().keys]
  const [key] = value(await keyring.create([{ purpose: 'case', ownerId: owner }]))
  numbers.push(keyring.revisions().keys)
  value(await keyring.destroy([toHex(key!.keyId)]))
  numbers.push(keyring.revisions().keys)
  expect(numbers.map((number) => number - numbers[0]!)).toEqual([0, 1, 2])
  keyring.close()
})
