import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDatabase, findDatabase, transaction, type DatabaseKind } from '../../../main/files/database.ts'
import { freshFolder } from '../vault/support.ts'

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
