import { expect, test } from 'vitest'
import { casesInWords, custodyInWords, sizeInWords } from '../../../../../renderer/features/pages/handover/handover-messages.ts'

test.each([
  [0, '0 cases'],
  [1, '1 case'],
  [1_500, '1,500 cases'],
])('%d cases in words', (count, words) => {
  expect(casesInWords(count)).toBe(words)
})

test.each([
  [0, '1 kB'],
  [1_499, '1 kB'],
  [1_500, '2 kB'],
  [999_499, '999 kB'],
  [1_000_000, '1.0 MB'],
  [2_340_000, '2.3 MB'],
])('%d bytes in words', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words)
})

test.each([
  ['out', 'here', 'Here'],
  ['in', 'here', 'Held here'],
  ['out', 'outstanding', 'Waiting for receipt'],
  ['in', 'moved-on', 'Handed over again'],
] as const)('custody of a case that went %s and is now “%s”', (direction, custody, words) => {
  expect(custodyInWords(direction, custody)).toBe(words)
})
