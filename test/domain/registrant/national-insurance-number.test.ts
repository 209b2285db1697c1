import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatNationalInsuranceNumber, parseNationalInsuranceNumber } from '../../../domain/registrant/national-insurance-number.ts'
import { codeOf, expectWords, valueOf, warningsOf } from './helpers.ts'

describe('National Insurance number (HMRC NIM39110)', () => {
  test.each([
    'JG103759A',
    'jg103759a',
    'JG 10 37 59 A',
    ' jg-10-37-59-a ',
    'JG 103759 A',
    'JG\u00A010\u00A037\u00A059\u00A0A',
    'J.G.103759.A',
    '\u200BJG103759A',
    'ＪＧ１０３７５９Ａ',
  ])('%j is read as JG103759A', (raw) => {
    expect(valueOf(parseNationalInsuranceNumber(raw))).toBe('JG103759A')
    expect(warningsOf(parseNationalInsuranceNumber(raw))).toEqual([])
  })

  test.each([
    ['', 'ni-number-missing'],
    ['   ', 'ni-number-missing'],
    ['--', 'ni-number-missing'],
    ['QQ123456C', 'ni-number-format'],
    ['DG103759A', 'ni-number-format'],
    ['JD103759A', 'ni-number-format'],
    ['JO103759A', 'ni-number-format'],
    ['OO103759A', 'ni-number-format'],
    ['FY103759A', 'ni-number-format'],
    ['BG103759A', 'ni-number-format'],
    ['GB103759A', 'ni-number-format'],
    ['KN103759A', 'ni-number-format'],
    ['NK103759A', 'ni-number-format'],
    ['NT103759A', 'ni-number-format'],
    ['TN103759A', 'ni-number-format'],
    ['ZZ103759A', 'ni-number-format'],
    ['JG103759E', 'ni-number-format'],
    ['JG103759', 'ni-number-format'],
    ['JG10375A', 'ni-number-format'],
    ['JG1037599A', 'ni-number-format'],
    ['JG1O3759A', 'ni-number-format'],
    ['JG103759A B', 'ni-number-format'],
    ['JG£103759A', 'ni-number-format'],
    ['١٢١٢١٢', 'ni-number-missing'],
    ['11A11111', 'ni-number-temporary'],
    ['11 a1 11 11', 'ni-number-temporary'],
  ])('%j is refused: %s', (raw, code) => {
    const result = parseNationalInsuranceNumber(raw)
    expect(codeOf(result)).toBe(code)
    expectWords(result)
  })

  test.each(['CR', 'MW', 'NC'])('%s is accepted with a warning: an administrative prefix', (prefix) => {
    expect(warningsOf(parseNationalInsuranceNumber(`${prefix}103759A`))).toEqual([expect.stringContaining(prefix)])
  })

  test('is shown in pairs', () => {
    expect(formatNationalInsuranceNumber('JG103759A')).toBe('JG 10 37 59 A')
  })

  test('what is shown reads back as itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{2}[0-9]{6}[A-D]$/), (number) => {
        const result = parseNationalInsuranceNumber(number)
        if (result.ok) expect(valueOf(parseNationalInsuranceNumber(formatNationalInsuranceNumber(result.value.value)))).toBe(number)
      }),
    )
  })

  test('no word of ours calls a number valid, and a number that belongs to somebody is nowhere', () => {
    const folder = new URL('../../../domain/registrant/', import.meta.url)
    for (const file of readdirSync(folder)) {
      const source = readFileSync(new URL(file, folder), 'utf8')
      expect(source.replace(/\s/g, '')).not.toContain(['AB', '123456', 'C'].join(''))
    }
    const results = ['', 'QQ123456C', '11A11111', 'CR103759A'].map(parseNationalInsuranceNumber)
    expect(JSON.stringify(results)).not.toMatch(/\b(?:in)?valid\b/i)
  })
})
