import { expect, test } from 'vitest'
import {
  cleanCode,
  cleanLines,
  cleanName,
  hasControlCharacters,
  shortLine,
  singleLine,
  withoutHidden,
} from '../../domain/text-from-outside.ts'

test.each([
  ['outer spaces and a zero-width space', ' QQ\u200B123456C ', 'QQ123456C'],
  ['full-width digits', '０１２', '012'],
  ['direction marks', '\u200E07700\u202C 900123', '07700 900123'],
  ['a byte order mark and a soft hyphen', '\uFEFFAB\u00ADC', 'ABC'],
])('code: %s', (_what, raw, clean) => expect(cleanCode(raw)).toBe(clean))

test.each([
  ['a combining accent is composed', 'Zoe\u0308', 'Zoë'],
  ['outer no-break spaces go, inner ones stay', '\u00A0Ann\u00A0Lee\u00A0', 'Ann\u00A0Lee'],
  ['a joiner inside a name stays', 'श्री\u200Dक', 'श्री\u200Dक'],
])('name: %s', (_what, raw, clean) => expect(cleanName(raw)).toBe(clean))

test.each([
  'a\nb',
  'a\tb',
  'a\u2028b',
  'a\u202Eb',
  'a\u2066b',
  'a\u0085b',
  'a\u200Fb',
  'a\u061Cb',
  'a\u200Bb',
  'a\u{E0041}b',
  '\uFEFFa',
  '\uD83D',
])('control characters: found in %j', (text) => expect(hasControlCharacters(text)).toBe(true))

const hiddenOnes = [
  '\u0000',
  '\u007F',
  '\u0085',
  '\u00AD',
  '\u061C',
  '\u180E',
  '\u200B',
  '\u200F',
  '\u202E',
  '\u2066',
  '\u206A',
  '\uFEFF',
  '\uFFF9',
  '\u{E0041}',
]
test.each(hiddenOnes)('every cleaner knows %j', (one) => {
  const text = `a${one}b`
  for (const clean of [withoutHidden, cleanCode, singleLine, cleanLines]) expect(clean(text)).not.toContain(one)
  expect(hasControlCharacters(text)).toBe(true)
})
test.each(['Ŵyn-Sample', 'O’Neil', 'a\u200Db', '👩'])('control characters: none in %j', (text) =>
  expect(hasControlCharacters(text)).toBe(false),
)

test.each([
  ['line ends and tabs', 'a\r\n\tb', 'a b'],
  ['direction override', 'a\u202Eb', 'ab'],
  ['lone surrogate', 'a\uD83D', 'a\uFFFD'],
])('single line: %s', (_what, text, line) => expect(singleLine(text)).toBe(line))

test('short line: cut to its length, never inside a character', () => {
  expect(shortLine('Out of\ncards and more', 12)).toBe('Out of cards')
  expect(shortLine('ab👩', 3)).toBe('ab\uFFFD')
})

test.each([
  ['line ends of every system', 'a\r\nb\rc\u2028d\u0085e', 'a\nb\nc\nd\ne'],
  ['controls other than tab', 'a\u0000\u0007\tb\u001B[31m', 'a\tb[31m'],
  ['direction overrides', 'exe\u202Efdp', 'exefdp'],
  ['joiners of a script stay', 'श्री\u200Dक\u202E', 'श्री\u200Dक'],
  ['an Arabic letter mark, a vowel separator and a tag', 'a\u061C\u180E\u{E0041}b', 'ab'],
  ['outer blank lines', '\n\n a\n\n', 'a'],
])('lines: %s', (_what, text, lines) => expect(cleanLines(text)).toBe(lines))

test.each([
  ['direction marks, overrides and isolates', 'a\u200E\u200F\u061C\u202A\u202Eb\u2066c\u2069', 'abc'],
  ['what has no width', 'a\u200Bb\u2060c\uFEFFd\u00ADe', 'abcde'],
  ['controls, tags and lone surrogates', 'a\u0000b\u001B[31mc\u{E0041}d\uD83D', 'ab[31mcd'],
  ['joiners of a script, tabs and line ends stay', 'श्री\u200Dक\tb\r\nc', 'श्री\u200Dक\tb\r\nc'],
  ['pictures and accents stay', '👩 Ŵyn', '👩 Ŵyn'],
])('text that people read: %s', (_what, raw, clean) => expect(withoutHidden(raw)).toBe(clean))
