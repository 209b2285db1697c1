import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { code, value } from '../vault/support.ts'
import { station, type Station } from './record-support.ts'

let here: Station
const vault = () => join(here.folder, 'vault')
const scrub = async () => value(await here.record.journal.scrub())

beforeEach(async () => {
  here = await station({})
  for (let round = 1; round <= 16; round += 1) {
    await here.save('cases', `case-${round % 5}`, round)
    await here.save('chunks', `scan-${round}:0`, 1, 2_000)
  }
})
afterEach(async () => {
  await here.record.close().catch(() => undefined)
})

/** Changes databases of the closed station through SQLite, as nothing of ours would, and opens the station again. */
async function alter(names: string | Readonly<Record<string, string>>, sql = ''): Promise<void> {
  await here.close()
  for (const [name, change] of typeof names === 'string' ? [[names, sql] as const] : Object.entries(names)) {
    const database = new DatabaseSync(join(vault(), name))
    database.exec(change)
    database.close()
  }
  await here.reopen()
}
const inBoth = (sql: string) => ({ 'record.db': sql, 'record-second.db': sql })
const kindsAtOpening = () => here.record.journal.findings.map(({ kind }) => kind)

test('check of all files: everything is read, and nothing is reported when all is in order, also while work goes on', async () => {
  const [report] = await Promise.all([
    scrub(),
    (async () => {
      for (let round = 17; round <= 60; round += 1) {
        await here.save('cases', `case-${round % 5}`, round)
        await here.save('manifests', `new-${round}`, 1)
        if (round % 10 === 0) await here.erase('manifests', `new-${round}`, 1)
        await new Promise(setImmediate)
      }
    })(),
  ])
  expect(report.findings).toEqual([])
  const after = await scrub()
  // Two copies of the record and of the keys, the scans, two small files in two copies each, and the high-water mark.
  expect(after).toMatchObject({ files: 10, findings: [] })
  expect(after.bytes).toBeGreaterThan(report.bytes)
})

test.each<[string, (path: string) => Promise<void>]>([
  ['is gone', (path) => rm(path)],
  ['is cut in its first place', (path) => truncate(path, 4_000)],
  ['says something else', async (path) => writeFile(path, (await readFile(path)).fill(0xa5, 40, 60))],
])('check of all files: a high-water mark that %s while work goes on is said', async (_, harm) => {
  await harm(join(vault(), 'high-water-mark.bin'))
  expect((await scrub()).findings).toEqual([{ kind: 'high-water-mark-part-damaged', file: 'high-water-mark.bin' }])
})

test.each([
  ['an envelope', `UPDATE bodies SET env = x'00' WHERE row = 1`],
  ['a number', 'UPDATE rows SET rev = rev + 1 WHERE row = 1'],
  ['a table', `UPDATE rows SET tbl = 'station' WHERE row = 1`],
  ['a row that is gone', 'DELETE FROM rows WHERE row = 1'],
  ['a row that came from nowhere', `INSERT INTO rows SELECT 9999, tbl, 'another', rev, seq, bytes, sha256, mac FROM rows WHERE row = 1`],
  ['an entry', `UPDATE entries SET entry = replace(entry, '"saved"', '"sawed"') WHERE seq = 3`],
  ['the length of an envelope', 'UPDATE rows SET bytes = bytes + 1 WHERE row = 1'],
  ['an entry that is gone', 'DELETE FROM entries WHERE seq = 31'],
])('check of all files: %s altered in one copy is found, in either copy, and put right at the next opening', async (_, sql) => {
  for (const name of ['record.db', 'record-second.db']) {
    await alter(name, sql)
    expect((await scrub()).findings, sql).toEqual([{ kind: 'copy-damaged', file: name }])
    await here.reopen()
    expect(here.record.journal.findings.map(({ kind }) => kind)).toEqual([
      name === 'record.db' ? 'journal-repaired' : 'journal-second-repaired',
    ])
    expect((await scrub()).findings).toEqual([])
  }
})

test('check of all files: a row that was put back to an older version, with its MAC, is found', async () => {
  await here.close()
  const database = new DatabaseSync(join(vault(), 'record-second.db'))
  const older = database.prepare('SELECT * FROM rows WHERE row = 1').get() as Record<string, never>
  const body = database.prepare('SELECT env FROM bodies WHERE row = 1').get() as { env: never }
  database.close()
  await here.reopen()
  await here.save('cases', 'case-1', 99)
  await here.close()
  const again = new DatabaseSync(join(vault(), 'record-second.db'))
  again
    .prepare('UPDATE rows SET rev = ?, seq = ?, bytes = ?, sha256 = ?, mac = ? WHERE row = 1')
    .run(older['rev']!, older['seq']!, older['bytes']!, older['sha256']!, older['mac']!)
  again.prepare('UPDATE bodies SET env = ? WHERE row = 1').run(body.env)
  again.close()
  await here.reopen()
  expect(here.record.journal.findings).toEqual([])
  expect((await scrub()).findings).toEqual([{ kind: 'copy-damaged', file: 'record-second.db' }])
})

