import { describe, expect, test } from 'vitest'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { CIS_FLAG_PASSPORT_NUMBER, formatPassportNumber, parsePassportNumber } from '../../../domain/registrant/passport.ts'
import { codeOf, expectWords, valueOf } from './helpers.ts'

describe('passport number', () => {
  test.each([
    ['987654321', 'GBR', '987654321'],
    [' 987 654 321 ', 'GBR', '987654321'],
    ['l898902c3', 'UTO', 'L898902C3'],
    ['X1', 'IRL', 'X1'],
    ['000000001', 'GBR', '000000001'],
  ])('%j of %s is read as %s', (raw, issuer, number) => {
    expect(valueOf(parsePassportNumber(raw, issuer))).toBe(number)
    expect(formatPassportNumber(number)).toBe(number)
  })
  test.each([
    ['', 'GBR', 'passport-missing'],
    ['12345678', 'GBR', 'passport-format'],
    ['1234567890', 'GBR', 'passport-format'],
    ['A12345678', 'GBR', 'passport-format'],
    ['A123456', 'GBR', 'passport-format'],
    ['AB12345678', 'IRL', 'passport-format'],
    ['AB£34', 'IRL', 'passport-format'],
    ['000000000', 'GBR', 'passport-flag-value'],
    ['000000000', 'UTO', 'passport-flag-value'],
    ['000 000 000', 'GBR', 'passport-flag-value'],
    ['0000000', 'UTO', 'passport-flag-value'],
  ])('%j of %s is refused: %s', (raw, issuer, code) => {
    expect(codeOf(parsePassportNumber(raw, issuer))).toBe(code)
    expectWords(parsePassportNumber(raw, issuer))
  })
  test('the flag value that is refused is the one that the guidance gives CIS', () => {
    expect(CIS_FLAG_PASSPORT_NUMBER).toBe(remote20200408.cis.photoEvidence.passportNumber)
  })
})
