import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findSerialColumn, readSerialRows } from '../../../domain/card/register/serial-list.ts'
import { readCsv } from '../../../main/cards/read-csv.ts'
import { code, value } from '../vault/support.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string) => Uint8Array.of(0xff, 0xfe, ...new Uint8Array(Buffer.from(text, 'utf16le')))
const read = (file: Uint8Array | string, known: Readonly<Record<string, 'blank' | 'issued'>> = {}) =>
  readSerialRows(findSerialColumn(value(readCsv(typeof file === 'string' ? bytes(file) : file))), (serial) => known[serial])
const serials = (file: Uint8Array | string) => read(file).serials

describe('a list of serial numbers is read, however it was saved', () => {
  const both = ['4242424', '4242425']
  const table: readonly (readonly [name: string, file: Uint8Array | string, serials: readonly string[]])[] = [
    ['one number a line', '4242424\n4242425\n', both],
    ['no line end at the end', '4242424\n4242425', both],
    ['Windows line ends', '4242424\r\n4242425\r\n', both],
    ['old Mac line ends', '4242424\r4242425', both],
    ['a byte order mark', '\ufeffSerial\n4242424\n4242425\n', both],
    ['UTF-16, as “Unicode text”', utf16('Serial\tBatch\r\n4242424\tA\r\n4242425\tA\r\n'), both],
    ['Latin-1 with letters beyond ASCII', Uint8Array.from(Buffer.from('Séries;Nº\n4242424;x\n4242425;y\n', 'latin1')), both],
    ['commas', 'No,Serial,Batch\n1,4242424,A\n2,4242425,A\n', both],
    ['semicolons', 'No;Serial number;Batch\n1;4242424;A\n2;4242425;A\n', both],
    ['tabs', 'No\tCard no.\n1\t4242424\n2\t4242425\n', both],
    ['quotes', '"Serial","Note"\n"4242424","a, b"\n"4242425","say ""hello"""\n', both],
    [
      'A9: a first line that names the sign between cells',
      readFileSync(new URL('../../fixtures/cases/c02-sep.csv', import.meta.url)),
      ['10000001', '10000002'],
    ],
    ['the same after a byte order mark', '\ufeffsep=;\r\nSerial;Order number\r\n4242424;450001234567\r\n4242425;450001234568\r\n', both],
    ['the same with a tab, in UTF-16', utf16('sep=\t\r\nOrder number\tSerial\r\n450001234567\t4242424\r\n450001234568\t4242425\r\n'), both],
    ['the same in quotes and capitals', '"SEP=|"\nSerial|Order\n4242424|450001234567\n4242425|450001234568\n', both],
    ['UTF-16 without its mark', Buffer.from('Serial\tOrder\r\n4242424\t450001234567\r\n4242425\t450001234568\r\n', 'utf16le'), both],
    [
      'a title above the headings',
      'Box 7 of 12, delivered Monday, 23 November\n\nOrder;Serial\n450001234567;4242424\n450001234568;4242425\n',
      both,
    ],
    [
      'a title, an order number and a date above',
      'Order,450001234567\nDate,2026-11-23\nOrder number,Card number\n450001234567,4242424\n450001234567,4242425\n',
      both,
    ],
    ['commas in notes', '4242424;one, two\n4242425;three, four\n', both],
    ['headings in German', 'Bestellnummer;Seriennummer\n450001234567;4242424\n450001234568;4242425\n', both],
    ['headings in French', 'N° de commande;N° de série\n450001234567;4242424\n450001234568;4242425\n', both],
    ['headings in Polish', 'Nr zamówienia;Numer seryjny\n450001234567;4242424\n450001234568;4242425\n', both],
    ['headings in capitals', 'ORDER NUMBER;CARD SERIAL NO.\n450001234567;4242424\n450001234568;4242425\n', both],
    ['the number of the card beside its serial', 'Card number;Serial\n450001234567;4242424\n450001234568;4242425\n', both],
    ['a series beside the serial', 'Series;Serial\n8;4242424\n8;4242425\n', both],
    ['headings with line breaks in quotes', '"Order\nnumber","Serial\nnumber"\n450001234567,4242424\n450001234568,4242425\n', both],
    ['headings on each page', 'Serial;Order\n4242424;450001234567\nSerial;Order\n4242425;450001234568\n', both],
    ['empty columns at the end', 'Serial;Order;;\n4242424;450001234567;;\n4242425;450001234568;;\n;;;\n', both],
    ['days beside the numbers, no heading', '4242424,2026-11-23\n4242425,2026-11-24\n', both],
    ['one order for all, no heading', '4242424,450001234567\n4242425,450001234567\n', both],
    ['no heading, running numbers before', '1,4242424\n2,4242425\n', both],
    ['a heading that says nothing', 'What,Who\n4242424,me\n4242425,you\n', both],
    ['empty lines between and after', '\n4242424\n\n,,\n4242425\n\n', both],
    ['leading zeros, spaces, hyphens and an apostrophe', "0004242424\n42 424-25\n'4242426\n", ['4242424', '4242425', '4242426']],
    ['hexadecimal, either case', '0a1b2c3d\n0xFF00AA\n', ['0A1B2C3D', 'FF00AA']],
    ['full-width digits', '４２４２４２４\n4242425\n', both],
  ]
  for (const [name, file, expected] of table) test(name, () => expect(serials(file)).toEqual(expected))
})

