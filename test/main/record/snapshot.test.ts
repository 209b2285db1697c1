import { copyFile, cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createRecordStore } from '../../../main/record/record-store.ts'
import type { RecordDeps } from '../../../main/record/record.ts'
import { inspectFolder } from '../../../main/station/inspect-folder.ts'
import { code, value } from '../vault/support.ts'
import { codeOf, entriesOf, inOrder, rowsOf, station, type Station } from './record-support.ts'

const opened: Station[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.record?.close().catch(() => undefined)
})

async function desk(extra: Partial<RecordDeps> = {}): Promise<Station> {
  const here = await station(extra)
  opened.push(here)
  return here
}

const vaultOf = (here: Station) => join(here.folder, 'vault')
const filesOf = async (here: Station, what: RegExp) => (await readdir(vaultOf(here))).filter((name) => what.test(name)).sort()
const sizeOf = async (here: Station, names: readonly string[]) =>
  (await Promise.all(names.map((name) => stat(join(vaultOf(here), name))))).reduce((sum, { size }) => sum + size, 0)

/** Everything that was saved is there, nothing that was erased is, and the record of who did what is whole. */
async function expectWhole(here: Station, entries: number): Promise<void> {
  expect(await rowsOf(here.record)).toEqual(inOrder(here.wanted.values()))
  for (const key of here.erased) expect(here.record.journal.has(...(key.split(' ') as [string, string]))).toBe(false)
  const audit = await entriesOf(here.record)
  expect(audit.map(({ seq }) => seq)).toEqual(Array.from({ length: entries }, (_, index) => index))
  expect(here.record.checkpoint()).toMatchObject(codeOf(audit))
}

/** Cases in several versions, one erased, and a scan: with a snapshot after every fifth frame. */
async function worked(rounds = 40): Promise<{ here: Station; entries: number }> {
  const here = await desk()
  let entries = 0
  for (let round = 1; round <= rounds; round += 1) {
    await here.save('cases', `case-${round % 7}`, round)
    await here.save('chunks', `scan-${round}:0`, 1, 3_000)
    entries += 2
    if (round % 10 === 0) {
      await here.save('manifests', `gone-${round}`, 1)
      await here.erase('manifests', `gone-${round}`, 1)
      entries += 2
    }
    if (round % 5 === 0) value(await here.record.snapshot())
  }
  return { here, entries }
}

test('after snapshots all of it is there, also after opening again, and the old segments are gone', async () => {
  const { here, entries } = await worked()
  await expectWhole(here, entries)
  await here.reopen()
  expect(here.record.journal.findings).toEqual([])
  await expectWhole(here, entries)
  expect(await filesOf(here, /^snapshot-/)).toHaveLength(3)
  expect((await filesOf(here, /^journal/)).filter((name) => !name.endsWith('.second'))).toHaveLength(3)
  expect(await filesOf(here, /^journal\.log/)).toEqual([])
  expect((await inspectFolder(here.folder)).state).toBe('vault')
  await here.save('cases', 'case-1', 1_000)
  await here.reopen()
  await expectWhole(here, entries + 1)
})

test('a row that was erased before a snapshot does not come back, and its number is not used again', async () => {
  const here = await desk()
  await here.save('cases', 'a', 1)
  await here.erase('cases', 'a', 1)
  value(await here.record.snapshot())
  await here.save('cases', 'b', 1)
  value(await here.record.snapshot())
  await here.reopen()
  expect([here.record.journal.has('cases', 'a'), value(await here.record.journal.findRow('cases', 'a'))]).toEqual([
    false,
    { table: 'cases', id: 'a', rev: 1, env: null },
  ])
  await expect(here.save('cases', 'a', 1)).rejects.toThrow('row-conflict')
})

test('snapshots come by themselves after so many frames, and after so long', async () => {
  for (const snapshots of [
    { frames: 4, milliseconds: 1e12 },
    { frames: 1e9, milliseconds: 60 },
  ]) {
    const here = await desk({ snapshots })
    for (let round = 1; round <= 30; round += 1) await here.save('cases', 'a', round)
    await here.reopen()
    expect(await filesOf(here, /^snapshot-/)).toHaveLength(3)
    await expectWhole(here, 30)
  }
})

test('a scan is copied once, however many snapshots follow; a file of scans goes when most of it was erased', async () => {
  const here = await desk()
  for (let piece = 0; piece < 20; piece += 1) await here.save('chunks', `scan:${piece}`, 1, 40_000)
  value(await here.record.snapshot())
  const [first] = await filesOf(here, /^scans-/)
  const size = await sizeOf(here, [first!])
  for (let round = 1; round <= 4; round += 1) {
    await here.save('cases', 'a', round)
    value(await here.record.snapshot())
  }
  expect(await filesOf(here, /^scans-/)).toEqual([first])
  expect(await sizeOf(here, await filesOf(here, /^snapshot-/))).toBeLessThan(size / 20)
  for (let piece = 0; piece < 12; piece += 1) await here.erase('chunks', `scan:${piece}`, 1)
  for (let round = 5; round <= 8; round += 1) {
    await here.save('cases', 'a', round)
    value(await here.record.snapshot())
  }
  const left = await filesOf(here, /^scans-/)
  expect(left).not.toContain(first)
  expect(await sizeOf(here, left)).toBeLessThan(size / 2)
  await here.reopen()
  await expectWhole(here, 20 + 4 + 12 + 4)
})

