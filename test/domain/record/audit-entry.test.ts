import { expect, test } from 'vitest'
import { auditEntry, canonicalBytes, FIRST_PREV, signedBytes, type AuditEntry } from '../../../domain/record/audit-entry.ts'
import { toHex } from '../../../domain/record/bytes.ts'

const entry: AuditEntry = {
  seq: 3, time: '2026-11-23T09:30:00.000Z', monotonic: 1200, agentId: '11111111-1111-4111-8111-111111111111', action: 'requestReceived detailsRecorded',
  caseRef: '22222222-2222-4222-8222-222222222222', detail: 'AAEC', prev: FIRST_PREV, signature: 'AQID',
}

test.each<Partial<AuditEntry>>([
  { seq: 4 }, { time: '2026-11-23T09:30:00.001Z' }, { monotonic: 1201 }, { agentId: 'x' }, { action: 'y' }, { caseRef: null }, { detail: null },
  { detail: 'AAED' }, { prev: '1'.repeat(64) }, { signature: null }, { signature: 'AQIE' },
])('every field is hashed: %j', (change) => {
  expect(toHex(canonicalBytes({ ...entry, ...change }))).not.toBe(toHex(canonicalBytes(entry)))
})

test('the signature is over everything but itself', () => {
  expect(toHex(signedBytes({ ...entry, signature: null } as AuditEntry))).toBe(toHex(signedBytes(entry)))
})

test.each<Record<string, unknown>>([
  { action: 'Told Mrs. Example, 07700 900123' }, { caseRef: 'Tamsin Example' }, { detail: '' }, { prev: 'ab' }, { seq: -1 }, { name: 'Tamsin' },
])('what a person typed has no place in an entry: %j', (change) => {
  expect(auditEntry.safeParse({ ...entry, ...change }).success).toBe(false)
})
