import { expect, test } from 'vitest'
import { createEditions } from '../../../../../domain/guidance/index.ts'
import { firstQuery } from '../../../../../domain/work/list-query.ts'
import { textToRows } from '../../../../../domain/work/saved-table.ts'
import { tableOf } from '../../../../../renderer/features/pages/work-list/list-table.ts'
import { summaryOf } from '../../../client/fakes.ts'

test('work list as a table: the shown cases in their order, with what they wait for', () => {
  const late = { ...summaryOf('a'), sponsor: 'Sponsor Invented', wait: { kind: 'reply', since: '2026-11-20', due: '2026-11-27' } } as const
  const { columns, rows, about, title } = tableOf([late, summaryOf('b')], { ...firstQuery, due: 'overdue' }, createEditions(), '2026-11-30')
  const [first, second] = textToRows(rows, columns.length)
  const cell = (name: string) => first![columns.indexOf(name)]
  expect([title, about]).toEqual(['Work list', 'Open, filtered: 2 cases'])
  expect([cell('Name'), cell('Sponsor'), cell('Waits for'), cell('Due')]).toEqual([
    'Sample Person',
    'Sponsor Invented',
    'No reply for 10 days',
    '3 days overdue',
  ])
  expect(second![columns.indexOf('Reference')]).toBe('RA-b')
})
