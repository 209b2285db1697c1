import { expect, test } from 'vitest'
import { describeRule } from '../../../../../renderer/features/pages/retention/retention-messages.ts'

const item = {
  caseId: '22222222-2222-4222-8222-222222222222',
  caseReference: 'RA-TEST-77',
  on: '2026-12-21',
  countedFrom: '2026-11-23',
  days: 28,
  state: 'coming',
} as const

test.each([
  [{ ...item, what: 'documents' }, '28 days after the end of the call on 23 November 2026'],
  [{ ...item, what: 'documents', fromReceipt: true }, '28 days after the receipt of the other workstation on 23 November 2026'],
  [{ ...item, what: 'case', days: 1 }, '1 day after the case ended on 23 November 2026'],
] as const)('retention: the message names the day that it is counted from: %#', (one, message) => {
  expect(describeRule(one)).toBe(message)
})