test.each(['record.db', 'record-second.db'])(
  'check of all files: %s with another hash of an older frame is found, and both are the same after the next opening',
  async (name) => {
    await alter(name, `UPDATE frames SET hash = x'${'00'.repeat(32)}' WHERE seq = 5`)
    expect((await scrub()).findings).toEqual([{ kind: 'copy-damaged', file: 'record-second.db' }])
    await here.reopen()
    expect(kindsAtOpening()).toEqual(['journal-second-repaired'])
    expect((await scrub()).findings).toEqual([])
  },
)

test('check of all files: both copies damaged in different places: nothing is missing, and the next opening makes both whole', async () => {
  await alter({ 'record.db': 'DELETE FROM rows WHERE row = 1', 'record-second.db': 'UPDATE rows SET rev = rev + 1 WHERE row = 2' })
  expect((await scrub()).findings).toEqual([
    { kind: 'copy-damaged', file: 'record.db' },
    { kind: 'copy-damaged', file: 'record-second.db' },
  ])
  await here.reopen()
  expect(kindsAtOpening()).toEqual(['journal-repaired', 'journal-second-repaired'])
  expect((await scrub()).findings).toEqual([])
})

test.each([
  ['a row altered', inBoth('UPDATE rows SET rev = rev + 1 WHERE row = 1'), { kind: 'rows-lost', file: 'record.db', rows: 1 }],
  ['a row gone', inBoth('DELETE FROM rows WHERE row = 5'), { kind: 'rows-lost', file: 'record.db', rows: 1 }],
  [
    'a row gone in one copy and altered in the other',
    { 'record.db': 'DELETE FROM rows WHERE row = 3', 'record-second.db': 'UPDATE rows SET seq = 1 WHERE row = 3' },
    { kind: 'rows-lost', file: 'record.db', rows: 1 },
  ],
  [
    'a row gone and its envelope altered',
    { 'record.db': 'DELETE FROM rows WHERE row = 1', 'record-second.db': `UPDATE bodies SET env = x'00' WHERE row = 1` },
    { kind: 'rows-lost', file: 'record.db', rows: 1 },
  ],
  [
    'an entry altered',
    inBoth(`UPDATE entries SET entry = replace(entry, '"saved"', '"sawed"') WHERE seq = 3`),
    { kind: 'audit-record-damaged', file: 'record.db' },
  ],
  ['an entry gone', inBoth('DELETE FROM entries WHERE seq = 30'), { kind: 'audit-record-damaged', file: 'record.db' }],
])(
  'check of all files: %s in both copies: it is reported as missing at once, and never as a copy that can be repaired',
  async (_, changes, finding) => {
    await alter(changes)
    expect(kindsAtOpening()).toEqual([])
    expect((await scrub()).findings).toEqual([finding])
    await here.reopen()
    expect(kindsAtOpening()).toContain(finding.kind)
  },
)

test('check of all files: a row that was put back to an older version in both copies is reported as missing', async () => {
  await here.close()
  const kept = ['record.db', 'record-second.db'].map((name) => {
    const database = new DatabaseSync(join(vault(), name))
    const row = database.prepare('SELECT rev, seq, bytes, sha256, mac FROM rows WHERE row = 1').get() as Record<string, never>
    const { env } = database.prepare('SELECT env FROM bodies WHERE row = 1').get() as { env: never }
    database.close()
    return { name, row, env }
  })
  await here.reopen()
  await here.save('cases', 'case-1', 99)
  await here.close()
  for (const { name, row, env } of kept) {
    const database = new DatabaseSync(join(vault(), name))
    database.prepare('UPDATE rows SET rev = ?, seq = ?, bytes = ?, sha256 = ?, mac = ? WHERE row = 1').run(...Object.values(row))
    database.prepare('UPDATE bodies SET env = ? WHERE row = 1').run(env)
    database.close()
  }
  await here.reopen()
  expect((await scrub()).findings).toEqual([{ kind: 'rows-lost', file: 'record.db', rows: 0 }])
})

