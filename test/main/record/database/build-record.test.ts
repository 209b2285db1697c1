/** A record that is built at once, as a restore does: both copies are whole, and it goes on from there. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { auditLeaf } from '../../../../domain/record/audit-entry.ts'
import { toHex } from '../../../../domain/bytes.ts'
import { sha256 } from '../../../../main/files/sha256.ts'
import { auditTrail } from '../../../../main/record/audit.ts'
import { buildRecord } from '../../../../main/record/database/build-record.ts'
import { theBeginning, type Beginning } from '../../../../main/record/database/head.ts'
import { openJournal } from '../../../../main/record/journal.ts'
import { freshFolder, value } from '../../vault/support.ts'
import { body } from '../support.ts'

const vaultId = new Uint8Array(16).fill(1)
const signer = { keyVersion: 1, key: new Uint8Array(32).fill(2) }

async function built(begins: Beginning) {
  const folder = join(await freshFolder(), 'vault')
  await mkdir(folder)
  const builder = await buildRecord({ folder, vaultId, signer, begins })
  const open = async () =>
    value(await openJournal({ folder, vaultId, frameKeys: new Map([[1, signer.key]]), now: () => new Date(Date.UTC(2026, 10, 29)) }))
  return { builder, open }
}

test('built record: rows, pieces and entries are read back, from either copy, and nothing is found', async () => {
  const { builder, open } = await built({ seq: 7, hash: new Uint8Array(32).fill(5) })
  const trail = auditTrail({ now: () => new Date('2026-11-23T09:30:00.000Z'), monotonic: () => 5 })
  const entries = ['unlocked', 'note-added', 'locked'].map((action) => {
    const entry = trail.next({ agentId: 'a'.repeat(32), action })
    trail.take(entry)
    return entry
  })
  expect(builder.rows).toBe(0)
  builder.addRow({ table: 'cases', id: 'a', rev: 3, env: Buffer.from('one') }, 5)
  builder.addEntries(entries)
  // More than is written at once.
  for (let number = 0; number < 3; number += 1)
    builder.addRow({ table: 'chunks', id: `scan:${number}`, rev: 1, env: Buffer.alloc(600_000, number) }, 6)
  expect(builder.rows).toBe(4)
  await builder.finish(trail.state())
  const journal = await open()
  expect([journal.lastSeq, journal.findings.map(({ kind }) => kind)]).toEqual([7, ['high-water-mark-missing']])
  expect(value(await journal.findRow('cases', 'a'))).toEqual({
    table: 'cases',
    id: 'a',
    rev: 3,
    env: Buffer.from('one').toString('base64'),
  })
  expect(value(await journal.findRow('chunks', 'scan:2'))).toMatchObject({ env: Buffer.alloc(600_000, 2).toString('base64') })
  expect(journal.changedAfter(5).map(({ id, seq }) => [id, seq])).toEqual([0, 1, 2].map((number) => [`scan:${number}`, 6]))
  const read = []
  for await (const entry of journal.auditEntries(0)) read.push(value(entry))
  expect(read).toEqual(entries)
  expect(journal.audit?.prev).toBe(toHex(auditLeaf(sha256, entries.at(-1)!)))
  const report = value(await journal.scrub())
  expect(report.findings.filter(({ file }) => file.endsWith('.db'))).toEqual([])
  expect(value(await journal.append(body(1)))).toEqual({ seq: 8 })
  await journal.close()
  expect((await open()).findings).toEqual([])
})

test('built record: the empty one of a new vault', async () => {
  const { builder, open } = await built(theBeginning)
  await builder.finish(null)
  const journal = await open()
  expect([journal.lastSeq, journal.findings, journal.audit]).toEqual([0, [], undefined])
  // A record without a frame is checked too.
  expect(value(await journal.scrub()).findings.filter(({ file }) => file.endsWith('.db'))).toEqual([])
  await journal.close()
})
