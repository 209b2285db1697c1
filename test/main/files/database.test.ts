import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { createDatabase, findDatabase, transaction, type DatabaseKind } from '../../../main/files/database.ts'
import { openRecord } from '../../../main/record/record.ts'
import { agent, clockedVaultAccess, freshFolder, madeVault, passphrase, value } from '../vault/support.ts'

const kind: DatabaseKind = { applicationId: 7, version: 2, schema: 'CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT) STRICT;' }

test.skipIf(process.platform === 'win32')('database: the file and its log are readable for the user only', async () => {
  const path = join(await freshFolder(), 'some.db')
  const database = createDatabase(path, kind)
  transaction(database, () => database.exec(`INSERT INTO things VALUES (1, 'one')`))
  for (const file of [path, `${path}-wal`]) expect(statSync(file).mode & 0o777, file).toBe(0o600)
  database.close()
})

test('database: one that is there is never written over', async () => {
  const path = join(await freshFolder(), 'some.db')
  createDatabase(path, kind).close()
  expect(() => createDatabase(path, kind)).toThrow('EEXIST')
})

test.each<[string, DatabaseKind, string]>([
  ['the same kind', kind, 'open'],
  ['of another program', { ...kind, applicationId: 8 }, 'damaged'],
  ['of an older version', { ...kind, version: 3 }, 'older'],
  ['of a newer version', { ...kind, version: 1 }, 'newer'],
  ['with another schema', { ...kind, schema: kind.schema.replace('name', 'title') }, 'damaged'],
])('database: found: %s', async (_, wanted, state) => {
  const path = join(await freshFolder(), 'some.db')
  createDatabase(path, kind).close()
  const found = findDatabase(path, wanted)
  expect(found.state).toBe(state)
  if (found.state === 'open') found.database.close()
})

test('database: found: nothing, and a file that is none', async () => {
  const path = join(await freshFolder(), 'some.db')
  expect(findDatabase(path, kind)).toEqual({ state: 'missing' })
  writeFileSync(path, 'no database at all, whatever its name says')
  expect(findDatabase(path, kind)).toEqual({ state: 'damaged' })
})

test.each([
  ['the number of how it may be written', 18, 0],
  ['the number of how it may be written', 18, 7],
  ['the number of the schema’s format', 47, 0],
  ['the number of the schema’s format', 47, 7],
])('database: one bit of %s flipped (byte %i, bit %i): damaged, and neither a crash nor a file that takes no write', async (_, at, bit) => {
  const path = join(await freshFolder(), 'some.db')
  createDatabase(path, kind).close()
  const bytes = readFileSync(path)
  bytes[at]! ^= 1 << bit
  writeFileSync(path, bytes)
  expect(findDatabase(path, kind)).toEqual({ state: 'damaged' })
})

test('database: made or found, each commit is flushed, and deleted content is overwritten', async () => {
  const path = join(await freshFolder(), 'some.db')
  const made = createDatabase(path, kind)
  const settingsOf = (database: typeof made) =>
    ['synchronous', 'journal_mode', 'secure_delete', 'locking_mode'].map(
      (pragma) => Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0],
    )
  // 2 is FULL: sqlite.org/pragma.html#pragma_synchronous
  const wanted = [2, 'wal', 1, 'exclusive']
  expect(settingsOf(made)).toEqual(wanted)
  made.close()
  const found = findDatabase(path, kind)
  if (found.state !== 'open') throw new Error(found.state)
  expect(settingsOf(found.database)).toEqual(wanted)
  found.database.close()
})

/** The copies are opened in one place, so none of them has other settings. */
test('database: every database of the record and of the keys is flushed at each commit', async () => {
  const folder = await freshFolder()
  const opened: { readonly path: string; readonly database: DatabaseSync }[] = []
  const { vault } = await madeVault(folder)
  vault.lock()
  const openSqlite = (path: string) => {
    const database = new DatabaseSync(path)
    opened.push({ path, database })
    return database
  }
  const { vaultAccess } = clockedVaultAccess(folder, { openSqlite })
  const again = value(await vaultAccess.unlock({ agentId: agent.id, passphrase }))
  const record = value(await openRecord({ folder, vault: again, now: () => new Date(0), monotonic: () => 0, openSqlite }))
  expect(opened.map(({ path }) => basename(path)).sort()).toEqual([
    'keys-second.db',
    'keys.db',
    'record-second.db',
    'record.db',
    'scans.db',
  ])
  for (const { path, database } of opened) expect(Object.values(database.prepare('PRAGMA synchronous').get()!), path).toEqual([2])
  await record.close()
  again.lock()
})
