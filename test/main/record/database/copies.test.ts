import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { openJournal, type Journal, type JournalDeps } from '../../../../main/record/journal.ts'
import { RECORD_FILES } from '../../../../main/record/database/schema.ts'
import { code, value } from '../../vault/support.ts'
import { body, freshJournal, rowsIn } from '../support.ts'

const ROWS = 30
const wanted = Array.from({ length: ROWS }, (_, index) => body(index + 1, 900).rows[0])

/** A closed journal with some rows. */
async function filled(): Promise<JournalDeps> {
  const deps = await freshJournal()
  const journal = value(await openJournal(deps))
  for (let number = 1; number <= ROWS; number += 1) value(await journal.append(body(number, 900)))
  await journal.close()
  return deps
}

const [FIRST, SECOND] = RECORD_FILES
const other = (name: string) => (name === FIRST ? SECOND : FIRST)
const repairOf = (name: string) => (name === FIRST ? 'journal-repaired' : 'journal-second-repaired')
/** What a check finds in the databases; the small files of a vault are not here. */
const scrubbed = async (journal: Journal) => value(await journal.scrub()).findings.filter(({ file }) => file.endsWith('.db'))
const kindsOf = (journal: Journal) => journal.findings.map(({ kind }) => kind)

/** Changes one copy through SQLite, as nothing of ours would. */
function alter(deps: JournalDeps, name: string, sql: string): void {
  const database = new DatabaseSync(join(deps.folder, name))
  database.exec(sql)
  database.close()
}

const damages: Readonly<Record<string, (deps: JournalDeps, name: string) => void>> = {
  'is missing': (deps, name) => rmSync(join(deps.folder, name)),
  'is empty': (deps, name) => truncateSync(join(deps.folder, name), 0),
  'is cut': (deps, name) => truncateSync(join(deps.folder, name), 9_000),
  'has a damaged first page': (deps, name) => overwrite(join(deps.folder, name), 0, 100),
  'is another program’s file': (deps, name) => writeFileSync(join(deps.folder, name), 'x'.repeat(50_000)),
  'says another version': (deps, name) => alter(deps, name, 'PRAGMA user_version = 2'),
  'has no state': (deps, name) => alter(deps, name, 'DELETE FROM head'),
  'has an altered state': (deps, name) => alter(deps, name, `UPDATE head SET body = replace(body, '"lastRow":30', '"lastRow":29')`),
  'lacks its last frame': (deps, name) => alter(deps, name, 'DELETE FROM frames WHERE seq = 30'),
}

function overwrite(path: string, at: number, length: number): void {
  const bytes = readFileSync(path)
  bytes.fill(0xa5, at, at + length)
  writeFileSync(path, bytes)
}

