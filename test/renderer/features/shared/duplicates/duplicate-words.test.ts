import { expect, test } from 'vitest'
import { nameOf, reasonWords, statusOf, valueWords } from '../../../../../renderer/features/shared/duplicates/duplicate-words.ts'

test.each([
  [['name'] as const, 'The same name.'],
  [['name', 'request-email', 'email'] as const, 'The same request email, email address and name.'],
  [['name-and-birth', 'uuid'] as const, 'The same UUID and family name and date of birth.'],
])('possible duplicate: %s in words', (because, words) => {
  expect(reasonWords(because)).toBe(words)
})

test.each([
  ['date-of-birth', '1990-07-04', '4 July 1990'],
  ['uuid', '555000000001', '5550 0000 0001'],
  ['ni-number', 'JG103759A', 'JG 10 37 59 A'],
  ['mobile', '+447700900123', '07700 900123'],
  ['name', 'Sam Sample', 'Sam Sample'],
  ['email', undefined, 'Not known'],
] as const)('possible duplicate: the value of %s, %s', (field, value, words) => {
  expect(valueWords(field, value)).toBe(words)
})

test('possible duplicate: an ended case is not called stopped; a deleted one has no name', () => {
  const one = { caseId: 'c', caseReference: 'RA-1' }
  expect(statusOf({ ...one, status: 'stopped', ended: true })).toBe('ended')
  expect(statusOf({ ...one, status: 'stopped', ended: false })).toBe('stopped')
  expect(nameOf({ personId: 'p', rank: 'strong', because: ['uuid'], compared: [], cases: [], deletedCases: [] })).toBeUndefined()
})
