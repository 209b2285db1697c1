import { expect, test } from 'vitest'
import { createPageNews } from '../../../main/retention/page-news.ts'

test('retention, the page: hears of each erased row, and of a failure without rows', () => {
  const pushed: unknown[] = []
  const page = createPageNews({ store: { lastSeq: () => 9 }, push: (name, payload) => pushed.push([name, payload]) })
  const row = { table: 'chunks', id: 'a', rev: 1, env: null } as const
  page.erased({ rows: [row], lastSeq: 7 })
  page.erased({ rows: [row], lastSeq: 8 })
  page.erased({ rows: [], lastSeq: 8 })
  page.failed()
  expect(pushed).toEqual([
    ['retention.erased', { rows: [row], lastSeq: 7 }],
    ['retention.erased', { rows: [row], lastSeq: 8 }],
    ['retention.erased', { rows: [], lastSeq: 9 }],
  ])
  expect(page.erasedRows()).toBe(1)
})