describe.each(RECORD_FILES)('%s', (name) => {
  test.each(Object.keys(damages))('%s: made again from the other copy, and said once', async (damage) => {
    const deps = await filled()
    damages[damage]!(deps, name)
    const journal = value(await openJournal(deps))
    expect(kindsOf(journal)).toEqual([repairOf(name)])
    expect(await rowsIn(journal)).toEqual(wanted)
    expect(value(await journal.append(body(99)))).toEqual({ seq: ROWS + 1 })
    await journal.close()
    // From now on the copy that was made again is enough by itself.
    rmSync(join(deps.folder, other(name)))
    const again = value(await openJournal(deps))
    expect(kindsOf(again)).toEqual([repairOf(other(name))])
    expect(await rowsIn(again)).toEqual([...wanted, body(99).rows[0]])
    await again.close()
    const third = value(await openJournal(deps))
    expect(third.findings).toEqual([])
    await third.close()
  })

  test('a damaged copy is kept aside, beside the vault', async () => {
    const deps = await filled()
    damages['has no state']!(deps, name)
    await value(await openJournal(deps)).close()
    const aside = join(dirname(deps.folder), 'set-aside')
    expect(readdirSync(aside)).toEqual(['record-2026-11-29T00-00-00.000Z'])
    expect(readdirSync(join(aside, readdirSync(aside)[0]!))).toEqual([name])
  })

  test('put back to an older state: brought up from the other copy, and said', async () => {
    const deps = await filled()
    const old = join(deps.folder, '..', 'old.db')
    copyFileSync(join(deps.folder, name), old)
    const journal = value(await openJournal(deps))
    for (let number = 31; number <= 40; number += 1) value(await journal.append(body(number, 900)))
    value(await journal.append({ rows: [{ ...wanted[0]!, env: null }], audit: null }))
    await journal.close()
    copyFileSync(old, join(deps.folder, name))
    const again = value(await openJournal(deps))
    expect(kindsOf(again)).toEqual([repairOf(name)])
    expect([again.lastSeq, again.has('cases', 'row-1'), again.ids('cases').length]).toEqual([41, false, 39])
    await again.close()
    rmSync(join(deps.folder, other(name)))
    const third = value(await openJournal(deps))
    expect([third.lastSeq, third.has('cases', 'row-1'), third.ids('cases').length]).toEqual([41, false, 39])
    await third.close()
  })

  test('rows that are altered, moved or removed in one copy read from the other, and the check finds the copy', async () => {
    const statements = [
      'UPDATE rows SET rev = 7 WHERE row = 3',
      `UPDATE bodies SET env = x'00' WHERE row = 4`,
      'DELETE FROM rows WHERE row = 5',
      'DELETE FROM bodies WHERE row = 6',
    ]
    for (const sql of statements) {
      const deps = await filled()
      alter(deps, name, sql)
      const journal = value(await openJournal(deps))
      expect(journal.findings).toEqual([])
      for (let number = 1; number <= ROWS; number += 1)
        expect(value(await journal.findRow('cases', `row-${number}`)), sql).toEqual(wanted[number - 1])
      expect(await scrubbed(journal), sql).toEqual([{ kind: 'copy-damaged', file: name }])
      await journal.close()
      // Made again at the next opening, from what reads in either.
      const again = value(await openJournal(deps))
      expect(kindsOf(again), sql).toEqual([repairOf(name)])
      expect(await scrubbed(again)).toEqual([])
      expect(await rowsIn(again)).toEqual(wanted)
      await again.close()
    }
  })
})

test('second copy one frame behind, as a power cut leaves it: brought up, and nothing is said', async () => {
  const deps = await filled()
  const old = join(deps.folder, '..', 'old.db')
  const mark = join(deps.folder, 'high-water-mark.bin')
  copyFileSync(join(deps.folder, SECOND), old)
  const marked = readFileSync(mark)
  const journal = value(await openJournal(deps))
  value(await journal.append(body(31, 900)))
  await journal.close()
  copyFileSync(old, join(deps.folder, SECOND))
  writeFileSync(mark, marked)
  const again = value(await openJournal(deps))
  expect([again.lastSeq, again.findings]).toEqual([31, []])
  await again.close()
})

test.each(RECORD_FILES)('%s without its oldest frames: it was brought up once, and nothing is said', async (name) => {
  const deps = await filled()
  alter(deps, name, 'DELETE FROM frames WHERE seq < 9')
  const journal = value(await openJournal(deps))
  expect([journal.findings, await scrubbed(journal)]).toEqual([[], []])
  await journal.close()
})

test('both copies damaged in different rows: nothing is missing', async () => {
  const deps = await filled()
  alter(deps, FIRST, `UPDATE bodies SET env = x'00' WHERE row < 10`)
  alter(deps, SECOND, `UPDATE bodies SET env = x'00' WHERE row > 20`)
  for (const name of RECORD_FILES) writeFileSync(join(deps.folder, `${name}.doubt`), '')
  const journal = value(await openJournal(deps))
  expect(kindsOf(journal).toSorted()).toEqual(['journal-repaired', 'journal-second-repaired'])
  expect(await rowsIn(journal)).toEqual(wanted)
  expect(await scrubbed(journal)).toEqual([])
  await journal.close()
})

test.each([
  ['a row', 'DELETE FROM rows WHERE row = 5', 0],
  ['an envelope', 'DELETE FROM bodies WHERE row = 6', 1],
])('%s that neither copy has: said by itself, with the number of envelopes', async (_, sql, rows) => {
  const deps = await filled()
  for (const name of RECORD_FILES) {
    alter(deps, name, sql)
    writeFileSync(join(deps.folder, `${name}.doubt`), '')
  }
  const journal = value(await openJournal(deps))
  expect(journal.findings.filter(({ kind }) => kind === 'rows-lost')[0]).toEqual({ kind: 'rows-lost', file: FIRST, rows })
  await journal.close()
})

