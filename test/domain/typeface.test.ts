import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, type Font } from '@cantoo/fontkit'
import { describe, expect, test } from 'vitest'
import { findUnprintable, showLetter, suggestPrintable } from '../../domain/typeface.ts'
import { root } from '../support/checks.ts'

const fonts = ['400Regular/NotoSans_400Regular.ttf', '600SemiBold/NotoSans_600SemiBold.ttf'].map(
  (file) => create(readFileSync(join(root, 'node_modules/@expo-google-fonts/noto-sans', file))) as Font,
)

describe('typeface of labels and cards', () => {
  test('every letter is judged as the files of the typeface have it', () => {
    const wrong: string[] = []
    for (let code = 0x20; code <= 0x2ffff; code += 1) {
      const letter = String.fromCodePoint(code)
      // What singleLine changes or removes is not drawn as it stands; marks alone are refused whatever the typeface has.
      if (/[\p{C}\p{Z}\p{M}\uFFFD]/u.test(letter) || letter !== letter.normalize('NFC')) continue
      const drawn = fonts.every((font) => font.hasGlyphForCodePoint(code))
      if (drawn !== (findUnprintable(letter).length === 0)) wrong.push(code.toString(16))
    }
    expect(wrong).toEqual([])
  })

  test('every mark is judged so on a letter', () => {
    const wrong: string[] = []
    for (let code = 0x300; code <= 0x2ffff; code += 1) {
      const mark = String.fromCodePoint(code)
      if (!/\p{M}/u.test(mark) || `x${mark}` !== `x${mark}`.normalize('NFC') || mark !== mark.normalize('NFC')) continue
      if (fonts.every((font) => font.hasGlyphForCodePoint(code)) !== (findUnprintable(`x${mark}`).length === 0))
        wrong.push(code.toString(16))
    }
    expect(wrong).toEqual([])
  })

  test.each([
    ['Siân Ŵyn', []],
    ['Nguyễn Thị Mẫu', []],
    ['Zoe\u0308', []],
    ['Ａnna Ａ', ['Ａ']],
    ['محمد', ['م', 'ح', 'د']],
    ['\u0301x', ['\u0301']],
    ['x \u0301y', [' \u0301']],
    ['Se\u00ADren\u200D', []],
    ['\uFFFD', ['\uFFFD']],
    ['', []],
  ])('%j: %j cannot be printed', (text, letters) => {
    expect(findUnprintable(text)).toEqual(letters)
  })

  test.each([
    ['Ａnna', 'Anna'],
    ['𝓢arah', 'Sarah'],
    ['Sample Ⅳ', 'Sample IV'],
    ['Anna', undefined],
    ['محمد', undefined],
    ['Ａnna محمد', undefined],
  ])('%s: %s is proposed', (text, plain) => {
    expect(suggestPrintable(text)).toBe(plain)
  })

  test.each([
    ['م', '“م”'],
    ['\u0301', '“◌\u0301”'],
    [' \u0301', '“◌\u0301”'],
    ['\uE000', 'a character that is not seen'],
    ['\uD800', 'a character that is not seen'],
  ])('%j is shown as %s', (letter, shown) => {
    expect(showLetter(letter)).toBe(shown)
  })
})
