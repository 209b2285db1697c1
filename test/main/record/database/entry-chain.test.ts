import { expect, test } from 'vitest'
import { auditLeaf, type AuditEntry } from '../../../../domain/record/audit-entry.ts'
import { toHex } from '../../../../domain/bytes.ts'
import { sha256 } from '../../../../main/files/sha256.ts'
import { auditTrail } from '../../../../main/record/audit.ts'
import type { RecordCopy } from '../../../../main/record/database/copy.ts'
import { readEntries } from '../../../../main/record/database/entry-chain.ts'

const trail = auditTrail({ now: () => new Date('2026-11-23T09:30:00.000Z'), monotonic: () => 5 })
const entries = Array.from({ length: 5 }, (_, index) => {
  const entry = trail.next({
    agentId: 'agent-1',
    action: 'saved',
    ...(index % 2 === 0 ? { sealDetail: () => new Uint8Array(index + 3), sign: () => new Uint8Array(64) } : {}),
  })
  trail.take(entry)
  return entry
})
const chain = { size: entries.length, prev: toHex(auditLeaf(sha256, entries.at(-1)!)) }

/** A copy with these texts of entries. */
const copyOf = (texts: readonly string[]): RecordCopy =>
  ({
    entriesFrom: (seq: number, limit: number) => texts.slice(seq, seq + limit).map((entry, index) => ({ seq: seq + index, entry })),
  }) as unknown as RecordCopy
const texts = entries.map((entry) => JSON.stringify(entry))
const read = (...copies: RecordCopy[]) => readEntries(copies, 0, 10, chain).map((found) => found?.entry)

test('audit entries: as they were written, from any number on', () => {
  expect(read(copyOf(texts))).toEqual(entries)
  expect(readEntries([copyOf(texts)], 2, 2, chain).map((found) => found?.entry.seq)).toEqual([2, 3])
})

const altered: Readonly<Record<string, (entry: AuditEntry) => object>> = {
  'another action': (entry) => ({ ...entry, action: 'erased' }),
  'another number': (entry) => ({ ...entry, seq: 9 }),
  'the hash before it in capitals': (entry) => ({ ...entry, prev: `A${entry.prev.slice(1).toUpperCase()}` }),
  // Read as hexadecimal, it is the same hash.
  'the hash before it with more behind it': (entry) => ({ ...entry, prev: `${entry.prev}zz` }),
  'empty text for nothing': (entry) => ({ ...entry, caseRef: '' }),
  'base64 that is none': (entry) => ({ ...entry, detail: '*' }),
  'a field more': (entry) => ({ ...entry, more: 1 }),
  'a field less': ({ caseRef: _, ...entry }) => entry,
  'an object in a field': (entry) => ({ ...entry, caseRef: { length: 0 } }),
  'a number for its time': (entry) => ({ ...entry, time: 5 }),
}

test.each(Object.keys(altered))('audit entry with %s: the other copy counts, and without one it is missing', (what) => {
  for (let at = 0; at < entries.length; at += 1) {
    const damaged = copyOf(texts.with(at, JSON.stringify(altered[what]!(entries[at]!))))
    expect(read(damaged, copyOf(texts)), `entry ${at}`).toEqual(entries)
    expect(read(copyOf(texts), damaged), `entry ${at}`).toEqual(entries)
    expect(read(damaged)[at], `entry ${at}`).toBeUndefined()
  }
})

test.each(['', '{', 'null', '[]', '{"seq":0}'])('what is no audit entry, %j: the other copy counts', (text) => {
  for (let at = 0; at < entries.length; at += 1) {
    expect(read(copyOf(texts.with(at, text)), copyOf(texts))).toEqual(entries)
    expect(read(copyOf(texts.with(at, text)))[at]).toBeUndefined()
  }
})