test('an erased row is there when a copy is made again: it does not come back, and is not lost', async () => {
  const deps = await filled()
  const before = value(await openJournal(deps))
  value(await before.append({ rows: [{ ...wanted[0]!, env: null }], audit: null }))
  await before.close()
  for (const name of RECORD_FILES) writeFileSync(join(deps.folder, `${name}.doubt`), '')
  const journal = value(await openJournal(deps))
  expect(kindsOf(journal).toSorted()).toEqual(['journal-repaired', 'journal-second-repaired'])
  expect([journal.has('cases', 'row-1'), journal.revOf('cases', 'row-1')]).toEqual([false, 1])
  expect(await scrubbed(journal)).toEqual([])
  await journal.close()
})

test('a row that neither copy has is said, and the others are there', async () => {
  const deps = await filled()
  for (const name of RECORD_FILES) {
    alter(deps, name, 'DELETE FROM rows WHERE row = 5; DELETE FROM bodies WHERE row = 6')
    writeFileSync(join(deps.folder, `${name}.doubt`), '')
  }
  const journal = value(await openJournal(deps))
  expect(kindsOf(journal)).toContain('rows-lost')
  expect(journal.has('cases', 'row-5')).toBe(false)
  expect(code(await journal.findRow('cases', 'row-6'))).toBe('journal-damaged')
  expect(value(await journal.findRow('cases', 'row-7'))).toEqual(wanted[6])
  value(await journal.append(body(99)))
  await journal.close()
  const again = value(await openJournal(deps))
  expect(again.findings).toEqual([])
  expect(await scrubbed(again)).toEqual([{ kind: 'rows-lost', file: FIRST, rows: 1 }])
  await again.close()
  expect(value(await openJournal(deps)).findings).toEqual([])
})

test('neither copy: refused in words, and nothing new is made', async () => {
  const deps = await filled()
  for (const name of RECORD_FILES) damages['has no state']!(deps, name)
  expect(code(await openJournal(deps))).toBe('journal-damaged')
  for (const name of RECORD_FILES) rmSync(join(deps.folder, name))
  expect(code(await openJournal(deps))).toBe('journal-missing')
  expect(RECORD_FILES.map((name) => existsSync(join(deps.folder, name)))).toEqual([false, false])
  writeFileSync(join(deps.folder, 'journal.log'), 'RAJL')
  expect(code(await openJournal(deps))).toBe('journal-older')
})

test.each([
  ['older', 0],
  ['newer', 2],
])('both copies of an %s version: refused as that, and not touched', async (which, version) => {
  const deps = await filled()
  for (const name of RECORD_FILES) alter(deps, name, `PRAGMA user_version = ${version}`)
  const before = RECORD_FILES.map((name) => readFileSync(join(deps.folder, name)))
  expect(code(await openJournal(deps))).toBe(`journal-${which}`)
  expect(RECORD_FILES.map((name) => readFileSync(join(deps.folder, name)))).toEqual(before)
})

test('both copies put back to an older state: said by the high-water mark, with the number of changes', async () => {
  const deps = await filled()
  const old = RECORD_FILES.map((name) => readFileSync(join(deps.folder, name)))
  const journal = value(await openJournal(deps))
  for (const number of [31, 32, 33]) value(await journal.append(body(number)))
  await journal.close()
  for (const [index, name] of RECORD_FILES.entries()) writeFileSync(join(deps.folder, name), old[index]!)
  const again = value(await openJournal(deps))
  expect(again.findings).toEqual([{ kind: 'journal-cut-back', file: 'high-water-mark.bin', frames: 3 }])
  await again.close()
  const third = value(await openJournal(deps))
  expect(third.findings).toEqual([])
  await third.close()
})

test('a copy of another history: the one that the high-water mark knows counts', async () => {
  const deps = await filled()
  const fork = await openFork(deps)
  const journal = value(await openJournal(deps))
  value(await journal.append(body(31)))
  await journal.close()
  writeFileSync(join(deps.folder, FIRST), fork)
  const again = value(await openJournal(deps))
  expect(kindsOf(again)).toEqual(['journal-repaired'])
  expect([again.has('cases', 'row-31'), again.has('cases', 'row-77')]).toEqual([true, false])
  await again.close()
})

/** The first copy after two other acts on a copy of the folder. */
async function openFork(deps: JournalDeps): Promise<Buffer> {
  const fork = await freshJournal()
  for (const name of readdirSync(deps.folder)) copyFileSync(join(deps.folder, name), join(fork.folder, name))
  const journal = value(await openJournal(fork))
  for (const number of [77, 78]) value(await journal.append(body(number)))
  await journal.close()
  return readFileSync(join(fork.folder, FIRST))
}
