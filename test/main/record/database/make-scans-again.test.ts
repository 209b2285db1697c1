import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { value } from '../../vault/support.ts'
import { station, type Station } from '../record-support.ts'

let here: Station
const scans = () => join(here.folder, 'vault', 'scans.db')
const PAGE = 4096

beforeEach(async () => {
  here = await station({})
  for (let round = 1; round <= 30; round += 1) await here.save('chunks', `scan-${round}:0`, 1, 9_000)
})
afterEach(async () => {
  await here.record.close().catch(() => undefined)
})

/** Zeros in the place of the root of the table: SQLite then refuses every read and write of it. */
async function zeroRoot(): Promise<void> {
  await here.close()
  const bytes = readFileSync(scans())
  bytes.fill(0, PAGE, 2 * PAGE)
  writeFileSync(scans(), bytes)
  await here.reopen()
}

const isWhole = (): boolean => {
  const database = new DatabaseSync(scans())
  const found = database.prepare('PRAGMA integrity_check').all()
  database.close()
  return JSON.stringify(found) === '[{"integrity_check":"ok"}]'
}

test('database of scans: damage in a page does not refuse new scans; the file is made again at once, and lost pieces can be stored again', async () => {
  await zeroRoot()
  await here.save('chunks', 'new:0', 1, 9_000)
  expect(readdirSync(join(here.folder, 'set-aside'))).toHaveLength(1)
  const { pieces } = await here.record.journal.lackingScans()
  expect(pieces).toHaveLength(30)
  const rows = pieces.map(({ id }) => here.wanted.get(`chunks ${id}`)!)
  value(await here.record.appendAgain(rows, { action: 'again' }))
  await here.close()
  expect(isWhole()).toBe(true)
  await here.reopen()
  expect(existsSync(`${scans()}.doubt`)).toBe(false)
  expect(await here.record.journal.lackingScans()).toEqual({ files: [], pieces: [] })
})

test('database of scans: pieces that read are kept when it is made again after a check found damage', async () => {
  // More than is written at once.
  for (const number of [1, 2, 3]) await here.save('chunks', `large-${number}:0`, 1, 600_000)
  await here.close()
  const database = new DatabaseSync(scans())
  database.exec(`UPDATE pieces SET env = x'00' WHERE row = 1`)
  database.close()
  await here.reopen()
  value(await here.record.journal.scrub())
  await here.reopen()
  expect((await here.record.journal.lackingScans()).pieces.map(({ id }) => id)).toEqual(['scan-1:0'])
  // Once is enough: the next opening only looks whether the piece is back.
  expect(readdirSync(join(here.folder, 'set-aside'))).toHaveLength(1)
  await here.reopen()
  expect(readdirSync(join(here.folder, 'set-aside'))).toHaveLength(1)
})

test.each([
  ['a flag of auto-vacuum', 55],
  ['the encoding of text', 59],
  ['the count of free pages', 39],
])('database of scans: %s altered in its first page is put right at opening, and every piece is there', async (_, at) => {
  await here.close()
  const bytes = readFileSync(scans())
  bytes[at]! ^= 2
  writeFileSync(scans(), bytes)
  await here.reopen()
  const { pieces } = await here.record.journal.lackingScans()
  if (pieces.length > 0) {
    const rows = pieces.map(({ id }) => here.wanted.get(`chunks ${id}`)!)
    value(await here.record.appendAgain(rows, { action: 'again' }))
  }
  await here.close()
  expect(isWhole()).toBe(true)
  await here.reopen()
  expect((await here.record.journal.lackingScans()).pieces).toEqual([])
})
