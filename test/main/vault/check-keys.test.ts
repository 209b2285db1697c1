/** Every key is checked in both copies: opening only compares the copies, so what is damaged alike in both shows here. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { KEY_FILES } from '../../../main/vault/key-database.ts'
import { keyStore } from '../../../main/vault/key-store.ts'
import { openKeyring } from '../../../main/vault/keyring.ts'
import { openKeyDatabases } from '../../../main/vault/open-key-databases.ts'
import { fresh, folderOf, owner, sealedOf } from './keyring-bench.ts'
import { randomBytes, value } from './support.ts'

describe('keyring: a key that is damaged alike in both copies', () => {
  const noPause = () => Promise.resolve()

  /** Five keys; the entry of the second is altered in these copies. */
  async function damaged(sql: string, names: readonly string[] = KEY_FILES) {
    const parts = await fresh()
    const keyring = value(await openKeyring(parts))
    for (let index = 0; index < 5; index += 1) value(await keyring.create([{ purpose: 'case', ownerId: owner }]))
    const ids = keyring.list().map(({ keyId }) => toHex(keyId))
    keyring.close()
    for (const name of names) {
      const database = new DatabaseSync(join(folderOf(parts), name))
      database.exec(`UPDATE places SET entry = ${sql} WHERE place = 2`)
      database.close()
    }
    return { parts, ids, opened: value(await openKeyring(parts)) }
  }
  const zerosAt = (from: number, length: number) =>
    `CAST(substr(entry, 1, ${from}) || zeroblob(${length}) || substr(entry, ${from + length + 1}) AS BLOB)`

  test.each([
    ['its key', zerosAt(140, 8)],
    ['its MAC', zerosAt(174, 8)],
    ['its owner', `CAST(substr(entry, 1, 18) || x'61' || substr(entry, 20) AS BLOB)`],
    ['its number', zerosAt(82, 8)],
    ['its id', zerosAt(0, 4)],
    ['the id of its sealing key', zerosAt(90, 4)],
  ])('%s: the check of all keys counts it as lost, at each opening', async (_, sql) => {
    const { parts, opened } = await damaged(sql)
    expect([opened.keys.lost, await opened.check(noPause)]).toMatchObject([0, { lost: 1, damaged: [] }])
    const again = value(await (opened.close(), openKeyring(parts)))
    expect(await again.check(noPause)).toMatchObject({ lost: 1, damaged: [] })
    again.close()
  })

  test('the others are sealed under another vault key all the same, and it can be destroyed', async () => {
    const { parts, ids, opened } = await damaged(zerosAt(140, 8))
    const next = { keyId: randomBytes(16), key: randomBytes(32) }
    value(
      await opened.rotateVaultKey(next, { keyVersion: 1, vaultKey: randomBytes(32) }, { agents: [], recovery: opened.station.recovery }),
    )
    for (const [place, id] of ids.entries())
      if (place !== 1) expect(toHex(sealedOf(parts, id)).includes(toHex(next.keyId)), `key ${place}`).toBe(true)
    value(await opened.destroy([ids[1]!]))
    expect([opened.list().length, (await opened.check(noPause)).lost]).toEqual([4, 0])
    opened.close()
  })

  test.each(KEY_FILES)('damaged in %s while the keyring is open: the check names that copy, and nothing is lost', async (name) => {
    const { parts, opened } = await damaged('entry')
    expect(await opened.check(noPause)).toMatchObject({ lost: 0, damaged: [] })
    opened.close()
    const sealingKeys = new Map([[toHex(parts.sealing.keyId), parts.sealing]])
    const databases = value(await openKeyDatabases({ folder: folderOf(parts), vaultId: parts.vaultId, sealingKeys }))
    const store = keyStore({ ...parts, opened: databases, sealingKeys })
    const copy = name === KEY_FILES[0] ? databases.first : databases.second
    copy.database.exec(`UPDATE places SET entry = ${zerosAt(140, 8)} WHERE place = 2`)
    expect(await store.check(noPause)).toMatchObject({ lost: 0, damaged: [name] })
    store.close()
  })

  test.each(KEY_FILES)(
    'gone from %s while the keyring is open: it opens from the other copy, and the check names that copy',
    async (name) => {
      const { parts, ids, opened } = await damaged('entry')
      opened.close()
      const sealingKeys = new Map([[toHex(parts.sealing.keyId), parts.sealing]])
      const databases = value(await openKeyDatabases({ folder: folderOf(parts), vaultId: parts.vaultId, sealingKeys }))
      const store = keyStore({ ...parts, opened: databases, sealingKeys })
      const copy = name === KEY_FILES[0] ? databases.first : databases.second
      copy.database.exec('DELETE FROM places WHERE place = 2')
      expect(store.find(ids[1]!)?.key.some((byte) => byte !== 0)).toBe(true)
      expect(await store.check(noPause)).toMatchObject({ lost: 0, damaged: [name] })
      store.close()
    },
  )

  test('keyring: the check of all keys has a pause after a few keys, and stops there when it must', async () => {
    const parts = await fresh()
    const keyring = value(await openKeyring(parts))
    value(await keyring.create(Array.from({ length: 90 }, () => ({ purpose: 'case' as const, ownerId: owner }))))
    let pauses = 0
    await keyring.check(() => Promise.resolve(void (pauses += 1)))
    expect(pauses).toBe(4)
    await expect(keyring.check(() => Promise.reject(new Error('stopped')))).rejects.toThrow('stopped')
    // A key that is destroyed in a pause is not lost.
    const [first] = keyring.list().slice(-1)
    const checked = keyring.check(async () => void (await keyring.destroy([toHex(first!.keyId)])))
    expect((await checked).lost).toBe(0)
    keyring.close()
  })
})