test('check of all files: a key that is damaged alike in both copies is reported; in one copy, the opening repairs it', async () => {
  const owners = ['a-case', 'another'].map((ownerId) => ({ purpose: 'case' as const, ownerId }))
  const ids = value(await here.vault.keyring.create(owners)).map(({ keyId }) => toHex(keyId))
  const place = { table: 'cases', recordId: 'another', rev: 1, schema: 1 }
  const sealed = ids.map((id) => value(here.vault.seal(place, new Uint8Array(8), id)))
  const sql = 'UPDATE places SET entry = CAST(substr(entry, 1, 140) || zeroblob(8) || substr(entry, 149) AS BLOB) WHERE place = 2'
  await alter('keys-second.db', sql)
  expect([here.vault.findings.map(({ kind }) => kind), (await scrub()).findings]).toEqual([['keyring-second-repaired'], []])
  await alter({ 'keys.db': sql, 'keys-second.db': sql })
  expect(here.vault.findings).toEqual([])
  expect((await scrub()).findings).toEqual([{ kind: 'keys-lost', file: 'keys.db' }])
  // What is sealed with it is refused in words, and nothing new is.
  expect(sealed.map((each) => code(here.vault.open(place, each)))).toEqual(['ok', 'unknown-key'])
  expect(ids.map((id) => here.vault.knowsKey(id))).toEqual([true, false])
  expect(code(here.vault.seal(place, new Uint8Array(8), ids[1]!))).toBe('unknown-key')
  expect(code(here.vault.wrapKeysForWorker('', [ids[1]!]))).toBe('unknown-key')
})

test.each([
  ['altered', `UPDATE pieces SET env = x'00' WHERE row = 2`],
  ['gone', 'DELETE FROM pieces WHERE row = 2'],
])('check of all files: a piece of a scan that is %s is found, and stays known until it is back', async (_, sql) => {
  await alter('scans.db', sql)
  expect(here.record.journal.findings).toEqual([])
  expect((await scrub()).findings).toEqual([{ kind: 'scans-missing', file: 'scans.db' }])
  expect((await here.record.journal.lackingScans()).pieces.map(({ id }) => id)).toEqual(['scan-1:0'])
  await here.reopen()
  expect(here.record.journal.findings).toEqual([{ kind: 'scans-missing', file: 'scans.db' }])
  value(await here.record.appendAgain([here.wanted.get('chunks scan-1:0')!], { action: 'again' }))
  await here.reopen()
  expect(here.record.journal.findings).toEqual([])
  expect((await scrub()).findings).toEqual([])
})

test.each([0, 2, 65_537])(
  'scans: a file that says version %i beside a record of this version is damaged: set aside, and the page is asked',
  async (version) => {
    await alter('scans.db', `PRAGMA user_version = ${version}`)
    expect(here.record.journal.findings).toEqual([{ kind: 'scans-missing', file: 'scans.db' }])
    expect((await here.record.journal.lackingScans()).pieces).toHaveLength(16)
  },
)

test('check of all files: what is left of erased scans goes', async () => {
  await here.erase('chunks', 'scan-1:0', 1)
  await alter('scans.db', `INSERT INTO pieces VALUES (2, x'00')`)
  expect((await scrub()).findings).toEqual([])
  await here.close()
  const database = new DatabaseSync(join(vault(), 'scans.db'))
  expect(database.prepare('SELECT count(*) AS count FROM pieces').get()).toEqual({ count: 15 })
  database.close()
})

test.each(['keyring.bin', 'key-slots.json'])('check of all files: %s flipped, emptied or deleted in one copy is found', async (name) => {
  for (const each of [name, `${name}.second`]) {
    const path = join(vault(), each)
    const whole = await readFile(path)
    const flipped = Buffer.from(whole)
    flipped[Math.floor(flipped.length / 2)]! ^= 1
    for (const harm of [() => writeFile(path, flipped), () => truncate(path, 0), () => rm(path)]) {
      await harm()
      expect((await scrub()).findings).toEqual([{ kind: 'copy-damaged', file: name }])
      await writeFile(path, whole)
    }
  }
})

test('check of all files: closing stops it at once, and it says that RA Desk was locked', async () => {
  const running = here.record.journal.scrub()
  await here.record.close()
  expect(await running).toMatchObject({ ok: false, error: { code: 'locked' } })
  expect(await here.record.journal.scrub()).toMatchObject({ ok: false, error: { code: 'locked' } })
})

test('check of all files: reads 20 rows or 50 entries at most before acts can go first, and nothing while they do', async () => {
  await here.record.close()
  let turns = 0
  let goOn: (() => void) | undefined
  const other = await station({
    giveWay: async () => {
      turns += 1
      if (turns === 1) await new Promise<void>((resolve) => (goOn = resolve))
    },
  })
  for (let round = 1; round <= 60; round += 1) await other.save('cases', `case-${round}`, 1)
  const running = other.record.journal.scrub()
  await vi.waitFor(() => expect(goOn).toBeDefined())
  await other.save('cases', 'case-1', 2)
  expect(turns).toBe(1)
  goOn!()
  expect(value(await running).findings).toEqual([])
  // Of each copy: 60 rows and 61 entries.
  expect(turns).toBeGreaterThanOrEqual(2 * (3 + 2))
  await other.close()
})
