import { expect, test } from 'vitest'
import { getCardExpiry } from '../../../domain/card/card-validity.ts'

test.each([
  ['2026-11-23T10:00:00Z', '2028-11-23'],
  ['2026-12-31T23:59:59Z', '2028-12-31'],
  ['2028-02-29T12:00:00Z', '2030-03-01'],
])('card validity: written at %s, expires on %s', (now, expiry) => {
  expect(getCardExpiry(new Date(now))).toBe(expiry)
})
