import { describe, expect, test } from 'vitest'
import { cardSettings, defaultCardSettings } from '../../../domain/card/card-settings.ts'
import { absent, expectField, type FieldRow } from '../../support/schema-fields.ts'

describe('settings of the cards', () => {
  const attempts = [
    [3, 10],
    [2, 11, 3.5, absent],
  ] as const
  test.each<FieldRow>([
    ['profile', ['piv-p256', 'piv-p384', 'piv-rsa2048'], ['piv', '']],
    ['certificate', ['none', 'self-signed', 'authority'], ['other', '']],
    ['retries.passcode', ...attempts],
    ['retries.puk', ...attempts],
    ['retries.more', [], [3]],
    ['onlyListed', [true, false], ['no', absent]],
    ['lowStock', [0, 10_000], [-1, 10_001, 0.5]],
    ['more', [], [1]],
  ])('%s', (...row) => expectField(cardSettings, defaultCardSettings, row))

  test('unless chosen: cards of the usual kind that sign for themselves, from any list, three attempts', () =>
    expect(defaultCardSettings).toEqual({
      profile: 'piv-p256',
      certificate: 'self-signed',
      retries: { passcode: 3, puk: 3 },
      onlyListed: false,
      lowStock: 10,
    }))
})
