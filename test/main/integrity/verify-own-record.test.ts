import { afterEach, describe, expect, test } from 'vitest'
import type { AuditEntry } from '../../../domain/record/audit-entry.ts'
import { utf8 } from '../../../domain/bytes.ts'
import { verifyOwnRecord } from '../../../main/integrity/verify-own-record.ts'
import { rowOf, type VaultRecord } from '../../../main/record/record.ts'
import { station, type Station } from '../record/record-support.ts'
import { code, value } from '../vault/support.ts'

const opened: Station[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function desk(): Promise<Station> {
  const made = await station()
  opened.push(made)
  return made
}

describe('verification of this station’s own record', () => {
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

  test('tells how far it is', async () => {
    const { record, vault } = await desk()
    for (let number = 0; number < 45; number += 1) value(await record.append([], { action: 'note-added' }))
    const told: { done: number; of: number }[] = []
    const { size } = value(await verifyOwnRecord({ record, vault, onProgress: (progress) => told.push(progress) }))
    expect(told).toEqual([
      { done: 20, of: size },
      { done: 40, of: size },
    ])
  })

  test('names the first entry that does not follow on the one before', async () => {
    const { record, vault } = await desk()
    for (let number = 0; number < 3; number += 1) value(await record.append([], { action: 'note-added' }))
    const looked = {
      ...record,
      async *entries() {
        for await (const entry of record.entries(0)) {
          const { seq, prev } = value(entry)
          yield { ok: true as const, value: { ...value(entry), prev: seq === 1 ? 'f'.repeat(64) : prev } }
        }
      },
    }
    const verified = await verifyOwnRecord({ record: looked, vault })
    expect(verified).toMatchObject({ ok: false, error: { message: expect.stringContaining('Entry 1 does not follow') as string } })
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
