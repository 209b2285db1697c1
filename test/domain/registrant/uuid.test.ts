import { describe, expect, test } from 'vitest'
import { formatUuid, parseUuid } from '../../../domain/registrant/uuid.ts'
import { codeOf, expectWords } from './helpers.ts'

describe('UUID of CIS', () => {
  test.each(['555123490817', '5551 2349 0817', ' 555-123-490-817 ', '000000000012'])('%j has 12 digits', (raw) => {
    expect(parseUuid(raw)).toEqual({ ok: true, value: raw.replace(/\D/g, '') })
  })
  test.each([
    ['', 'uuid-missing'],
    ['55512349081', 'uuid-format'],
    ['5551234908170', 'uuid-format'],
    ['55512349081A', 'uuid-format'],
    ['550e8400-e29b-41d4-a716-446655440000', 'uuid-format'],
  ])('%j is refused: %s', (raw, code) => {
    expect(codeOf(parseUuid(raw))).toBe(code)
    expectWords(parseUuid(raw))
  })
  test('is shown in groups of four that read back', () => {
    expect(formatUuid('555123490817')).toBe('5551 2349 0817')
    expect(parseUuid(formatUuid('555123490817'))).toEqual({ ok: true, value: '555123490817' })
  })
})
