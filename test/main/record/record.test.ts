import { afterEach, describe, expect, test } from 'vitest'
import { auditLeaf, signedBytes } from '../../../domain/record/audit-entry.ts'
import { toHex, utf8 } from '../../../domain/bytes.ts'
import { readCheckpoint } from '../../../domain/record/checkpoint.ts'
import { merkleTree } from '../../../domain/record/merkle.ts'
import { openJournal } from '../../../main/record/journal.ts'
import { auditDetailPlace } from '../../../main/record/audited-write.ts'
import { openRecord, rowOf } from '../../../main/record/record.ts'
import { createRecordStore } from '../../../main/record/record-store.ts'
import { verifySignature } from '../../../main/vault/keys.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { agent, code, randomBytes, value } from '../vault/support.ts'
import { caseId, desk, entriesOf, opened, placeOfCase } from '../../support/record-bench.ts'

afterEach(async () => {
  for (const record of opened.splice(0)) await record.close()
})

describe('what is found at opening', () => {
  test('a station that was just set up has nothing to say of itself, nor has it at the next sign-in, nor after a change', async () => {
    const { vault, record, reopen } = await desk()
    expect([vault.findings, record.journal.findings]).toEqual([[], []])
    await record.close()
    vault.lock()
    const second = await reopen()
    expect([second.vault.findings, second.record.journal.findings]).toEqual([[], []])
    value(await second.record.append([], { action: 'note-added' }))
    await second.record.close()
    second.vault.lock()
    const third = await reopen()
    expect([third.vault.findings, third.record.journal.findings]).toEqual([[], []])
  })
})

