import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CARD_NAME_FITS,
  formatName,
  nameOnEnvelope,
  parseName,
  parseNameOnCard,
  parseNameOnEnvelope,
  suggestNameOnCard,
} from '../../../domain/registrant/name.ts'
import { codeOf, expectWords, valueOf, warningsOf } from './helpers.ts'

describe('names as on the document', () => {
  test.each([
    ['Seren', 'Ap Sampl'],
    ['ŵyn', 'ŷ'],
    ['Nguyễn Thị', 'Mẫu'],
    ['Łukasz', 'Przykładowy'],
    ['Zoë-Anne', 'O’Sample'],
    ['Maria del Mar', 'de la Muestra y Ejemplo'],
    ['محمد', 'مثال'],
    ['山田', '太郎'],
    ['Σάμπλ', 'Δείγμα'],
    ['नमूना', 'उदाहरण'],
    ["d'", 'van der'],
    ['J', 'X'],
    ['SEREN', 'SAMPLE'],
    ['seren', 'sample'],
    ['Seren  Two', 'Spaces'],
    ['می\u200Cخواهم', 'نمونه'],
  ])('%s %s is kept as it is', (given, family) => {
    expect(valueOf(parseName({ given, family }))).toEqual({ given: given.normalize('NFC'), family: family.normalize('NFC') })
  })

  test('only outer spaces go; accents that were typed in two parts become one', () => {
    expect(valueOf(parseName({ title: ' Dr ', given: '  Seren \u00A0', family: ' Sample ' }))).toEqual({
      title: 'Dr',
      given: 'Seren',
      family: 'Sample',
    })
    expect(valueOf(parseName({ given: 'Zoe\u0308', family: 'Sample' })).given).toBe('Zo\u00EB')
    expect(valueOf(parseName({ title: '  ', given: 'Seren', family: 'Sample' }))).not.toHaveProperty('title')
  })

  test.each([
    [{ given: '', family: 'Sample' }, 'given-missing'],
    [{ given: 'Seren', family: '  ' }, 'family-missing'],
    [{ given: 'Seren\nSample', family: 'X' }, 'given-characters'],
    [{ given: 'Seren', family: 'Sam\tple' }, 'family-characters'],
    [{ title: 'D\u0000r', given: 'Seren', family: 'Sample' }, 'title-characters'],
    [{ given: 'Se\u202Eren', family: 'Sample' }, 'given-characters'],
    [{ given: 'Seren\u2028', family: 'Sample' }, 'given-characters'],
    [{ given: '\uFEFFSeren', family: 'Sample' }, 'given-characters'],
    [{ given: 'Seren\uD800', family: 'Sample' }, 'given-characters'],
    [{ given: 'Seren', family: 'Sample\r\n' }, 'family-characters'],
    [{ given: 'x'.repeat(201), family: 'Sample' }, 'given-too-long'],
    [{ given: 'Seren', family: ' '.repeat(2_000_000) + 'x' }, 'family-too-long'],
    [{ title: 'x'.repeat(2_000_000), given: 'Seren', family: 'Sample' }, 'title-too-long'],
  ])('%j is refused: %s', (raw, code) => {
    const result = parseName(raw)
    expect(codeOf(result)).toBe(code)
    expectWords(result)
  })

  test.each([
    [{ given: 'Seren2', family: 'Sample' }, /number/],
    [{ given: 'Seren  Two', family: 'Sample' }, /two spaces/],
    [{ given: 'Seren', family: 'sample@example.com' }, /does not look like a name/],
  ])('%j gives a warning', (raw, words) => {
    expect(warningsOf(parseName(raw))).toEqual([expect.stringMatching(words)])
  })

  test('is never upper-cased, shortened or stripped, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme', minLength: 1 }), (given, family) => {
        const result = parseName({ given, family })
        if (!result.ok) return
        const spaces = /^\p{Zs}+|\p{Zs}+$/gu
        expect(result.value.value).toEqual({
          given: given.normalize('NFC').replace(spaces, ''),
          family: family.normalize('NFC').replace(spaces, ''),
        })
        expect(parseName(result.value.value)).toEqual(result)
      }),
    )
  })

  test('is shown with its title when it has one', () => {
    expect(formatName({ title: 'Dr', given: 'Seren Mair', family: 'Sample' })).toBe('Dr Seren Mair Sample')
    expect(formatName({ given: 'Seren Mair', family: 'Sample' })).toBe('Seren Mair Sample')
  })
})