test('what the database asks for is the newest versions, also from before the segments that are left', async () => {
  const { here } = await worked()
  const store = createRecordStore(here)
  const seen = new Map<string, number>()
  for (const which of ['rows', 'scans'] as const) {
    let afterSeq = 0
    for (let more = true; more;) {
      const page = await store.since(afterSeq, 7, which)
      for (const row of page.rows) seen.set(`${row.table} ${row.id}`, row.env === null ? -1 : row.rev)
      ;({ lastSeq: afterSeq, more } = page)
    }
    expect(afterSeq).toBe(here.record.journal.lastSeq)
  }
  for (const [key, row] of here.wanted) expect(seen.get(key), key).toBe(row.rev)
  for (const key of here.erased) expect(seen.get(key), key).toBe(-1)
  expect(seen.size).toBe(here.wanted.size + here.erased.size)
})

test('saving goes on while a snapshot is written', async () => {
  const here = await desk()
  for (let round = 1; round <= 50; round += 1) await here.save('cases', `case-${round}`, 1)
  const writing = here.record.snapshot()
  for (let round = 1; round <= 20; round += 1) await here.save('cases', `case-${round}`, 2)
  value(await writing)
  await expectWhole(here, 70)
  await here.reopen()
  await expectWhole(here, 70)
})