describe('the record of who did what', () => {
  test('each change has its entry in the same frame; the tree over them is the one of the definition, also after reopening', async () => {
    const { vault, record, reopen } = await desk()
    const [key] = value(await vault.keyring.create([{ purpose: 'case', ownerId: caseId }]))
    const env = value(vault.seal(placeOfCase, utf8('{}'), toHex(key!.keyId)))
    value(
      await record.append([rowOf('cases', caseId, 1, env)], {
        action: 'requestReceived',
        caseRef: caseId,
        detail: { plaintext: utf8('by email'), keyId: toHex(key!.keyId) },
      }),
    )
    value(await record.append([], { action: 'passcode-released', caseRef: caseId, signed: true }))
    value(await record.append([], { action: 'locked', detail: { plaintext: utf8('idle') } }))
    const entries = await entriesOf(record)
    expect(entries.map(({ seq, action }) => [seq, action])).toEqual([
      [0, 'requestReceived'],
      [1, 'passcode-released'],
      [2, 'locked'],
    ])
    expect(entries[0]!.prev).toBe('0'.repeat(64))
    expect(entries[1]!.prev).toBe(toHex(auditLeaf(sha256, entries[0]!)))
    expect(verifySignature(signedBytes(entries[1]!), Buffer.from(entries[1]!.signature!, 'base64'), vault.agentPublicKey)).toBe(true)
    expect(value(vault.open(auditDetailPlace(0), Buffer.from(entries[0]!.detail!, 'base64')))).toEqual(utf8('by email'))
    expect(value(vault.open(auditDetailPlace(2), Buffer.from(entries[2]!.detail!, 'base64')))).toEqual(utf8('idle'))

    const tree = merkleTree(sha256)
    for (const entry of entries) tree.append(auditLeaf(sha256, entry))
    const { size, code: paper, note } = record.checkpoint()
    const checkpoint = value(readCheckpoint(note, `ra-desk/${vault.vaultId}`, vault.deviceKey().publicKey, sha256, verifySignature))
    expect(checkpoint.size).toBe(3)
    expect(toHex(checkpoint.root)).toBe(toHex(tree.root()))
    await record.close()
    vault.lock()
    const again = await reopen()
    expect(again.record.checkpoint()).toMatchObject({ size, code: paper })
    value(await again.record.append([], { action: 'unlocked' }))
    expect(again.record.checkpoint()).not.toMatchObject({ code: paper })
  })

  test('the detail of a case goes with the case’s key, and the record still verifies', async () => {
    const { vault, record, reopen } = await desk()
    const [key] = value(await vault.keyring.create([{ purpose: 'case', ownerId: caseId }]))
    value(
      await record.append([], {
        action: 'requestReceived',
        caseRef: caseId,
        detail: { plaintext: utf8('by email'), keyId: toHex(key!.keyId) },
      }),
    )
    const before = record.checkpoint()
    value(await vault.keyring.destroy([toHex(key!.keyId)]))
    const [entry] = await entriesOf(record)
    expect(code(vault.open(auditDetailPlace(0), Buffer.from(entry!.detail!, 'base64')))).toBe('unknown-key')
    await record.close()
    vault.lock()
    expect((await reopen()).record.checkpoint()).toMatchObject({ size: before.size, code: before.code })
  })

  test('entries that do not follow on are found even when every frame is whole', async () => {
    const { folder, vault, record, parts } = await desk()
    const { entry } = value(await record.append([], { action: 'unlocked' }))
    await record.close()
    const { now } = parts(vault)
    const journal = value(
      await openJournal({
        folder: vaultPaths(folder).vault,
        vaultId: Buffer.from(vault.vaultId, 'hex'),
        frameKeys: vault.frameKeys(),
        now,
      }),
    )
    const audit = { ...entry, seq: 1, prev: '1'.repeat(64) }
    value(await journal.append({ rows: [], audit, auditState: { ...journal.audit!, size: 2, prev: '2'.repeat(64) } }))
    await journal.close()
    expect(code(await openRecord(parts(vault)))).toBe('audit-damaged')
  })

  test('a new key version of the vault begins with an entry that says so, under its own key', async () => {
    const { vault, record, parts } = await desk()
    value(await record.append([], { action: 'unlocked' }))
    const next = new Uint8Array(32).fill(7)
    value(await record.rotateVaultKey({ keyVersion: 2, frameKey: next }))
    value(await record.append([], { action: 'agent-removed' }))
    const before = record.checkpoint()
    await record.close()
    expect(code(await openRecord(parts(vault)))).toBe('key-slots-behind')
    const later = { ...vault, frameKeys: () => new Map([...vault.frameKeys(), [2, next]]) }
    const again = value(await openRecord(parts(later)))
    opened.push(again)
    expect(again.checkpoint()).toMatchObject({ size: before.size, code: before.code })
    expect((await entriesOf(again)).map(({ action }) => action)).toEqual(['unlocked', 'vault-key-rotated', 'agent-removed'])
  })

  test('a change that fails leaves no entry behind', async () => {
    const { vault, record } = await desk()
    const row = rowOf('cases', caseId, 1, value(vault.seal(placeOfCase, utf8('{}'), vault.recordsKeyId)))
    value(await record.append([row], { action: 'requestReceived' }))
    expect(code(await record.append([row], { action: 'requestReceived' }))).toBe('row-conflict')
    value(await record.append([], { action: 'locked' }))
    expect((await entriesOf(record)).map(({ seq, action }) => [seq, action])).toEqual([
      [0, 'requestReceived'],
      [1, 'locked'],
    ])
  })

  test('a row under a key that is not in the keyring is refused', async () => {
    const { vault, record } = await desk()
    const [key] = value(await vault.keyring.create([{ purpose: 'case', ownerId: caseId }]))
    const row = rowOf('cases', caseId, 1, value(vault.seal(placeOfCase, utf8('{}'), toHex(key!.keyId))))
    value(await vault.keyring.destroy([toHex(key!.keyId)]))
    expect(code(await record.append([row], { action: 'requestReceived' }))).toBe('unknown-key')
    expect(code(await record.append([{ ...row, env: 'AAAA' }], { action: 'requestReceived' }))).toBe('unknown-key')
    expect(record.journal.lastSeq).toBe(0)
  })

  test('after locking nothing is saved', async () => {
    const { vault, record } = await desk()
    vault.lock()
    expect(code(await record.append([], { action: 'late' }))).toBe('locked')
  })
})

