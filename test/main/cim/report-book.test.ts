import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openReportBook, type NewReport } from '../../../main/cim/report-book.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { code, value } from '../vault/support.ts'

const piece = (line: number): Uint8Array => Buffer.from(JSON.stringify([{ line, uuid: '555000000001' }]))
const report = (pieces: number, more: Partial<NewReport> = {}): NewReport => ({
  reportId: randomUUID(),
  kind: 'users',
  fileName: 'users.csv',
  reportedOn: '2026-11-28',
  coverage: 'whole',
  importedAt: '2026-11-30T10:00:00.000Z',
  by: 'Sample Agent',
  rows: pieces,
  persons: 1,
  leftOut: 0,
  sha256: '0'.repeat(64),
  rowsInPieces: Array.from({ length: pieces }, (_, index) => piece(index + 1)),
  mapping: {},
  ...more,
})

test('report book: rows are stored in several commits, the head with the last of them', async () => {
  const { store, commits } = memoryStore()
  const book = await openReportBook(store)
  const head = value(await book.add(report(25)))
  expect(commits.map(({ audit, rows }) => [audit.action, rows.length])).toEqual([
    ['cim-rows-stored', 10],
    ['cim-rows-stored', 10],
    ['cim-report-imported', 6],
  ])
  const again = await openReportBook(store)
  expect(again.heads()).toEqual([head])
  const lines = []
  for await (const rows of again.pieces(head)) lines.push(...rows.map(({ line }) => line))
  expect(lines).toEqual(Array.from({ length: 25 }, (_, index) => index + 1))
})

test('report book: an import that was cut does not count, and the next one takes its pieces away', async () => {
  const { store, commits, failWith } = memoryStore()
  const book = await openReportBook(store)
  const adding = book.add(report(25))
  // After the first commit.
  while (commits.length === 0) await Promise.resolve()
  failWith('disk-full')
  expect(code(await adding)).toBe('disk-full')
  expect(book.heads()).toEqual([])
  expect(store.ids('cim-report-rows')).toHaveLength(10)
  failWith(undefined)
  value(await book.add(report(2)))
  expect(store.ids('cim-report-rows')).toHaveLength(2)
})

test('report book: removing rows keeps who imported what; the next older report is the newest with rows', async () => {
  const { store } = memoryStore()
  const book = await openReportBook(store)
  const older = value(await book.add(report(1, { reportedOn: '2026-10-01' })))
  const newer = value(await book.add(report(2)))
  expect(book.newest('users')).toEqual(newer)
  value(await book.removeRows(newer, { at: '2026-11-30T11:00:00.000Z', by: 'Other Agent' }))
  const again = await openReportBook(store)
  expect(again.newest('users')).toEqual(older)
  expect(again.heads()[0]).toMatchObject({ reportId: newer.reportId, removed: { by: 'Other Agent' } })
  expect(store.ids('cim-report-rows')).toHaveLength(1)
})

test('report book: how columns were mapped is kept for each kind, with what was mapped before', async () => {
  const { store } = memoryStore()
  const book = await openReportBook(store)
  value(await book.add(report(1, { mapping: { kennung: 'uuid' } })))
  value(await book.add(report(1, { mapping: { wer: 'name', alt: null } })))
  expect((await openReportBook(store)).mappings()).toEqual({ users: { kennung: 'uuid', wer: 'name', alt: null } })
})