describe('damage', () => {
  const flip = async (path: string) => {
    const bytes = await readFile(path)
    bytes[Math.floor(bytes.length / 2)]! ^= 1
    await writeFile(path, bytes)
  }
  const cut = async (path: string) => truncate(path, Math.floor((await stat(path)).size * 0.6))
  const ways = [
    ['one byte flipped', flip],
    ['cut', cut],
    ['deleted', (path: string) => rm(path)],
    ['emptied', (path: string) => writeFile(path, '')],
  ] as const

  let master: { here: Station; entries: number }
  beforeAll(async () => {
    const { here, entries } = await worked(22)
    await here.close()
    const kept = await mkdtemp(join(tmpdir(), 'ra-master-'))
    await cp(here.folder, kept, { recursive: true })
    master = { here: { ...here, folder: kept }, entries }
  })
  afterAll(() => rm(master.here.folder, { recursive: true, force: true }))
  async function copied() {
    const here = await station({}, master.here)
    opened.push(here)
    return { here, entries: master.entries }
  }

  /** Damages one file of a closed station. */
  async function damaged(which: (names: string[]) => string, damage: (path: string) => Promise<void>) {
    const { here, entries } = await copied()
    const name = which((await readdir(vaultOf(here))).sort())
    await damage(join(vaultOf(here), name))
    return { here, entries, name }
  }

  const newest = (pattern: RegExp) => (names: string[]) => names.filter((name) => pattern.test(name)).at(-1)!

  test.each(ways)('the newest snapshot %s: the one before it and the journal give the same', async (way, damage) => {
    const { here, entries, name } = await damaged(newest(/^snapshot-/), damage)
    await here.reopen()
    expect(here.record.journal.findings).toEqual([{ kind: way === 'deleted' ? 'snapshot-missing' : 'snapshot-damaged', file: name }])
    await expectWhole(here, entries)
    value(await here.record.snapshot())
    await here.reopen()
    expect(here.record.journal.findings).toEqual([])
    await expectWhole(here, entries)
  })

  test.each(ways)('current segment %s: repaired from its second copy', async (_, damage) => {
    const { here, entries, name } = await damaged(newest(/^journal.*\.log$/), damage)
    await here.reopen()
    expect(here.record.journal.findings).toEqual([{ kind: 'journal-repaired', file: name }])
    await expectWhole(here, entries)
    await here.reopen()
    expect(here.record.journal.findings).toEqual([])
  })

  test.each(ways)('its second copy %s: made again', async (_, damage) => {
    const { here, entries, name } = await damaged(newest(/^journal.*\.second$/), damage)
    await here.reopen()
    expect(here.record.journal.findings).toEqual([{ kind: 'journal-second-repaired', file: name.replace('.second', '') }])
    await expectWhole(here, entries)
  })

  test.each(ways)('audit record %s: repaired from its second copy', async (_, damage) => {
    const { here, entries } = await damaged(() => 'audit.log', damage)
    await here.reopen()
    expect(here.record.journal.findings).toEqual([{ kind: 'audit-record-repaired', file: 'audit.log' }])
    await expectWhole(here, entries)
  })

  test.each(ways)('high-water mark %s: reported and written again', async (way, damage) => {
    const { here, entries } = await damaged(() => 'high-water-mark.bin', damage)
    await here.reopen()
    // A flip in the middle hits one of its two places, and the other one is enough.
    const kind =
      way === 'deleted'
        ? 'high-water-mark-missing'
        : way === 'one byte flipped' || way === 'cut'
          ? 'high-water-mark-part-damaged'
          : 'high-water-mark-damaged'
    expect(here.record.journal.findings).toEqual([{ kind, file: 'high-water-mark.bin' }])
    await expectWhole(here, entries)
  })

  test('both copies of the segment put back to an older state: the high-water mark shows how much is missing, reported once', async () => {
    const { here } = await copied()
    await here.reopen()
    const names = (await filesOf(here, /^journal/)).slice(-2)
    for (const name of names) await copyFile(join(vaultOf(here), name), join(here.folder, name))
    for (let round = 23; round <= 25; round += 1) await here.save('cases', 'late', round)
    await here.close()
    for (const name of names) await copyFile(join(here.folder, name), join(vaultOf(here), name))
    await here.reopen()
    expect(here.record.journal.findings).toEqual([{ kind: 'journal-cut-back', file: 'high-water-mark.bin', frames: 3 }])
    await here.reopen()
    expect(here.record.journal.findings).toEqual([])
  })

  test('both copies of the segment damaged in the middle: nothing is opened and nothing is changed', async () => {
    const { here } = await copied()
    for (const name of (await filesOf(here, /^journal/)).slice(-2)) await flip(join(vaultOf(here), name))
    const before = await readdir(vaultOf(here))
    await expect(here.reopen()).rejects.toThrow('journal-damaged')
    expect(await readdir(vaultOf(here))).toEqual(before)
  })

  test('a missing file of scans is reported', async () => {
    const { here, name } = await damaged(newest(/^scans-/), (path) => rm(path))
    await here.reopen()
    expect(here.record.journal.findings).toEqual([{ kind: 'scans-missing', file: name }])
    const lost = [...here.wanted.values()].filter(({ table }) => table === 'chunks')
    expect((await Promise.all(lost.map(({ table, id }) => here.record.journal.findRow(table, id)))).map(code)).toContain('journal-damaged')
  })

  test('lost pieces of scans hold no snapshot up: they stay missed, and can be erased', async () => {
    const { here, name } = await damaged(newest(/^scans-/), (path) => rm(path))
    await here.reopen()
    const { pieces } = await here.record.journal.lackingScans()
    expect(pieces.length).toBeGreaterThan(0)
    for (let round = 100; round < 104; round += 1) {
      await here.save('cases', 'case-1', round)
      value(await here.record.snapshot())
    }
    await here.reopen()
    expect(here.record.journal.findings).toEqual([{ kind: 'scans-missing', file: name }])
    const store = createRecordStore(here)
    value(
      await store.commit(
        pieces.map(({ id }) => ({ table: 'chunks', id, erase: true })),
        { action: 'erased' },
      ),
    )
    value(await here.record.snapshot())
    await here.reopen()
    expect(here.record.journal.findings).toEqual([])
  })

  test('what was lost can be written again as it was, and as nothing else', async () => {
    const { here } = await damaged(newest(/^scans-/), (path) => rm(path))
    await here.reopen()
    const {
      pieces: [piece],
    } = await here.record.journal.lackingScans()
    const row = here.wanted.get(`chunks ${piece!.id}`)!
    await here.save('manifests', 'gone', 1)
    const gone = here.wanted.get('manifests gone')!
    await here.erase('manifests', 'gone', 1)
    const again = async (other: object) => code(await here.record.appendAgain([{ ...row, ...other }], { action: 'again' }))
    expect(await again({ rev: row.rev + 1 })).toBe('row-conflict')
    expect(await again({ rev: row.rev - 1 })).toBe('row-conflict')
    expect(await again({ id: 'never-written:0' })).toBe('row-conflict')
    expect(await again({ env: null })).toBe('row-conflict')
    expect(await again(gone)).toBe('row-conflict')
    expect(code(await here.record.append([row], { action: 'new' }))).toBe('row-conflict')
    value(await here.record.appendAgain([row], { action: 'again' }))
    expect(value(await here.record.journal.findRow('chunks', row.id))).toEqual(row)
    await here.reopen()
    expect(value(await here.record.journal.findRow('chunks', row.id))).toEqual(row)
  })

  test('a case that does not read back in the newest snapshot, damaged while RA Desk is open, stops snapshots until the next start only', async () => {
    const { here, entries } = await copied()
    await here.reopen()
    value(await here.record.snapshot())
    const [name] = (await filesOf(here, /^snapshot-/)).slice(-1)
    await writeFile(join(vaultOf(here), name!), '')
    await here.save('manifests', 'after', 1)
    expect(code(await here.record.snapshot())).toBe('journal-damaged')
    await here.reopen()
    expect(here.record.journal.findings).toEqual([{ kind: 'snapshot-damaged', file: name }])
    await expectWhole(here, entries + 1)
    await here.save('manifests', 'after', 2)
    value(await here.record.snapshot())
    await here.reopen()
    expect(here.record.journal.findings).toEqual([])
    await expectWhole(here, entries + 2)
  })
})
