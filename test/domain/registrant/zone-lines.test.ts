import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readZoneLines } from '../../../domain/registrant/zone-lines.ts'

test('zone lines: whatever is typed, every line that is taken has the width of its format', () => {
  const line = fc.stringMatching(/^[A-Z0-9<]{20,50}$/)
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
      ),
      (raw) => {
        const read = readZoneLines(raw)
        if (!read.ok) return
        const width = { TD1: 30, TD2: 36, TD3: 44 }[read.value.format]
        expect(read.value.lines.map((one) => one.length)).toEqual(read.value.lines.map(() => width))
      },
    ),
  )
})

test('zone lines: letters among the fillers after the names are left out, and said', () => {
  const zone = `P<UTOERIKSSON<<ANNA<<<<<<<KK<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10`
  const read = readZoneLines(zone)
  expect(read.ok && read.value.lines[0]).toBe('P<UTOERIKSSON<<ANNA'.padEnd(44, '<'))
  expect(read.ok && read.value.hasLettersInFillers).toBe(true)
})

const [names, data] = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'] as const
const card = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'] as const
const oldCard = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'] as const
const read = (...lines: string[]) => readZoneLines(lines.join('\n'))
const linesOf = (...lines: string[]) => {
  const found = read(...lines)
  return found.ok ? [found.value.format, ...found.value.lines] : found.error.code
}

describe('zone lines: what is taken', () => {
  test.each<[string, string[], unknown]>([
    ['a passport', [names, data], ['TD3', names, data]],
    ['a card', [...card], ['TD1', ...card]],
    ['a card of two lines', [...oldCard], ['TD2', ...oldCard]],
    ['a passport without line breaks', [names + data], ['TD3', names, data]],
    ['a card without line breaks', [card.join('')], ['TD1', ...card]],
    ['a card of two lines without line breaks', [oldCard.join('')], ['TD2', ...oldCard]],
    ['small letters, blanks and empty lines', [names.toLowerCase(), '', ` ${data.slice(0, 20)} ${data.slice(20)} `], ['TD3', names, data]],
    ['signs that look like fillers', [names.replaceAll('<<', '«').replace('<', '‹'), data.replaceAll('<', '&lt;')], ['TD3', names, data]],
    ['fillers that were left out at the end', [names.replace(/<+$/, '<'), data], ['TD3', names, data]],
    ['fillers that are too many', [`${names}<<<`, data], ['TD3', names, data]],
    ['fewer fillers in a card', [card[0].replace(/<+$/, '<'), card[1], card[2].replace(/<+$/, '<<')], ['TD1', ...card]],
    ['a card of two lines, one with fillers too many', [`${oldCard[0]}<<`, oldCard[1]], ['TD2', ...oldCard]],
    ['a passport with a line of 40', [names.replace(/<+$/, '').padEnd(40, '<'), data], ['TD3', names, data]],
  ])('%s', (_, lines, expected) => expect(linesOf(...lines)).toEqual(expected))
})

describe('zone lines: what is refused', () => {
  test.each<[string, string[], string, RegExp]>([
    ['nothing', ['  ', ''], 'mrz-missing', /Enter the lines/],
    ['one line', [names], 'mrz-format', /only 1 line/],
    ['four lines', [names, data, names, data], 'mrz-format', /4 lines/],
    ['three lines of a passport', [names, data, names], 'mrz-format', /3 lines/],
    ['a sign that these lines never have', [names, data.replace('Z', '*')], 'mrz-format', /Line 2.*“\*”/],
    ['a letter of another script', [names.replace('E', 'É'), data], 'mrz-format', /Line 1.*“É”/],
    ['a second line that is short', [names, data.slice(1)], 'mrz-length', /Line 2 has 43 of 44/],
    ['a first line that is long', ['P<UTO'.padEnd(45, 'A'), data], 'mrz-length', /Line 1 has 45 of 44/],
    ['a name that is longer than the line, with a filler', [`${'P<UTO'.padEnd(45, 'A')}<`, data], 'mrz-length', /Line 1 has 45 of 44/],
    ['a line of a card that is short', [card[0], card[1].slice(1), card[2]], 'mrz-length', /Line 2 has 29 of 30/],
    ['more than any document has', ['<'.repeat(401)], 'mrz-format', /longer than/],
  ])('%s', (_, lines, code, words) => {
    const found = read(...lines)
    expect(found.ok ? '' : found.error.code).toBe(code)
    expect(found.ok ? '' : found.error.message).toMatch(words)
  })
  test('400 characters are looked at', () => expect(linesOf('<'.repeat(400))).toBe('mrz-format'))
})

test.each([
  ['of a passport', ['P<UTOERIKSSON<<ANNA<<<KK<<<<<<<<<<<<<<<<<<<<', data], true],
  ['of a card', [card[0], card[1], 'ERIKSSON<<ANNA<<<<<<K<<<<<<<<<'], true],
  ['in another line', [names, data.replace('<<<<<1', '<<K<<1')], false],
  ['before the fillers', ['P<UTOERIKSSON<<ANNA<K<MARIA<<<<<<<<<<<<<<<<<', data], false],
  ['without a given name', ['P<UTOERIKSSON<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<', data], false],
  ['of one name without any fillers after it', ['P<UTO'.padEnd(44, 'A'), data], false],
] as const)('zone lines: letters among the fillers %s: %s', (_, lines, found) => {
  const zone = read(...lines)
  expect(zone.ok && zone.value.hasLettersInFillers).toBe(found)
})
