import { readFile, writeFile } from 'node:fs/promises'
import { afterEach, describe, expect, test } from 'vitest'
import type { AuditEntry } from '../../../domain/record/audit-entry.ts'
import { utf8 } from '../../../domain/bytes.ts'
import { openJournalFile, type OpenJournalFile } from '../../../main/files/random-access-file.ts'
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
