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
