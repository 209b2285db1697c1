import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayBegin, mayBeWritten, writeInLatin } from '../../../domain/registrant/transliteration.ts'

describe('names as machines write them', () => {
  test.each([
    ['Müller', ['MUELLER', 'MULLER', 'MUXXLLER']],
    ['Ångström-Æ', ['AANGSTROEMAE', 'ANGSTROMA', 'AANGSTROMAE']],
    ['Straße', ['STRASSE']],
    ['Kaʻana', ['KAANA']],
    ['O’Brien', ['OBRIEN']],
    ['Đặng', ['DANG']],
    ['Ĳsbrand', ['IJSBRAND']],
    ['ﬁnn', ['FINN']],
    ['Ａnna', ['ANNA']],
  ])('%s may be written %j', (name, ways) => {
    for (const way of ways) expect(mayBeWritten(name, way)).toBe(true)
    expect(ways).toContain(writeInLatin(name))
    expect(mayBeWritten(name, `${ways[0]}X`)).toBe(false)
    expect(mayBegin(name, ways[0]!.slice(0, -1))).toBe(true)
  })

  test.each(['Δείγμα', 'Иванов', 'محمد', '李', '', '123'])('%j cannot be compared', (name) => {
    expect(writeInLatin(name)).toBe('')
    expect(mayBeWritten(name, 'A')).toBe(false)
    expect(mayBegin(name, 'A')).toBe(false)
  })

  test('a Cyrillic letter that looks like a Latin one is not taken for it', () => {
    expect(mayBeWritten('\u0410nna', 'ANNA')).toBe(false)
  })

  test('the usual way to write a name is one of its ways, and each beginning of it begins the name', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-zÄÅÆØÜßÞŁñé' -]{1,40}$/u), fc.nat(40), (name, length) => {
        const written = writeInLatin(name)
        if (written === '') return
        expect(mayBeWritten(name, written)).toBe(true)
        expect(mayBegin(name, written.slice(0, Math.max(1, length)))).toBe(true)
      }),
    )
  })
})

test.each(['Иванов', '', '7'])('a name of no Latin letter, “%s”, is written as nothing and begins nothing', (name) => {
  expect([mayBeWritten(name, ''), mayBegin(name, ''), mayBegin(name, 'A')]).toEqual([false, false, false])
})
