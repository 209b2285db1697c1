import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { auditEntry, auditLeaf, canonicalBytes, FIRST_PREV, signedBytes, type AuditEntry } from '../../../domain/record/audit-entry.ts'
import { toHex } from '../../../domain/bytes.ts'
import { leafHash } from '../../../domain/record/merkle.ts'

const entry: AuditEntry = {
  seq: 3,
  time: '2026-11-23T09:30:00.000Z',
  monotonic: 1200,
  agentId: '11111111-1111-4111-8111-111111111111',
  action: 'requestReceived detailsRecorded',
  caseRef: '22222222-2222-4222-8222-222222222222',
  detail: 'AAEC',
  prev: FIRST_PREV,
  signature: 'AQID',
}

test.each<Partial<AuditEntry>>([
  { seq: 4 },
  { time: '2026-11-23T09:30:00.001Z' },
  { monotonic: 1201 },
  { agentId: 'x' },
  { action: 'y' },
  { caseRef: null },
  { detail: null },
  { detail: 'AAED' },
  { prev: '1'.repeat(64) },
  { signature: null },
  { signature: 'AQIE' },
])('every field is hashed: %j', (change) => {
  expect(toHex(canonicalBytes({ ...entry, ...change }))).not.toBe(toHex(canonicalBytes(entry)))
})

test('the signature is over everything but itself', () => {
  expect(toHex(signedBytes({ ...entry, signature: null } as AuditEntry))).toBe(toHex(signedBytes(entry)))
})

test.each<Record<string, unknown>>([
  { action: 'Told Mrs. Example, 07700 900123' },
  { caseRef: 'Tamsin Example' },
  { detail: '' },
  { prev: 'ab' },
  { seq: -1 },
  { name: 'Tamsin' },
])('what a person typed has no place in an entry: %j', (change) => {
  expect(auditEntry.safeParse({ ...entry, ...change }).success).toBe(false)
})

describe('the leaf of an entry', () => {
  const plain = {
    seq: 2 ** 40 + 3,
    time: '2026-11-23T09:30:00.000Z',
    monotonic: 2 ** 33 + 1,
    agentId: 'a1',
    action: 'locked idle',
    caseRef: null,
    detail: null,
    prev: 'ab'.repeat(32),
    signature: null,
  }
  test.each([
    ['without case, detail and signature', plain],
    ['with all of them', { ...plain, caseRef: 'c-1', detail: 'QUJDRA==', signature: Buffer.alloc(64, 9).toString('base64') }],
    ['too long for one sheet', { ...plain, detail: Buffer.alloc(40_000, 5).toString('base64') }],
    ['just as long as one sheet', { ...plain, detail: Buffer.alloc(12_000, 5).toString('base64') }],
    ['with a letter that is not ASCII', { ...plain, action: 'vérifié' }],
  ])('%s is the hash of its canonical bytes', (_what, entry) => {
    const sha = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
    expect(toHex(auditLeaf(sha, entry))).toBe(toHex(leafHash(sha, canonicalBytes(entry))))
  })

  test.each(['A', 'QUI', '====', 'QUJDR===', 'QR==', 'Q=JD'])('detail %s is not base64', (detail) => {
    expect(() => auditLeaf((bytes) => bytes, { ...plain, detail })).toThrow(TypeError)
  })
})
