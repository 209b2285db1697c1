import { afterEach, expect, test } from 'vitest'
import { createRecordStore } from '../../../main/record/record-store.ts'
import { inspectFolder } from '../../../main/station/inspect-folder.ts'
import { value } from '../vault/support.ts'
import { desk, expectWhole, filesOf, opened, sizeOf, worked } from '../../support/snapshot-bench.ts'

afterEach(async () => {
  for (const each of opened.splice(0)) await each.record?.close().catch(() => undefined)
})

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
