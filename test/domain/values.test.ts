import { describe, expect, test } from 'vitest'
import { personName, shortText, text } from '../../domain/values.ts'

describe('texts that are kept', () => {
  test.each([
    ['a text', text],
    ['a short text', shortText],
  ])('%s loses direction marks and what is not seen, and nothing else', (_name, shape) => {
    expect(shape.parse('Paid to\u202E nnA \u2066Ŵyn\u2069\u200F, line 1\nline 2')).toBe('Paid to nnA Ŵyn, line 1\nline 2')
    // Once it is clean it stays as it is: what is kept reads back the same.
    expect(shape.parse('श्री\u200Dक')).toBe('श्री\u200Dक')
  })
  test('a text of nothing that is seen is no text', () => {
    expect(text.safeParse('\u202E\u200B \u2069').success).toBe(false)
  })
  test('names of people too', () => {
    expect(personName.parse({ given: 'A\u202Enn', family: 'Sample' })).toEqual({ given: 'Ann', family: 'Sample' })
  })
})
