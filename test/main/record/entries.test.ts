import { readFile, writeFile } from 'node:fs/promises'
import { afterEach, describe, expect, test } from 'vitest'
import type { AuditEntry } from '../../../domain/record/audit-entry.ts'
import { openJournalFile, type OpenJournalFile } from '../../../main/files/random-access-file.ts'
import { openRecord, type VaultRecord } from '../../../main/record/record.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { agent, code, freshFolder, madeVault, passphrase, value } from '../vault/support.ts'

const opened: VaultRecord[] = []
afterEach(async () => {
  for (const record of opened.splice(0)) await record.close()
})

async function desk() {
  const folder = await freshFolder()
  const made = await madeVault(folder)
  const reads = { count: 0 }
  const openFile: OpenJournalFile = async (path) => {
    const file = await openJournalFile(path)
    return new Proxy(file, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name)
        if (typeof found !== 'function') return found
        return (...args: unknown[]) => {
          if (name === 'read') reads.count += 1
          return (found as (...given: unknown[]) => unknown).apply(target, args)
        }
      },
    })
  }
  let tick = 0
  const openWith = async (vault: typeof made.vault): Promise<VaultRecord> => {
    const record = value(
      await openRecord({ folder, vault, now: () => new Date(Date.UTC(2026, 10, 23, 9) + tick), monotonic: () => (tick += 10), openFile }),
    )
    opened.push(record)
    return record
  }
  return { folder, ...made, record: await openWith(made.vault), openWith, reads }
}

async function seqsFrom(record: VaultRecord, from: number, take = Infinity): Promise<number[]> {
  const seqs: number[] = []
  for await (const entry of record.entries(from)) {
    seqs.push(value(entry).seq)
    if (seqs.length >= take) break
  }
  return seqs
}

describe('entries of the record', () => {
  test('come from any number on, whatever frames without an entry lie between, and none from beyond the end', async () => {
    const { record } = await desk()
    for (let number = 0; number < 6; number += 1) value(await record.append([], { action: `act-${number}` }))
    expect(await seqsFrom(record, 0)).toEqual([0, 1, 2, 3, 4, 5])
    expect(await seqsFrom(record, 4)).toEqual([4, 5])
    expect(await seqsFrom(record, 6)).toEqual([])
    expect(await seqsFrom(record, 600)).toEqual([])
  })

  test('are read one at a time: taking three of four hundred reads three', async () => {
    const { record, reads } = await desk()
    for (let number = 0; number < 400; number += 1) value(await record.append([], { action: 'note-added' }))
    const before = reads.count
    expect(await seqsFrom(record, 100, 3)).toEqual([100, 101, 102])
    expect(reads.count - before).toBeLessThanOrEqual(3)
  })

  test('include those that are appended while somebody reads, and are the same after reopening', async () => {
    const { record, vaultAccess, openWith } = await desk()
    for (let number = 0; number < 3; number += 1) value(await record.append([], { action: 'note-added' }))
    const seen: AuditEntry[] = []
    for await (const entry of record.entries(0)) {
      seen.push(value(entry))
      if (seen.length === 2) value(await record.append([], { action: 'label-made' }))
    }
    expect(seen.map(({ action }) => action)).toEqual(['note-added', 'note-added', 'note-added', 'label-made'])
    await record.close()
    const again = await openWith(value(await vaultAccess.unlock({ agentId: agent.id, passphrase })))
    expect(await seqsFrom(again, 3)).toEqual([3])
  })

  test('end with the failure where one does not read back', async () => {
    const { record, folder } = await desk()
    for (let number = 0; number < 5; number += 1) value(await record.append([], { action: 'note-added' }))
    const path = vaultPaths(folder).journal
    const bytes = await readFile(path)
    bytes[Math.floor(bytes.length / 2)]! ^= 1
    await writeFile(path, bytes)
    const results: string[] = []
    for await (const entry of record.entries(0)) results.push(code(entry))
    expect(results.at(-1)).toBe('journal-damaged')
    expect(results.length).toBeLessThan(5)
  })
})
