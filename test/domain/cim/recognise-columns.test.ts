import { describe, expect, test } from 'vitest'
import { recogniseColumns, type ReportLine } from '../../../domain/cim/recognise-columns.ts'
import { fieldsOfKind, findKnownField, foldHeading, reportKinds, spellingsOf, type ReportKind } from '../../../domain/cim/report-kinds.ts'

const linesOf = (...rows: readonly (readonly string[])[]): readonly ReportLine[] => rows.map((cells, index) => ({ line: index + 1, cells }))
const person = ['555000000001', 'Angharad Sample', 'Active', 'RA9']

describe('columns of a CIM report', () => {
  test.each<[string, readonly string[], ReportKind]>([
    ['users', ['UUID', 'First name', 'Last name', 'Email address', 'Has mobile', 'Status', 'ODS code'], 'users'],
    ['users, nothing telling', ['UUID', 'Name', 'Status', 'Organisation'], 'users'],
    ['requests', ['Request ID', 'Request type', 'UUID', 'Status', 'Date raised', 'ODS Code'], 'requests'],
    ['smartcards', ['UUID', 'Name', 'Serial number', 'Type', 'Status', 'Expiry date'], 'smartcards'],
    ['smartcards, other words', ['user uuid', 'SMARTCARD_SERIAL_NUMBER', 'Card-Type', 'card status', 'Valid to'], 'smartcards'],
    ['authenticators', ['UUID', 'Authenticator type', 'Status', 'Registered on'], 'authenticators'],
  ])('the headings say that it is a report of %s', (_, headings, kind) => {
    const found = recogniseColumns(linesOf(headings, person))
    expect(found).toMatchObject({ kind, firstRow: 1 })
    expect(found.columns.filter(({ field }) => field === undefined)).toEqual([])
  })

  test('case, spaces, punctuation and the byte order mark do not matter', () => {
    const found = recogniseColumns(linesOf(['\uFEFFuser_UUID', ' card   TYPE ', 'Serial-Number:', 'E-Mail'], person))
    expect(found.columns.map(({ field }) => field)).toEqual(['uuid', 'cardType', 'serial', 'email'])
  })

  test('titles above the headings are passed over', () => {
    const found = recogniseColumns(
      linesOf(['Care Identity Management'], ['Smartcards, filter: active'], [''], ['UUID', 'Serial number', 'Status'], person),
    )
    expect(found.firstRow).toBe(4)
  })

  test('a column that is not recognised is there to be mapped, and the mapping is kept by its heading', () => {
    const lines = linesOf(['UUID', 'Kaertchen Nr.', 'Status'], person)
    expect(recogniseColumns(lines).columns[1]).toEqual({ heading: 'Kaertchen Nr.' })
    const chosen = recogniseColumns(lines, {}, { kind: 'smartcards', fields: { 1: 'serial' } })
    expect(chosen.columns[1]).toEqual({ heading: 'Kaertchen Nr.', field: 'serial', by: 'chosen' })
    const kept = recogniseColumns(lines, { smartcards: { [foldHeading('KAERTCHEN NR')]: 'serial' } })
    expect(kept).toMatchObject({ kind: 'smartcards' })
    expect(kept.columns[1]).toMatchObject({ field: 'serial', by: 'kept' })
  })

  test('what the agent maps goes before what a heading is taken for', () => {
    const lines = linesOf(['User ID', 'Number', 'Status'], person)
    const found = recogniseColumns(lines, {}, { kind: 'users', fields: { 1: 'uuid', 2: null } })
    expect(found.columns).toEqual([
      { heading: 'User ID', isSecond: true },
      { heading: 'Number', field: 'uuid', by: 'chosen' },
      { heading: 'Status', by: 'chosen' },
    ])
  })

  test('of two columns with the same meaning the first is read', () => {
    const found = recogniseColumns(linesOf(['UUID', 'Status', 'Status'], person))
    expect(found.columns.map(({ field, isSecond }) => field ?? isSecond)).toEqual(['uuid', 'status', true])
  })

  test('a report without headings gets the places of its columns, and loses no row', () => {
    const found = recogniseColumns(linesOf(person, person))
    expect(found).toMatchObject({ firstRow: 0, isCertain: false })
    expect(found.columns.map(({ heading }) => heading)).toEqual(['Column 1', 'Column 2', 'Column 3', 'Column 4'])
  })

  test('two kinds that fit as well: a guess; the agent makes it certain', () => {
    const lines = linesOf(['UUID', 'Name'], person)
    expect(recogniseColumns(lines)).toMatchObject({ isCertain: false, firstRow: 1 })
    expect(recogniseColumns(lines, {}, { kind: 'requests' })).toMatchObject({ kind: 'requests', isCertain: true })
    expect(recogniseColumns(linesOf(['UUID', 'Card type', 'Serial number'], person))).toMatchObject({ isCertain: true })
  })

  test('headings are looked for in the first 20 lines', () => {
    const titles = (count: number) => Array.from({ length: count }, (_, index) => [`Page ${index}`])
    const headings = ['UUID', 'Serial number', 'Status']
    expect(recogniseColumns(linesOf(...titles(19), headings, person)).firstRow).toBe(20)
    expect(recogniseColumns(linesOf(...titles(20), headings, person)).firstRow).toBe(1)
  })

  test('a word in a row of a person that is also a heading makes no headings of it', () => {
    expect(recogniseColumns(linesOf(['555000000001', 'Sample', 'Created', 'RA9'])).firstRow).toBe(0)
    expect(recogniseColumns(linesOf(['UUID'], ['555000000001']))).toMatchObject({ firstRow: 1 })
  })

  test('a first row of unknown words is the headings', () => {
    const found = recogniseColumns(linesOf(['Kennung', 'Zustand'], ['555000000001', 'x']))
    expect([found.firstRow, found.columns.map(({ heading }) => heading)]).toEqual([1, ['Kennung', 'Zustand']])
    expect(recogniseColumns(linesOf(['12', '34'], ['56', '78'])).firstRow).toBe(0)
  })

  test('without headings there are as many columns as the widest of the first 100 rows', () => {
    const rows = (count: number) => Array.from({ length: count }, () => ['555000000001'])
    expect(recogniseColumns(linesOf(...rows(99), person)).columns).toHaveLength(4)
    expect(recogniseColumns(linesOf(...rows(100), person)).columns).toHaveLength(1)
  })

  test('nothing at all', () => expect(recogniseColumns([])).toMatchObject({ columns: [], isCertain: false }))
})

test.each(reportKinds)('spellings of a report of %s: each one means one thing only', (kind) => {
  for (const field of fieldsOfKind(kind))
    for (const spelling of spellingsOf(kind, field)) expect([spelling, findKnownField(kind, spelling)]).toEqual([spelling, field])
})
