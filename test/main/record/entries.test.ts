import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, test } from 'vitest'
import type { AuditEntry } from '../../../domain/record/audit-entry.ts'
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
  let tick = 0
  const openWith = async (vault: typeof made.vault): Promise<VaultRecord> => {
    const record = value(
      await openRecord({ folder, vault, now: () => new Date(Date.UTC(2026, 10, 23, 9) + tick), monotonic: () => (tick += 10) }),
    )
    opened.push(record)
    return record
  }
  return { folder, ...made, record: await openWith(made.vault), openWith }
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

  test('are read a page at a time, from any number on', async () => {
    const { record } = await desk()
    for (let number = 0; number < 1_200; number += 1) value(await record.append([], { action: 'note-added' }))
    expect(await seqsFrom(record, 100, 3)).toEqual([100, 101, 102])
    expect(await seqsFrom(record, 0)).toEqual(Array.from({ length: 1_200 }, (_, index) => index))
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

  test('come from the second copy where the first is damaged, and end with the failure where both are', async () => {
    const { record, folder, vaultAccess, openWith } = await desk()
    for (let number = 0; number < 5; number += 1) value(await record.append([], { action: 'note-added' }))
    await record.close()
    const alter = (name: string) => {
      const database = new DatabaseSync(join(vaultPaths(folder).vault, name))
      database.exec(`UPDATE entries SET entry = replace(entry, 'note-added', 'note-adder') WHERE seq = 2`)
      database.close()
    }
    const reopened = async () => openWith(value(await vaultAccess.unlock({ agentId: agent.id, passphrase })))
    alter('record.db')
    const first = await reopened()
    expect(await seqsFrom(first, 0)).toEqual([0, 1, 2, 3, 4])
    await first.close()
    alter('record-second.db')
    const results: string[] = []
    for await (const entry of (await reopened()).entries(0)) results.push(code(entry))
    expect(results).toEqual(['ok', 'ok', 'journal-damaged'])
  })
})
