import { execFileSync, spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { buildRecord } from '../../../main/record/database/build-record.ts'
import { theBeginning } from '../../../main/record/database/head.ts'
import { RECORD_FILES, SCANS_FILE } from '../../../main/record/database/schema.ts'
import { openJournal, type Journal, type JournalDeps } from '../../../main/record/journal.ts'
import { CORRUPT, failingSqlite, FULL, IO_ERROR, noFailures } from '../../support/failing-sqlite.ts'
import { code, freshFolder, value } from '../vault/support.ts'
import { frameKey, frameKeys, identity } from './kill-fixture.ts'
import { body, freshJournal, rowsIn } from './support.ts'

const [FIRST, SECOND] = RECORD_FILES
const rowsOf = (...numbers: readonly number[]) => numbers.map((number) => body(number).rows[0])

/** Opens again and shows what is there, and that both copies agree. */
async function reopened(deps: JournalDeps, numbers: readonly number[]): Promise<void> {
  const journal = value(await openJournal(deps))
  expect(journal.findings).toEqual([])
  expect(await rowsIn(journal)).toEqual(rowsOf(...numbers))
  expect(value(await journal.scrub()).findings.filter(({ file }) => file.endsWith('.db'))).toEqual([])
  await journal.close()
}

describe('journal: a commit that fails', () => {
  test.each([
    [FULL, 'disk-full'],
    [IO_ERROR, 'journal-failed'],
  ])('SQLite’s code %i is %s; nothing of the act is there, and work goes on', async (errcode, expected) => {
    for (const name of RECORD_FILES) {
      const deps = await freshJournal()
      const failing = { ...noFailures(), errcode }
      const journal = value(await openJournal({ ...deps, openSqlite: failingSqlite(failing) }))
      value(await journal.append(body(1)))
      failing.names = [name]
      const act = { rows: [...body(2).rows, { ...body(1).rows[0]!, rev: 2, env: 'AAAA' }], audit: null }
      for (let attempt = 0; attempt < 2; attempt += 1) expect(code(await journal.append(act)), name).toBe(expected)
      expect([journal.lastSeq, journal.has('cases', 'row-2'), journal.revOf('cases', 'row-1')]).toEqual([1, false, 1])
      failing.names = []
      expect(value(await journal.append(body(3)))).toEqual({ seq: 2 })
      await journal.close()
      await reopened(deps, [1, 3])
    }
  })

  test('that cannot be taken back from the first copy either: taken back before the next act', async () => {
    const deps = await freshJournal()
    const failing = noFailures()
    const journal = value(await openJournal({ ...deps, openSqlite: failingSqlite(failing) }))
    value(await journal.append(body(1)))
    failing.names = [SECOND]
    failing.also = FIRST
    expect(code(await journal.append(body(2)))).toBe('journal-failed')
    failing.names = []
    failing.also = undefined
    value(await journal.append(body(3)))
    await journal.close()
    await reopened(deps, [1, 3])
  })

  test.each(RECORD_FILES)('%s: whose commit is there all the same is a success, never assumed either way', async (name) => {
    const deps = await freshJournal()
    const failing = { ...noFailures(), isThere: true }
    const journal = value(await openJournal({ ...deps, openSqlite: failingSqlite(failing) }))
    failing.names = [name]
    expect(value(await journal.append(body(1)))).toEqual({ seq: 1 })
    failing.names = []
    expect(value(await journal.append(body(2)))).toEqual({ seq: 2 })
    await journal.close()
    await reopened(deps, [1, 2])
  })

  test.each(RECORD_FILES)('%s: that finds damage: refused, and the copy is made again at the next opening', async (name) => {
    const deps = await freshJournal()
    const failing = { ...noFailures(), errcode: CORRUPT }
    const journal = value(await openJournal({ ...deps, openSqlite: failingSqlite(failing) }))
    value(await journal.append(body(1)))
    failing.names = [name]
    expect(code(await journal.append(body(2)))).toBe('journal-failed')
    failing.names = []
    await journal.close()
    const again = value(await openJournal(deps))
    expect(again.findings.map(({ kind }) => kind)).toEqual([name === FIRST ? 'journal-repaired' : 'journal-second-repaired'])
    expect(await rowsIn(again)).toEqual(rowsOf(1))
    await again.close()
  })

  test('in the database of scans: nothing of the act is there', async () => {
    const deps = await freshJournal()
    const failing = noFailures()
    const journal = value(await openJournal({ ...deps, openSqlite: failingSqlite(failing) }))
    failing.names = [SCANS_FILE]
    const act = { rows: [{ table: 'chunks', id: 'scan:0', rev: 1, env: 'AAAA' }], audit: null }
    expect(code(await journal.append(act))).toBe('journal-failed')
    expect(journal.has('chunks', 'scan:0')).toBe(false)
    failing.names = []
    value(await journal.append(act))
    expect(value(await journal.findRow('chunks', 'scan:0'))).toEqual(act.rows[0])
    await journal.close()
  })
})

const canMount = process.platform === 'linux' && process.getuid?.() === 0

test.skipIf(!canMount)('journal: on a disk that is really full: disk-full, then, with space freed, work goes on', async () => {
  const folder = join(await freshFolder(), 'small')
  await mkdir(folder)
  const open: Journal[] = []
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
  try {
    const deps: JournalDeps = { folder: join(folder, 'vault'), vaultId: identity.vaultId, frameKeys, now: () => new Date() }
    await mkdir(deps.folder)
    const signer = { keyVersion: identity.keyVersion, key: frameKey }
    await (await buildRecord({ folder: deps.folder, vaultId: identity.vaultId, signer, begins: theBeginning })).finish(null)
    await writeFile(join(folder, 'ballast'), Buffer.alloc(700_000))
    const journal = value(await openJournal(deps))
    open.push(journal)
    const saved = await appendUntilFull(journal)
    expect(saved).toBeGreaterThan(3)
    for (let attempt = 0; attempt < 5; attempt += 1) expect(code(await journal.append(body(saved + 1, 40_000)))).toBe('disk-full')
    await rm(join(folder, 'ballast'))
    expect(value(await journal.append(body(saved + 1, 10_000)))).toEqual({ seq: saved + 1 })
    await journal.close()
    const again = value(await openJournal(deps))
    open.push(again)
    expect(again.findings).toEqual([])
    expect(await rowsIn(again)).toEqual(Array.from({ length: saved + 1 }, (_, index) => body(index + 1, 10_000).rows[0]))
  } finally {
    for (const each of open) await each.close()
    execFileSync('umount', [folder])
  }
})

/** How many acts were saved. */
async function appendUntilFull(journal: Journal): Promise<number> {
  for (let saved = 0; ; saved += 1) {
    const appended = await journal.append(body(saved + 1, 10_000))
    if (appended.ok) continue
    expect(appended.error.code).toBe('disk-full')
    return saved
  }
}

test('journal: thirty processes killed while they append: no acknowledged act is lost, none is in parts', async () => {
  const deps = await freshJournal()
  let acknowledged = 0
  for (let round = 0; round < 30; round += 1) {
    acknowledged = Math.max(acknowledged, await appendUntilKilled(deps.folder, 2 + ((round * 5) % 9)))
    const journal = value(await openJournal(deps))
    expect(journal.findings).toEqual([])
    expect(journal.lastSeq, `round ${round}`).toBeGreaterThanOrEqual(acknowledged)
    const rows = await rowsIn(journal)
    expect(rows.length).toBe(journal.lastSeq)
    for (const [index, row] of rows.entries()) {
      const number = index + 1
      expect(row.id).toBe(`row-${number}`)
      expect(row.env === Buffer.alloc(200 + ((number * 7_919) % 60_000), number % 251).toString('base64'), `act ${number}`).toBe(true)
    }
    acknowledged = journal.lastSeq
    await journal.close()
  }
  expect(acknowledged).toBeGreaterThan(60)
})

/** Starts an appending process and kills it a moment after so many acts; the last number it acknowledged. */
function appendUntilKilled(folder: string, acts: number): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./append-forever.ts', import.meta.url)), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let last = 0
    let seen = 0
    createInterface(child.stdout).on('line', (line) => {
      last = Number(line)
      seen += 1
      if (seen === acts) setImmediate(() => child.kill('SIGKILL'))
    })
    child.once('error', reject)
    child.once('close', (status, signal) => (signal === 'SIGKILL' ? resolve(last) : reject(new Error(`ended by itself: ${status}`))))
  })
}
