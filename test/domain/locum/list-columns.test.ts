import { describe, expect, test } from 'vitest'
import { findColumnField, findColumns, rowOfCells } from '../../../domain/locum/list-columns.ts'

describe('locum log: columns of a list', () => {
  test.each([
    ['GPhC No.', 'registerNumber'],
    ['user_uuid', 'uuid'],
    ['ODS-Code', 'organisations'],
    ['Surname', 'last-name'],
    ['Favourite colour', undefined],
  ])('heading “%s” is %s', (heading, field) => expect(findColumnField(heading)).toBe(field))

  test('headings are found below a title, and each field is taken once', () => {
    const { fields, headings, rows } = findColumns([
      ['Locum list', '', ''],
      ['Name', 'UUID', 'User UUID', 'Notes'],
      ['', '', '', ''],
      ['A B', '555000111222', '1', 'x'],
    ])
    expect(fields).toEqual(['name', 'uuid', undefined, undefined])
    expect(headings[3]).toBe('Notes')
    expect(rows).toEqual([['A B', '555000111222', '1', 'x']])
  })

  test('without headings they are known by what they look like', () => {
    const rows = [
      ['555000111222', 'Invented Person', '07700 900123', '2000001'],
      ['555000111333', 'Another Person', '', ''],
    ]
    expect(findColumns(rows)).toEqual({ headings: [], rows, fields: ['uuid', 'name', 'mobile', 'registerNumber'] })
  })

  test('a list of UUIDs alone', () => expect(findColumns([['555000111222'], ['555000111333']]).fields).toEqual(['uuid']))

  test('first and last name become the name; the guard against formulas is taken off', () => {
    const fields = ['first-name', 'last-name', 'mobile', undefined] as const
    expect(rowOfCells(['Ann', 'Other', "'+447700900123", 'x'], fields)).toEqual({ name: 'Ann Other', mobile: '+447700900123' })
  })
})

test.each([
  ['Name', 'name'],
  ['Employee name', 'name'],
  ['UUID', 'uuid'],
  ['Card UUID', 'uuid'],
  ['Mobile', 'mobile'],
  ['Mobile no', 'mobile'],
  ['Register number', 'registerNumber'],
  ['GPhC registration number', 'registerNumber'],
  ['Reason', 'reason'],
  ['Reason for FFFFF', 'reason'],
  ['Sponsor', 'sponsor'],
  ['Authorised by', 'sponsor'],
  ['Organisations', 'organisations'],
  ['Site code', 'organisations'],
  ['Granted by', 'grantedBy'],
  ['Agent', 'grantedBy'],
  ['Granted on', 'grantedOn'],
  ['Access from', 'grantedOn'],
  ['Review by', 'reviewBy'],
  ['Review due', 'reviewBy'],
  ['Ends on', 'endsOn'],
  ['Expires', 'endsOn'],
  ['Longer than a year because', 'longerBecause'],
  ['Second grant because', 'secondBecause'],
  ['Revoked on', 'revokedOn'],
  ['Revocation date', 'revokedOn'],
  ['Revoked by', 'revokedBy'],
  ['Removed by', 'revokedBy'],
  ['Revoked how', 'revokedHow'],
  ['How removed', 'revokedHow'],
  ['Reference', 'reference'],
  ['Request number', 'reference'],
  ['First name', 'first-name'],
  ['Forenames', 'first-name'],
  ['Last name', 'last-name'],
  ['Family name', 'last-name'],
])('locum log: the column “%s” is %s', (heading, field) => expect(findColumnField(heading)).toBe(field))

test('locum log: headings after ten other lines are no headings; one heading among UUIDs is none', () => {
  const titles = (count: number) => Array.from({ length: count }, (_, index) => [`Page ${index}`, ''])
  expect(findColumns([...titles(9), ['Name', 'UUID'], ['A B', '555000111222']]).headings).toEqual(['Name', 'UUID'])
  expect(findColumns([...titles(10), ['Name', 'UUID'], ['A B', '555000111222']]).headings).toEqual([])
  expect(findColumns([['Agent', '555000111222']]).headings).toEqual([])
  expect(
    findColumns([
      ['Agent', 'Colour'],
      ['A B', 'red'],
    ]).fields,
  ).toEqual(['grantedBy', undefined])
})

test('locum log: without headings, more than half of the cells must look like the field', () => {
  const name = 'Invented Person'
  expect(
    findColumns([
      [name, ''],
      ['12', ''],
      ['', ''],
    ]).fields,
  ).toEqual([undefined, undefined])
  expect(findColumns([[name], ['Another Person'], ['12']]).fields).toEqual(['name'])
  // A date in words is no name, and a second column of names is not a second name.
  expect(findColumns([['1 March 2027'], ['March']]).fields).toEqual([undefined])
  expect(findColumns([[name, 'Other Person']]).fields).toEqual(['name', undefined])
  expect(findColumns([['+44 7700 900123', '2000001'], ['0044 7700900123']]).fields).toEqual(['mobile', 'registerNumber'])
  expect(findColumns([]).fields).toEqual([])
})

test('locum log: cells of a row, without empty ones; an apostrophe inside stays', () => {
  expect(rowOfCells([' Ann\tOther ', '', " D'-Arcy "], ['name', 'mobile', 'sponsor'])).toEqual({ name: 'Ann Other', sponsor: "D'-Arcy" })
  expect(rowOfCells(["'=1", "'-1", "'@x", "' +1"], ['reason', 'sponsor', 'reference', 'mobile'])).toEqual({
    reason: '=1',
    sponsor: '-1',
    reference: '@x',
    mobile: ' +1',
  })
  expect(rowOfCells(['', 'Other', 'Ann B'], ['first-name', 'last-name', 'name'])).toEqual({ name: 'Ann B' })
  expect(rowOfCells(['', 'Other'], ['first-name', 'last-name'])).toEqual({ name: 'Other' })
  expect(rowOfCells([], ['first-name', 'last-name'])).toEqual({})
})
