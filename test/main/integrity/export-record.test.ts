import { describe, expect, test } from 'vitest'
import type { AuditEntry } from '../../../domain/record/audit-entry.ts'
import { err, ok, type Result } from '../../../domain/result.ts'
import { exportRecord, type ExportDeps } from '../../../main/integrity/export-record.ts'
import { code, value } from '../vault/support.ts'

const agent = { id: 'a', name: 'Sample Agent', publicKeys: ['PUBLIC'], role: 'raManager', sealingKey: 'SEALING' }
const kept = (size: number) => ({ size, code: `CODE${size}`, at: '2026-11-23T09:30:00.000Z', note: `note over ${size}`, why: 'lock' })
const damaged = err('journal-damaged', 'Damaged.', 'Restore.')

async function exported(entries: readonly (number | 'damaged')[], checkpoints: readonly number[], size: number) {
  const deps = {
    record: {
      async *entries(): AsyncGenerator<Result<AuditEntry, 'journal-damaged'>> {
        for (const seq of entries) yield seq === 'damaged' ? damaged : ok({ seq } as AuditEntry)
      },
      checkpoints: async () => checkpoints.map(kept),
    },
    vault: {
      vaultId: 'ab'.repeat(16),
      deviceKey: () => ({ publicKey: new Uint8Array(32), sign: () => new Uint8Array(64) }),
      keyring: { station: { agents: [agent] } },
    },
    checkpoint: kept(size),
    practice: true,
  } as unknown as ExportDeps
  return exportRecord(deps)
}
const linesOf = async (...args: Parameters<typeof exported>) =>
  Buffer.from(value(await exported(...args)))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('record in one file', () => {
  test('first what it is, with public keys only', async () => {
    const [head] = await linesOf([0], [], 1)
    expect(head).toMatchObject({
      format: 'ra-desk-record',
      version: 1,
      origin: `ra-desk/${'ab'.repeat(16)}`,
      size: 1,
      code: 'CODE1',
      practice: true,
    })
    expect(head!['agents']).toEqual([{ id: 'a', name: 'Sample Agent', publicKeys: ['PUBLIC'] }])
    expect(head!['howToVerify']).not.toHaveLength(0)
  })

  test('then the entries up to its checkpoint, and the checkpoints over them; nothing that came later', async () => {
    const lines = await linesOf([0, 1, 2, 3], [1, 2, 3], 2)
    expect(lines.slice(1)).toEqual([
      { seq: 0 },
      { seq: 1 },
      { checkpoint: 'note over 1', why: 'lock' },
      { checkpoint: 'note over 2', why: 'lock' },
    ])
  })

  test('thousands of entries are all there, in order, each on a line of its own', async () => {
    const seqs = Array.from({ length: 2_500 }, (_, seq) => seq)
    expect((await linesOf(seqs, [], 2_500)).slice(1).map(({ seq }) => seq)).toEqual(seqs)
  })

  test('an entry that cannot be read: no file at all', async () => {
    expect(code(await exported([0, 'damaged'], [], 2))).toBe('journal-damaged')
  })
})
