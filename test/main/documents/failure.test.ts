import { expect, test } from 'vitest'
import { glyphMissing } from '../../../main/documents/failure.ts'

test.each([
  [[0x41], 'lacks the character U+0041.'],
  [[0xe9, 0x1d400], 'lacks the characters U+00E9, U+1D400.'],
])('letters that the typeface lacks are named by code point: %j', (codePoints, words) => {
  const { error } = glyphMissing(codePoints)
  expect(error.code).toBe('glyph-missing')
  expect(error.message).toContain(words)
  // A message never holds a letter of a name.
  expect(error.message).not.toContain(String.fromCodePoint(codePoints.at(-1)!) + ',')
})
