import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, test } from 'vitest'
import type { AuditEntry } from '../../../domain/record/audit-entry.ts'
import { utf8 } from '../../../domain/bytes.ts'
import { openRecord, rowOf, type VaultRecord } from '../../../main/record/record.ts'
import { verifyOwnRecord } from '../../../main/integrity/verify-own-record.ts'
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

describe('the record looks at itself', () => {
  test('says how many entries, signatures and checkpoints fit', async () => {
    const { record, vault } = await desk()
    value(await record.append([], { action: 'note-added' }))
    value(await record.append([], { action: 'passcode-texted', signed: true }))
    const made = value(await record.makeCheckpoint('lock'))
    value(await record.append([], { action: 'unlocked' }))
    expect(made).toMatchObject({ size: 2, why: 'lock' })
    expect(value(await verifyOwnRecord({ record, vault }))).toMatchObject({
      size: 4,
      signed: 1,
      checkpoints: 1,
      lastCheckpoint: { size: 2, code: made.code },
      code: record.checkpoint().code,
    })
    expect(value(await record.codeAt(2))).toBe(made.code)
    expect(value(await record.codeAt(5))).toBeUndefined()
  })

  test.each<[string, (parts: { entries: AuditEntry[]; record: VaultRecord }) => AuditEntry[]]>([
    ['an entry that says something else', ({ entries }) => entries.with(1, { ...entries[1]!, action: 'label-made' })],
    ['an entry too few', ({ entries }) => entries.slice(0, -1)],
    ['an entry taken out', ({ entries }) => entries.toSpliced(1, 1)],
    ['two that changed places', ({ entries }) => [entries[1]!, entries[0]!, ...entries.slice(2)]],
    ['a signature of no one', ({ entries }) => entries.with(3, { ...entries[3]!, signature: Buffer.alloc(64, 3).toString('base64') })],
  ])('notices %s', async (_what, alter) => {
    const { record, vault } = await desk()
    for (let number = 0; number < 4; number += 1) value(await record.append([], { action: 'note-added', signed: number === 3 }))
    value(await record.makeCheckpoint('lock'))
    const entries: AuditEntry[] = []
    for await (const entry of record.entries(0)) entries.push(value(entry))
    const altered = alter({ entries, record })
    const looked = {
      ...record,
      async *entries() {
        for (const entry of altered) yield { ok: true as const, value: entry }
      },
    }
    expect(code(await verifyOwnRecord({ record: looked, vault }))).toBe('record-wrong')
    expect(code(await verifyOwnRecord({ record, vault }))).toBe('ok')
  })

  test('notices a kept checkpoint of another record', async () => {
    const [one, other] = [await desk(), await desk()]
    for (const { record } of [one, other]) value(await record.append([], { action: 'note-added' }))
    const foreign = value(await other.record.makeCheckpoint('lock'))
    const looked = { ...one.record, checkpoints: () => Promise.resolve([foreign]) }
    expect(code(await verifyOwnRecord({ record: looked, vault: one.vault }))).toBe('record-wrong')
  })

  test('a checkpoint row that is altered on the disk is not taken for one', async () => {
    const { record, vault } = await desk()
    value(await record.append([], { action: 'note-added' }))
    const made = value(await record.makeCheckpoint('lock'))
    const forged = value(
      vault.seal(
        { table: 'checkpoints', recordId: '99', rev: 1, schema: 1 },
        utf8(JSON.stringify({ ...made, size: 99 })),
        vault.recordsKeyId,
      ),
    )
    // The content of one row put under the number of another: it was sealed for its own place only.
    value(await record.append([rowOf('checkpoints', '98', 1, forged)], { action: 'note-added' }))
    expect((await record.checkpoints()).map(({ size }) => size)).toEqual([1])
  })
})
