import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { newestSigner } from '../../../main/record/database/head.ts'
import { openJournal, type Journal } from '../../../main/record/journal.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { code, value } from '../vault/support.ts'
import { body, freshJournal, rowsIn } from './support.ts'

const row = (id: string, rev: number, env: string | null, table = 'cases') => ({ table, id, rev, env })
const appended = (journal: Journal, ...rows: readonly ReturnType<typeof row>[]) => journal.append({ rows, audit: null } as never)

test('journal: what was appended is there after reopening, in order, and more can follow', async () => {
  const deps = await freshJournal()
  let journal = value(await openJournal(deps))
  expect([journal.lastSeq, journal.findings]).toEqual([0, []])
  for (const number of [1, 2, 3]) expect(value(await journal.append(body(number)))).toEqual({ seq: number })
  await journal.close()
  journal = value(await openJournal(deps))
  expect([journal.lastSeq, journal.findings]).toEqual([3, []])
  expect(value(await journal.append(body(4)))).toEqual({ seq: 4 })
  expect(await rowsIn(journal)).toEqual([1, 2, 3, 4].map((number) => body(number).rows[0]))
  await journal.close()
})

test('journal: appends at the same time are one after another', async () => {
  const journal = value(await openJournal(await freshJournal()))
  const numbers = Array.from({ length: 40 }, (_, index) => index + 1)
  const seqs = await Promise.all(numbers.map(async (number) => value(await journal.append(body(number))).seq))
  expect(seqs).toEqual(numbers)
  await journal.close()
})

test('journal: the newest version of a row is found, erased rows are not, and a lost database can be rebuilt from it', async () => {
  const deps = await freshJournal()
  let journal = value(await openJournal(deps))
  value(await appended(journal, row('a', 1, 'AAAA'), row('b', 1, 'AAAB')))
  value(await appended(journal, row('a', 2, 'AAAC'), row('a', 1, 'AAAD', 'station')))
  value(await appended(journal, row('b', 1, null), row('c', 1, 'AAAE'), row('c', 2, 'AAAF')))
  for (let round = 0; round < 2; round += 1) {
    expect(value(await journal.findRow('cases', 'a'))).toEqual(row('a', 2, 'AAAC'))
    expect(value(await journal.findRow('cases', 'b'))).toEqual(row('b', 1, null))
    expect(value(await journal.findRow('cases', 'x'))).toBeUndefined()
    expect([journal.has('cases', 'a'), journal.has('cases', 'b'), journal.has('manifests', 'a')]).toEqual([true, false, false])
    expect(journal.ids('cases')).toEqual(['a', 'c'])
    expect(await rowsIn(journal)).toEqual([row('a', 2, 'AAAC'), row('a', 1, 'AAAD', 'station'), row('c', 2, 'AAAF')])
    await journal.close()
    journal = value(await openJournal(deps))
  }
  await journal.close()
})

test('journal: changes after a frame, erasures included, oldest change first, with the digest of what is there', async () => {
  const journal = value(await openJournal(await freshJournal()))
  value(await appended(journal, row('a', 1, 'AAAA'), row('b', 1, 'AAAB')))
  value(await appended(journal, row('a', 2, 'AAAC')))
  value(await appended(journal, row('b', 1, null)))
  const changed = journal.changedAfter(1)
  expect(changed.map(({ id, rev, seq, erased }) => [id, rev, seq, erased])).toEqual([
    ['a', 2, 2, false],
    ['b', 1, 3, true],
  ])
  expect(toHex(changed[0]!.sha256!)).toBe(toHex(sha256(Buffer.from('AAAC', 'base64'))))
  expect(journal.changedAfter(3)).toEqual([])
  await journal.close()
})

test('journal: the newest version of every row of some tables, erasures included, to compare revisions', async () => {
  const journal = value(await openJournal(await freshJournal()))
  value(await appended(journal, row('a', 1, 'AAAA'), row('b', 1, 'AAAB'), row('a', 1, 'AAAD', 'station')))
  value(await appended(journal, row('a', 2, 'AAAC'), row('b', 1, null)))
  expect(journal.newest(['station', 'cases', 'manifests'])).toEqual([
    { table: 'station', id: 'a', rev: 1, seq: 1, erased: false },
    { table: 'cases', id: 'a', rev: 2, seq: 2, erased: false },
    { table: 'cases', id: 'b', rev: 1, seq: 2, erased: true },
  ])
  await journal.close()
  expect(journal.newest(['cases'])).toEqual([])
})

test('journal: some changes after a frame read no more than asked for, in whole frames', async () => {
  const journal = value(await openJournal(await freshJournal()))
  value(await appended(journal, row('a', 1, 'AAAA')))
  value(await appended(journal, row('b', 1, 'AAAB'), row('c', 1, 'AAAB'), row('settings', 1, 'AAAB', 'station')))
  for (let other = 0; other < 50; other += 1) value(await appended(journal, row(`other-${other}`, 1, 'AAAC')))
  const some = (seq: number, most: number) => {
    const { rows, upTo } = journal.changedSome(seq, ['cases', 'station'], most)
    return [rows.map(({ id }) => id), upTo]
  }
  expect(some(0, 1)).toEqual([['a'], 1])
  expect(some(0, 2)).toEqual([['a', 'b', 'c', 'settings'], 2])
  expect(some(51, 2)).toEqual([['other-49'], undefined])
  await journal.close()
})

