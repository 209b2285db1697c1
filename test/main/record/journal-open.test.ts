/** What is found at opening in the high-water mark and the other files of the vault, and that it is said once. */
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RECORD_FILES, SCANS_FILE } from '../../../main/record/database/schema.ts'
import { HIGH_WATER_MARK } from '../../../main/record/high-water-mark.ts'
import { openJournal, type JournalDeps } from '../../../main/record/journal.ts'
import type { VaultRevisions, WatchedFiles } from '../../../main/vault/vault-revisions.ts'
import { code, value } from '../vault/support.ts'
import { body, freshJournal } from './support.ts'

async function write(deps: JournalDeps, ...numbers: readonly number[]): Promise<void> {
  const journal = value(await openJournal(deps))
  for (const number of numbers) value(await journal.append(body(number)))
  await journal.close()
}

async function findingsOf(deps: JournalDeps) {
  const journal = value(await openJournal(deps))
  await journal.close()
  return journal.findings.map(({ kind, frames }) => (frames === undefined ? kind : `${kind} ${frames}`))
}

const markOf = ({ folder }: JournalDeps) => join(folder, HIGH_WATER_MARK)
const PLACE = 4_096

test.each<[string, (deps: JournalDeps) => Promise<void>, readonly string[]]>([
  ['in order', async () => undefined, []],
  ['missing', (deps) => rm(markOf(deps)), ['high-water-mark-missing']],
  ['damaged in both places', (deps) => writeFile(markOf(deps), Buffer.alloc(2 * PLACE, 1)), ['high-water-mark-damaged']],
  [
    'damaged in one place',
    async (deps) => writeFile(markOf(deps), (await readFile(markOf(deps))).fill(1, 0, 60)),
    ['high-water-mark-part-damaged'],
  ],
  [
    'of the frame before, as a crash leaves it',
    async (deps) => {
      await copyFile(markOf(deps), `${markOf(deps)}.kept`)
      await write(deps, 4)
      await copyFile(`${markOf(deps)}.kept`, markOf(deps))
    },
    [],
  ],
  [
    'older',
    async (deps) => {
      await copyFile(markOf(deps), `${markOf(deps)}.kept`)
      await write(deps, 4, 5)
      await copyFile(`${markOf(deps)}.kept`, markOf(deps))
    },
    ['high-water-mark-older'],
  ],
  [
    'newer than both copies of the record',
    async (deps) => {
      for (const name of RECORD_FILES) await copyFile(join(deps.folder, name), join(deps.folder, `${name}.kept`))
      await write(deps, 4, 5)
      for (const name of RECORD_FILES) await copyFile(join(deps.folder, `${name}.kept`), join(deps.folder, name))
    },
    ['journal-cut-back 2'],
  ],
  [
    'of another history of the same length',
    async (deps) => {
      const other = await freshJournal()
      await write(other, 7, 8, 9)
      await copyFile(markOf(other), markOf(deps))
    },
    ['journal-cut-back'],
  ],
])('high-water mark %s: said at opening, once', async (_, change, expected) => {
  const deps = await freshJournal()
  await write(deps, 1, 2, 3)
  await change(deps)
  expect(await findingsOf(deps)).toEqual(expected)
  expect(await findingsOf(deps)).toEqual([])
})

test('high-water mark missing before the first act: nothing is said', async () => {
  expect(await findingsOf(await freshJournal())).toEqual([])
})

test('database of scans gone: said, and which pieces are missing; what is stored again is not', async () => {
  const deps = await freshJournal()
  const piece = (id: string) => ({ table: 'chunks', id, rev: 1, env: Buffer.alloc(90, 7).toString('base64') })
  let journal = value(await openJournal(deps))
  value(await journal.append({ rows: [piece('scan:0'), piece('scan:1'), piece('gone:0')], audit: null }))
  value(await journal.append({ rows: [{ ...piece('gone:0'), env: null }], audit: null }))
  await journal.close()
  await rm(join(deps.folder, SCANS_FILE))
  journal = value(await openJournal(deps))
  expect(journal.findings.map(({ kind, file }) => [kind, file])).toEqual([['scans-missing', SCANS_FILE]])
  const lacking = async () => (await journal.lackingScans()).pieces.map(({ id }) => id)
  expect(await lacking()).toEqual(['scan:0', 'scan:1'])
  expect((await journal.lackingScans()).files).toEqual([SCANS_FILE])
  value(await journal.appendAgain({ rows: [piece('scan:1')], audit: null }))
  expect(await lacking()).toEqual(['scan:0'])
  await journal.close()
})

// ── The other files of the vault ──────────────────────────────────────────────────────────────────────

const hash = (digit: string) => digit.repeat(64)
const noted: VaultRevisions = { keySlots: { rev: 5, hash: hash('a') }, keyring: 7, keys: 9, destroyed: { count: 2, hash: hash('d') } }
const watching = (at: Partial<VaultRevisions> = {}, revived: readonly number[] = []): WatchedFiles => {
  const atOpening = { ...noted, ...at }
  const { count } = atOpening.destroyed
  return { atOpening, now: () => atOpening, revived, hashOfDestroyed: (number) => (number > count ? undefined : hash('d')) }
}

test.each<[string, WatchedFiles, readonly string[]]>([
  ['as they were', watching(), []],
  ['an older keyring', watching({ keyring: 6 }), ['keyring-behind']],
  ['older keys', watching({ keys: 8 }), ['keys-behind']],
  ['a shorter list of destroyed keys', watching({ destroyed: { count: 1, hash: hash('d') } }), ['destroyed-keys-behind']],
  ['a key of the list that was there again', watching({}, [1]), ['destroyed-keys-alive']],
  ['a key that was listed after the last act', watching({}, [2]), []],
])('files of the vault, %s: said at opening', async (_, watched, expected) => {
  const deps = await freshJournal()
  await write({ ...deps, watched: watching() }, 1, 2)
  expect(await findingsOf({ ...deps, watched })).toEqual(expected)
})

test('files of the vault: nothing was noted of them yet, and a key of the list was there again: said', async () => {
  const deps = await freshJournal()
  await write(deps, 1)
  expect(await findingsOf({ ...deps, watched: watching({}, [5]) })).toEqual(['destroyed-keys-alive'])
})

test('older key slots: nothing is opened, and nothing stays open', async () => {
  const deps = await freshJournal()
  await write({ ...deps, watched: watching() }, 1)
  const older = watching({ keySlots: { rev: 4, hash: hash('b') } })
  expect(code(await openJournal({ ...deps, watched: older }))).toBe('key-slots-behind')
  // Another open database would refuse this.
  expect(await findingsOf({ ...deps, watched: watching() })).toEqual([])
})

test('neither copy of the record: refused in words, and nothing is made', async () => {
  const deps = await freshJournal()
  await write(deps, 1)
  for (const name of RECORD_FILES) await rm(join(deps.folder, name))
  expect(code(await openJournal(deps))).toBe('journal-missing')
})