describe('the name on the card', () => {
  test.each([
    [{ given: 'Seren Mair', family: 'Sample' }, 'Seren Sample'],
    [{ given: 'Zoë-Anne', family: 'O’Sample' }, 'Zoë-Anne O’Sample'],
    [{ given: 'Bartholomew Example', family: 'Featherstonehaugh-Sampleworth' }, 'B Featherstonehaugh-Sampleworth'],
    [{ given: '山田', family: '太郎' }, '山田 太郎'],
    [{ given: 'Ａnna', family: 'Sample Ⅳ' }, 'Anna Sample IV'],
    [{ given: 'E\u0301lodie', family: 'Featherstonehaugh-Sampleworths' }, 'E\u0301 Featherstonehaugh-Sampleworths'],
  ])('%j is proposed as %s', (name, proposal) => {
    expect(suggestNameOnCard(name)).toBe(proposal)
  })

  test.each([
    ['مريم', true],
    ['山田', true],
    ['Sampl 👩‍⚕️', true],
    ['Ａnna', true],
    ['𝓢arah', true],
    ['Sample Ⅳ', true],
    ['Sample \u{1F600}', true],
    ['\u0301Sample', true],
    ['Sample \u0489', true],
    ['Đặng Đức', false],
    ['Nguyễn Thị Mẫu Ộ', false],
    ['Иванова', false],
    ['ﬁnn', false],
    ['Sam\u200Dple', false],
    ['Ŵyn Nguyễn Żółć', false],
    ['Δείγμα', false],
    ['O’Sample-Ap (Dr) 2', false],
    ['नमूना', false],
    ['Zoe\u0308', false],
  ])('%s: says at once that the printing typeface lacks it: %s', (name, lacks) => {
    expect(warningsOf(parseNameOnCard(name)).some((warning) => /The card cannot be printed/.test(warning))).toBe(lacks)
    expect(warningsOf(parseName({ given: 'Seren', family: name })).some((warning) => /The envelope cannot be printed/.test(warning))).toBe(
      lacks,
    )
  })

  test('warns when it is longer than fits, counting characters as people do', () => {
    expect(warningsOf(parseNameOnCard('x'.repeat(CARD_NAME_FITS)))).toEqual([])
    expect(warningsOf(parseNameOnCard('x'.repeat(CARD_NAME_FITS + 1)))).toHaveLength(1)
    expect(warningsOf(parseNameOnCard('x\u0323\u0302'.repeat(CARD_NAME_FITS)))).toEqual([])
  })

  test.each([
    ['', 'name-on-card-missing'],
    ['a\nb', 'name-on-card-characters'],
    ['x'.repeat(201), 'name-on-card-too-long'],
    [' '.repeat(2_000_000) + 'x', 'name-on-card-too-long'],
  ])('%j is refused: %s', (raw, code) => {
    expect(codeOf(parseNameOnCard(raw))).toBe(code)
    expectWords(parseNameOnCard(raw))
  })
})

describe('letters that cannot be printed', () => {
  test.each([
    ['Ａnna', 'cannot be printed with “Ａ”. Did you mean “Anna”?'],
    ['𝓢arah', 'cannot be printed with “𝓢”. Did you mean “Sarah”?'],
    ['Sample Ⅳ', 'cannot be printed with “Ⅳ”. Did you mean “Sample IV”?'],
    ['محمد', 'cannot be printed with “م”. Enter the name in Latin letters, as at the foot of a passport.'],
    ['\u0301Sample', 'cannot be printed with “◌\u0301”. Enter the name in Latin letters'],
    ['Sample 👩‍⚕️', 'cannot be printed with “👩'],
  ])('%s on the card: the letter is shown, with what to enter', (name, words) => {
    expect(warningsOf(parseNameOnCard(name))).toEqual([expect.stringContaining(words)])
  })

  test('the envelope is asked for a name of its own', () => {
    expect(warningsOf(parseName({ given: 'محمد', family: 'Sample' }))).toEqual([
      'The envelope cannot be printed with “م”. Enter a name for the envelope.',
    ])
    expect(warningsOf(parseName({ given: 'Ａnna', family: 'Sample' }))).toEqual([
      'The envelope cannot be printed with “Ａ”. Did you mean “Anna Sample”?',
    ])
  })

  test.each([
    ['\u0410nna', /“А” is Cyrillic/],
    ['Sampl\u03B5', /“ε” is Greek/],
  ])('%s: a look-alike of another alphabet is named', (name, words) => {
    expect(warningsOf(parseNameOnCard(name))).toEqual([expect.stringMatching(words)])
    expect(warningsOf(parseName({ given: name, family: 'Sample' }))).toEqual([expect.stringMatching(words)])
  })

  test.each(['Иванова Анна', 'Δείγμα', 'Anna Иванова'])('%s: whole words of another alphabet are no look-alikes', (name) => {
    expect(warningsOf(parseNameOnCard(name))).toEqual([])
  })
})

describe('the name for the envelope', () => {
  test.each([
    ['', ''],
    ['  Muhammad Sample ', 'Muhammad Sample'],
  ])('%j is read as %j', (raw, name) => {
    expect(valueOf(parseNameOnEnvelope(raw))).toBe(name)
  })

  test.each([
    ['محمد', 'envelope-name-not-printable'],
    ['Ａnna', 'envelope-name-not-printable'],
    ['a\nb', 'envelope-name-characters'],
    ['x'.repeat(2_000_000), 'envelope-name-too-long'],
  ])('%# is refused: %s', (raw, code) => {
    expect(codeOf(parseNameOnEnvelope(raw))).toBe(code)
    expectWords(parseNameOnEnvelope(raw))
  })

  test('is printed when there is one, and else the legal name', () => {
    const name = { given: 'محمد', family: 'مثال' }
    expect(nameOnEnvelope({ name, nameOnEnvelope: 'Muhammad Sample' })).toBe('Muhammad Sample')
    expect(nameOnEnvelope({ name })).toBe('محمد مثال')
  })
})

test.each(['http://invented', 'https://invented', 'HTTP://invented', 'a@b'])('a name of %s looks pasted', (given) => {
  expect(warningsOf(parseName({ given, family: 'Sample' }))).toContainEqual(expect.stringMatching(/wrong box/))
})
test('a name with “http” in it does not', () => {
  expect(warningsOf(parseName({ given: 'Shttpa', family: 'Sample' }))).toEqual([])
})