test('journal: a version that does not follow on is refused, and nothing of that act is saved', async () => {
  const journal = value(await openJournal(await freshJournal()))
  value(await appended(journal, row('a', 2, 'AAAA')))
  for (const rev of [1, 2]) expect(code(await appended(journal, row('z', 1, 'AAAA'), row('a', rev, 'AAAB')))).toBe('row-conflict')
  expect(journal.has('cases', 'z')).toBe(false)
  expect(value(await appended(journal, row('a', 2, null)))).toEqual({ seq: 2 })
  expect(code(await appended(journal, row('a', 2, 'AAAA')))).toBe('row-conflict')
  await journal.close()
})

test('journal: a lost row is stored again only as the version that is the newest already', async () => {
  const journal = value(await openJournal(await freshJournal()))
  value(await appended(journal, row('a', 2, 'AAAA')))
  const again = (rev: number, env: string | null) => journal.appendAgain({ rows: [row('a', rev, env)], audit: null })
  for (const [rev, env] of [
    [1, 'AAAA'],
    [3, 'AAAA'],
    [2, null],
  ] as const)
    expect(code(await again(rev, env))).toBe('row-conflict')
  expect(value(await again(2, 'AAAB'))).toEqual({ seq: 2 })
  expect(value(await journal.findRow('cases', 'a'))).toEqual(row('a', 2, 'AAAB'))
  await journal.close()
})

test('journal: names of another form are a bug, and too much for one act is refused', async () => {
  const journal = value(await openJournal(await freshJournal()))
  await expect(appended(journal, row('no spaces', 1, 'AAAA'))).rejects.toThrow()
  expect(code(await appended(journal, row('a', 1, 'AAAA'.repeat(9_000_000))))).toBe('too-large')
  expect(journal.lastSeq).toBe(0)
  await journal.close()
})

test('journal: pieces of scans lie in a database of their own, and are read back', async () => {
  const deps = await freshJournal()
  let journal = value(await openJournal(deps))
  const piece = row('scan:0', 1, Buffer.alloc(50_000, 7).toString('base64'), 'chunks')
  value(await appended(journal, piece))
  await journal.close()
  expect(existsSync(join(deps.folder, 'scans.db'))).toBe(true)
  journal = value(await openJournal(deps))
  expect(value(await journal.findRow('chunks', 'scan:0'))).toEqual(piece)
  expect(await journal.lackingScans()).toEqual({ files: [], pieces: [] })
  await journal.close()
})

test('journal: is read as it is now, and what changed since, while acts go on', async () => {
  const journal = value(await openJournal(await freshJournal()))
  value(await appended(journal, row('a', 1, 'AAAA')))
  const view = await journal.view()
  value(await appended(journal, row('a', 2, 'AAAB'), row('b', 1, 'AAAC')))
  const read: string[] = []
  for await (const { id, rev, env } of view.rows('secrets')) read.push(`${id} ${rev} ${Buffer.from(env!).toString('base64')}`)
  view.close()
  expect([view.head.seq, read]).toEqual([1, ['a 1 AAAA']])
  await journal.close()
})

test('journal: a second program that opens the same folder is told so, and harms nothing', async () => {
  const deps = await freshJournal()
  const journal = value(await openJournal(deps))
  const refused = await openJournal(deps)
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'journal-failed', message: expect.stringContaining('another RA Desk') as string },
  })
  value(await journal.append(body(1)))
  await journal.close()
})

test('journal: a new key version is needed to read what was written under it', async () => {
  const deps = await freshJournal()
  const journal = value(await openJournal(deps))
  value(await journal.append(body(1)))
  const next = { keyVersion: 2, key: new Uint8Array(32).fill(9) }
  await journal.rotateVaultKey(next)
  value(await journal.append(body(2)))
  await expect(journal.rotateVaultKey(newestSigner(deps.frameKeys))).rejects.toThrow(RangeError)
  await journal.close()
  expect(code(await openJournal(deps))).toBe('key-slots-behind')
  const later = value(await openJournal({ ...deps, frameKeys: new Map([...deps.frameKeys, [2, next.key]]) }))
  expect([later.lastSeq, later.findings]).toEqual([2, []])
  expect((await rowsIn(later)).length).toBe(2)
  await later.close()
})

test('journal: after closing, reading finds nothing and writing is refused', async () => {
  const journal = value(await openJournal(await freshJournal()))
  value(await journal.append(body(1)))
  await journal.close()
  await journal.close()
  expect([value(await journal.findRow('cases', 'row-1')), journal.ids('cases'), journal.has('cases', 'row-1')]).toEqual([
    undefined,
    [],
    false,
  ])
  expect(code(await journal.append(body(2)))).toBe('locked')
  expect(code(await journal.scrub())).toBe('locked')
})
