import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase, findDatabase, openSqlite, transaction, type DatabaseKind, type OpenSqlite } from '../../../main/files/database.ts'
import { sqliteForFilling } from './sqlite-for-filling.ts'

const kind: DatabaseKind = { applicationId: 7, version: 1, schema: 'CREATE TABLE acts (number INTEGER PRIMARY KEY, act BLOB) STRICT;' }
const names = ['acts.db', 'acts-second.db']

/** Both copies made and closed, then opened with `open` and filled act by act. */
function filled(open: OpenSqlite, acts: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-acts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of names) createDatabase(join(folder, name), kind).close()
  const copies = names.map((name) => {
    const found = findDatabase(join(folder, name), kind, open)
    if (found.state !== 'open') throw new Error(found.state)
    return found.database
  })
  for (let act = 0; act < acts; act += 1)
    for (const copy of copies)
      transaction(copy, () => copy.prepare('INSERT INTO acts VALUES (?, ?)').run(act, new Uint8Array(900).fill(act % 251)))
  for (const copy of copies) copy.close()
  return folder
}

function rowsOf(folder: string, name: string): unknown[] {
  const database = openSqlite(join(folder, name))
  const rows = database.prepare('SELECT * FROM acts').all()
  database.close()
  return rows
}

test('SQLite for filling: both copies have what acts leave that are committed one by one, and are the same file', () => {
  const sqlite = sqliteForFilling()
  const many = filled(sqlite.open, 2_300)
  sqlite.finish(many)
  const single = filled(openSqlite, 2_300)
  for (const name of names) expect(rowsOf(many, name)).toEqual(rowsOf(single, name))
  expect(readFileSync(join(many, names[1]!)).equals(readFileSync(join(many, names[0]!)))).toBe(true)
})

test('SQLite for filling: an act that fails ends the filling', () => {
  const sqlite = sqliteForFilling()
  expect(() =>
    filled((path) => {
      const database = sqlite.open(path)
      const { exec } = database
      database.exec = (sql) => {
        if (sql === 'COMMIT') throw new Error('full')
        exec(sql)
      }
      return database
    }, 1),
  ).toThrow('full')
})
