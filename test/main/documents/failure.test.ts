import { expect, test } from 'vitest'
import { glyphMissing } from '../../../main/documents/failure.ts'

const letters = (text: string) => [...text].map((letter) => letter.codePointAt(0)!)

test.each([
  ['one letter', letters('م'), 'cannot be printed: “م”.'],
  ['letters, each once', letters('محم'), 'cannot be printed: “م”, “ح”.'],
  ['an accent alone, on a circle', [0x0489], 'cannot be printed: “◌\u0489”.'],
  ['half a character', [0xd83d], 'cannot be printed: a character that is not seen.'],
  ['more than five', letters('ابتثجح'), 'cannot be printed: “ا”, “ب”, “ت”, “ث”, “ج” and others.'],
])('what cannot be printed is shown as letters, never as code points: %s', (_what, codePoints, words) => {
  const { error } = glyphMissing(codePoints)
  expect(error.code).toBe('glyph-missing')
  expect(error.message).toContain(words)
  expect(error.message + error.next).not.toMatch(/U\+/)
  expect(error.next).toContain('name for the envelope')
})
