import { copyFile, cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createRecordStore } from '../../../main/record/record-store.ts'
import { code, value } from '../vault/support.ts'
import { type Station, station } from './record-support.ts'
import { expectWhole, filesOf, opened, vaultOf, worked } from '../../support/snapshot-bench.ts'

afterEach(async () => {
  for (const each of opened.splice(0)) await each.record?.close().catch(() => undefined)
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