describe('the store that the use-cases see', () => {
  test('what is committed is read back, listed, paged for the worker, and refused when stale', async () => {
    const here = await desk()
    const store = createRecordStore(here)
    const { keyId } = value(await store.newKey('case', caseId))
    expect(store.findCaseKey(caseId)).toBe(keyId)
    expect(store.findKey('case', keyId)).toEqual({ ownerId: caseId })
    expect(store.findKey('evidence', keyId)).toBeUndefined()
    const save = (rev: number) =>
      store.commit(
        [
          { table: 'cases', id: caseId, rev, keyId, value: { rev } },
          { table: 'dispatch', id: 'counter', rev, keyId: 'records', value: { next: rev } },
        ],
        { action: 'requestReceived detailsRecorded', caseId, detail: { rev } },
      )
    const first = value(await save(1))
    expect(first).toMatchObject({ lastSeq: 1, rows: [{ table: 'cases', id: caseId, rev: 1 }] })
    expect(code(await save(1))).toBe('stale')
    value(await save(2))
    expect(await store.read('cases', caseId, keyId)).toEqual({ rev: 2 })
    expect(await store.read('dispatch', 'counter', 'records')).toEqual({ next: 2 })
    expect(await store.read('cases', caseId, 'records')).toBeUndefined()
    expect(await store.read('cases', 'nobody', keyId)).toBeUndefined()
    expect(store.ids('cases')).toEqual([caseId])
    expect([...store.revs('cases')]).toEqual([[caseId, 2]])
    expect([await store.revOf('cases', caseId), store.lastSeq()]).toEqual([2, 2])
    expect([store.has('cases', caseId), store.has('chunks', caseId)]).toEqual([true, false])
    expect(await store.since(0, 1, 'rows')).toMatchObject({ lastSeq: 2, more: false, rows: [{ rev: 2 }] })
    const { keyId: otherKey } = value(await store.newKey('case', agent.id))
    value(
      await store.commit([{ table: 'cases', id: agent.id, rev: 1, keyId: otherKey, value: {} }], {
        action: 'requestReceived',
        caseId: agent.id,
      }),
    )
    const page = await store.since(0, 1, 'rows')
    expect(page).toMatchObject({ lastSeq: 2, more: true, rows: [{ id: caseId, rev: 2 }] })
    expect(await store.since(page.lastSeq, 1, 'rows')).toMatchObject({ lastSeq: 3, more: false, rows: [{ id: agent.id }] })
    expect(await store.since(3, 10, 'rows')).toEqual({ lastSeq: 3, more: false, rows: [] })
    expect(store.checkpoint()).toMatchObject({ size: 3 })
    value(await here.vault.keyring.destroy([keyId]))
    expect(await store.read('cases', caseId, keyId)).toBeUndefined()
  })

  test('pieces of a scan that the worker sealed are kept as they are and open in their place only', async () => {
    const here = await desk()
    const store = createRecordStore(here)
    const { keyId } = value(await store.newKey('evidence', caseId))
    const piece = randomBytes(48 * 1024)
    const id = '44444444-4444-4444-8444-444444444444:1'
    const env = value(here.vault.seal({ table: 'chunks', recordId: id, rev: 1, schema: 1, chunk: { index: 1, count: 2 } }, piece, keyId))
    value(
      await store.commitSealed([{ table: 'chunks', id, rev: 1, env: Buffer.from(env).toString('base64') }], {
        action: 'evidence-stored',
        caseId,
      }),
    )
    expect(await store.readBytes('chunks', id, keyId, { index: 1, count: 2 })).toEqual(piece)
    await expect(store.readBytes('chunks', id, keyId, { index: 1, count: 3 })).rejects.toThrow('record-damaged')
  })
})
