import { describe, expect, test } from 'vitest'
import { readRow, type TypedRow } from '../../../domain/locum/read-row.ts'

const options = { agentName: 'Sample Agent', today: '2026-11-30', allowDramaNumbers: true }
const typed: TypedRow = {
  name: ' Invented  Pharmacist ',
  uuid: '5550 0011 1222',
  mobile: '07700 900123',
  registerNumber: '2000001',
  reason: 'Covers a pharmacy',
  sponsor: 'Sample Sponsor',
  organisations: 'fzz01, FZZ02; fzz01',
  grantedOn: '1/11/2026',
  reviewBy: '1 March 2027',
  endsOn: '2027-10-31',
}

describe('locum log: a row of a list', () => {
  test('that is right becomes a grant', () =>
    expect(readRow(typed, options)).toEqual({
      problems: [],
      grant: {
        name: 'Invented Pharmacist',
        uuid: '555000111222',
        mobile: '+447700900123',
        registerNumber: '2000001',
        reason: 'Covers a pharmacy',
        sponsor: 'Sample Sponsor',
        organisations: ['FZZ01', 'FZZ02'],
        grantedBy: 'Sample Agent',
        grantedOn: '2026-11-01',
        reviewBy: '2027-03-01',
        endsOn: '2027-10-31',
      },
    }))

  test('without a date of the grant is of today; who granted it may be named', () => {
    const { grantedOn: _day, ...rest } = typed
    expect(readRow({ ...rest, grantedBy: 'Another Agent' }, options).grant).toMatchObject({
      grantedOn: '2026-11-30',
      grantedBy: 'Another Agent',
    })
  })

  test.each<[string, TypedRow, readonly string[]]>([
    ['empty', {}, ['uuid', 'name', 'reason', 'sponsor', 'organisations', 'reviewBy', 'endsOn']],
    ['without a review date', { ...typed, reviewBy: ' ' }, ['reviewBy']],
    ['a UUID that a spreadsheet rounded', { ...typed, uuid: '5.55E+11' }, ['uuid']],
    ['a landline', { ...typed, mobile: '020 7946 0018' }, ['mobile']],
    ['a day that does not exist', { ...typed, endsOn: '31/02/2027' }, ['endsOn']],
    ['an ODS code that is none', { ...typed, organisations: 'FZZ01 the-shop' }, ['organisations']],
    ['a name that is too long', { ...typed, name: 'x'.repeat(201) }, ['name']],
    ['a reference without a date', { ...typed, reference: 'REQ-1' }, ['revokedOn']],
  ])('%s: problems at %s', (_, row, fields) => {
    const read = readRow(row, options)
    expect(read.problems.map(({ field }) => field)).toEqual(fields)
    expect(read.grant).toBeUndefined()
  })

  test('of an earlier log: the revocation comes with it, and words that are not ours become a note', () => {
    const { revocation } = readRow({ ...typed, revokedOn: '20/11/2026', revokedHow: 'by phone', reference: 'REQ-1' }, options)
    expect(revocation).toEqual({ on: '2026-11-20', by: 'Sample Agent', how: 'other-way', reference: 'REQ-1', note: 'by phone' })
  })
})

describe('locum log: a revocation that comes with its row', () => {
  const revocationOf = (row: TypedRow) => readRow({ ...typed, revokedOn: '20/11/2026', ...row }, options).revocation
  test.each<[string, TypedRow, object | undefined]>([
    ['with its day only', {}, { on: '2026-11-20', by: 'Sample Agent', how: 'other-way' }],
    [
      'in our words',
      { revokedHow: 'cim-batch', reference: 'REQ-1' },
      { on: '2026-11-20', by: 'Sample Agent', how: 'cim-batch', reference: 'REQ-1' },
    ],
    ['by another agent', { revokedBy: 'Another Agent' }, { on: '2026-11-20', by: 'Another Agent', how: 'other-way' }],
  ])('%s', (_, row, expected) => expect(revocationOf(row)).toEqual(expected))

  test.each<[string, TypedRow, readonly string[]]>([
    ['on a day that does not exist', { revokedOn: '31/02/2026' }, ['revokedOn']],
    ['by a person whose name is too long', { revokedBy: 'x'.repeat(201) }, ['revokedBy']],
    ['with a reference that is too long', { reference: 'x'.repeat(201) }, ['reference']],
    ['named only by who did it', { revokedOn: '', revokedBy: 'Another Agent' }, ['revokedOn']],
    ['named only by how', { revokedOn: '', revokedHow: 'cim-batch' }, ['revokedOn']],
  ])('%s: problems at %s, and no grant', (_, row, fields) => {
    const read = readRow({ ...typed, revokedOn: '20/11/2026', ...row }, options)
    expect(read.problems.map(({ field }) => field)).toEqual(fields)
    expect([read.grant, read.revocation]).toEqual([undefined, undefined])
  })

  test('beside a problem of the grant: neither', () => {
    const read = readRow({ ...typed, name: '', revokedOn: '20/11/2026' }, options)
    expect(read).toEqual({ problems: [{ field: 'name', message: expect.any(String) as unknown }] })
  })
})

test('locum log: what may be left out of a row, and what may be added to it', () => {
  const { mobile: _mobile, registerNumber: _number, ...least } = typed
  const { grant } = readRow(least, options)
  expect(Object.keys(grant!).sort()).toEqual(
    ['name', 'uuid', 'reason', 'sponsor', 'organisations', 'grantedBy', 'grantedOn', 'reviewBy', 'endsOn'].sort(),
  )
  const most = readRow({ ...typed, registerChecked: 'yes', longerBecause: 'Agreed', secondBecause: 'Two agencies' }, options).grant
  expect(most).toMatchObject({ registerChecked: true, longerBecause: 'Agreed', secondBecause: 'Two agencies' })
})

test.each([
  [20, undefined],
  [21, ['organisations']],
])('locum log: %i organisations in a row', (count, fields) => {
  const codes = Array.from({ length: count }, (_, index) => `FZ${100 + index}`).join(count % 2 === 0 ? '|' : '/')
  const read = readRow({ ...typed, organisations: codes }, options)
  expect(read.problems.length === 0 ? undefined : read.problems.map(({ field }) => field)).toEqual(fields)
})

test('locum log: invented mobiles only where they are allowed', () => {
  expect(readRow(typed, { ...options, allowDramaNumbers: false }).problems.map(({ field }) => field)).toEqual(['mobile'])
})
