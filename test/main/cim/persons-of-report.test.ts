import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ReportKind } from '../../../domain/cim/report-kinds.ts'
import type { ReportRow } from '../../../domain/cim/report-row.ts'
import { personsOfReport } from '../../../main/cim/persons-of-report.ts'
import { openReportBook } from '../../../main/cim/report-book.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { uuidOf } from '../../support/cim-reports.ts'
import { value } from '../vault/support.ts'

async function bookWith(reports: readonly (readonly [ReportKind, readonly (readonly Omit<ReportRow, 'line'>[])[]])[]) {
  const { store, commits } = memoryStore()
  const book = await openReportBook(store)
  for (const [kind, pieces] of reports)
    value(
      await book.add({
        reportId: randomUUID(),
        kind,
        fileName: `${kind}.csv`,
        reportedOn: '2026-11-28',
        coverage: 'whole',
        importedAt: '2026-11-30T10:00:00.000Z',
        by: 'Sample Agent',
        rows: pieces.flat().length,
        persons: 1,
        leftOut: 0,
        sha256: '0'.repeat(64),
        rowsInPieces: pieces.map((rows) => Buffer.from(JSON.stringify(rows.map((row) => ({ line: 1, ...row }))))),
        mapping: {},
      }),
    )
  return { book, store, commits }
}
async function everyone(persons: ReturnType<typeof personsOfReport>) {
  const found = []
  for await (const some of persons.all()) found.push(...some)
  return found
}

test('persons of reports: the report of users first, others name whom it does not; each once', async () => {
  const { book } = await bookWith([
    [
      'users',
      [
        [{ uuid: uuidOf(1), name: 'Angharad Sample', hasMobile: true, status: 'active' }],
        [
          { uuid: uuidOf(1), organisation: 'Invented Trust', email: 'a@example.com' },
          { uuid: uuidOf(2), name: 'Bo Invented' },
        ],
      ],
    ],
    [
      'smartcards',
      [
        [
          { uuid: uuidOf(2), name: 'B INVENTED', serial: '42', status: 'cancelled' },
          { uuid: uuidOf(3), name: 'Cleo Madeup', serial: '43', status: 'cancelled' },
        ],
      ],
    ],
    ['requests', [[{ requestId: 'RQ-1' }]]],
  ])
  const persons = personsOfReport(book)
  const reportedOn = '2026-11-28'
  expect(await persons.find(uuidOf(1))).toEqual({
    uuid: uuidOf(1),
    name: 'Angharad Sample',
    email: 'a@example.com',
    hasMobile: true,
    organisation: 'Invented Trust',
    status: 'active',
    reportedOn,
  })
  expect(await persons.find(uuidOf(2))).toEqual({ uuid: uuidOf(2), name: 'Bo Invented', reportedOn })
  // A cancelled card says nothing of the profile.
  expect(await persons.find(uuidOf(3))).toEqual({ uuid: uuidOf(3), name: 'Cleo Madeup', reportedOn })
  expect(await persons.find(uuidOf(9))).toBeUndefined()
  expect((await everyone(persons)).map(({ uuid }) => uuid)).toEqual([uuidOf(1), uuidOf(2), uuidOf(3)])
})

test('persons of reports: a newer report is found without opening anything again', async () => {
  const { book } = await bookWith([['users', [[{ uuid: uuidOf(1), name: 'Angharad Sample' }]]]])
  const persons = personsOfReport(book)
  expect(await everyone(persons)).toHaveLength(1)
  value(await book.removeRows(book.newest('users')!, { at: '2026-11-30T11:00:00.000Z', by: 'Sample Agent' }))
  expect(await everyone(persons)).toEqual([])
})