describe('serial list: faults are reported with their line', () => {
  const problems = (file: string, known: Readonly<Record<string, 'blank' | 'issued'>> = {}) =>
    read(file, known).problems.map(({ line, message }) => `${line}: ${message}`)
  test('a serial that stands there twice, also with a zero before it', () => {
    expect(problems('Serial\n4242424\n4242425\n04242424\n')).toEqual(['4: 4242424 is on line 2 already.'])
  })
  test('one that the register knows', () => {
    expect(problems('4242424\n4242425\n4242426\n', { '4242425': 'blank', '4242426': 'issued' })).toEqual([
      '2: 4242425 is in the register already: blank.',
      '3: 4242426 is in the register already: issued.',
    ])
  })
  test('what is no number, what is empty, and what a spreadsheet has rounded', () => {
    expect(problems('Serial,Batch\n4242424,A\nhello,A\n,A\n4.24242E+06,A\n')).toEqual([
      '3: “hello” is not a serial number.',
      '4: There is no serial number on this line.',
      '5: “4.24242E+06” is a number that a spreadsheet has rounded.',
    ])
  })
  test('lines are counted in the file, also after a cell of several lines', () => {
    expect(problems('Serial,Note\n4242424,"one\ntwo\r\nthree"\nhello,\n')).toEqual(['5: “hello” is not a serial number.'])
  })
  test('a first line that is no heading is not taken for one', () => {
    expect(problems('42G4\n4242424\n')).toEqual(['1: “42G4” is not a serial number.'])
    expect(problems('4.24242E+06;A\n4242424;B\n')).toEqual(['1: “4.24242E+06” is a number that a spreadsheet has rounded.'])
    expect(problems('1001\nabc\n')).toEqual(['2: “abc” is not a serial number.'])
  })
  test('a line of words between cards is reported, also when it says “serial”', () => {
    expect(problems('4242424\nSerial numbers of box 2\n4242425\n')).toEqual(['2: “Serial numbers of box 2” is not a serial number.'])
  })
  test('lines are counted from the top of the file, a first line “sep=;” included', () => {
    expect(problems('sep=;\nSerial;Order\nhello;1\n4242424;2\n')).toEqual(['3: “hello” is not a serial number.'])
  })
  test('a number above the headings is reported, and not taken', () => {
    expect(problems('Order,450001234567\nNote,Card number\na,4242424\n')).toEqual(['1: This line is above the headings.'])
  })
  test('the column that is named is read, whatever is in it', () => {
    expect(read('Serial;Order\n;450001234567\n4242425;450001234568\n')).toMatchObject({
      heading: 'Serial',
      serials: ['4242425'],
      problems: [{ line: 2 }],
    })
  })
  test('the good lines are taken all the same', () => {
    expect(read('4242424\nhello\n4242425\n')).toMatchObject({ serials: ['4242424', '4242425'], problems: [{ line: 2 }] })
  })
})

describe('a file that is no list is refused whole', () => {
  const table: readonly (readonly [name: string, file: Uint8Array, code: string])[] = [
    ['empty', new Uint8Array(0), 'list-empty'],
    ['only blanks', bytes(' \r\n\t\n'), 'list-empty'],
    ['a spreadsheet that was not saved as CSV', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 8, 0]), 'list-not-text'],
    ['a quotation mark that is never closed', bytes('Serial,Note\n4242424,"a\n4242425,b\n'), 'list-broken'],
  ]
  for (const [name, file, expected] of table) test(name, () => expect(code(readCsv(file))).toBe(expected))
})

test('a box of five thousand is read at once', () => {
  const list = Array.from({ length: 5_000 }, (_, index) => `${index + 1};${4_000_000 + index};Box 7`).join('\r\n')
  expect(serials(`No;Serial;Box\r\n${list}`)).toHaveLength(5_000)
})

test('list of a box: a number that is there three times is on the first line of them', () => {
  const { serials, problems } = readSerialRows({ cells: [1, 2, 3].map((line) => ({ line, cell: '1000001' })) }, () => undefined)
  expect(serials).toEqual(['1000001'])
  expect(problems.map(({ line, message }) => [line, message])).toEqual([
    [2, '1000001 is on line 1 already.'],
    [3, '1000001 is on line 1 already.'],
  ])
})

test('list of a box: words without a digit in its first line are headings, in any language', () => {
  const rows = [
    { line: 1, cells: ['Kennung', 'Lieferung'] },
    { line: 2, cells: ['1000001', '1'] },
    { line: 3, cells: ['1000002', '1'] },
  ]
  expect(findSerialColumn(rows)).toEqual({
    heading: 'Kennung',
    cells: [
      { line: 2, cell: '1000001' },
      { line: 3, cell: '1000002' },
    ],
  })
})
