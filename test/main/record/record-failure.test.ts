import { expect, test } from 'vitest'
import { notWritten } from '../../../main/record/record-failure.ts'

test.each([
  ['disk-full', 'disk-full'],
  ['journal-failed', 'journal-failed'],
  ['unknown-key', 'journal-failed'],
])('a write that failed: %s is told as %s, in the same words', (code, told) =>
  expect(notWritten({ code, message: 'Why.', next: 'What next.' })).toEqual({
    ok: false,
    error: { code: told, message: 'Why.', next: 'What next.' },
  }),
)
