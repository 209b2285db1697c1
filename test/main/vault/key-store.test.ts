import { expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { KEY_FILES } from '../../../main/vault/key-database.ts'
import { openKeyring } from '../../../main/vault/keyring.ts'
import { failingSqlite, FULL, noFailures } from '../../support/failing-sqlite.ts'
import { again, fresh, holds, other, owner, sealedOf } from './keyring-bench.ts'
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
