import { describe, expect, test } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import { openKeyVersionNote, type KeyVersionDeps } from '../../../main/station/key-version-note.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { code, value } from '../vault/support.ts'

function station() {
  const kept = memoryStore()
  const vault = {
    keyVersion: 1,
    recordsKeyId: 'records-1',
    frameKey: () => new Uint8Array(32),
    wrapKeysForWorker: (_publicKey: string, keyIds: readonly string[]) => ok({ wrapped: keyIds }),
  }
  const pushed: unknown[] = []
  let rotation: 'ok' | 'journal-failed' = 'ok'
  const deps = {
    store: kept.store,
    vault,
    record: { rotateVaultKey: async () => (rotation === 'ok' ? ok() : err(rotation, 'Failed.', 'Try again.')) },
    push: (name: string, payload: unknown) => void pushed.push([name, payload]),
    workerPublicKey: 'worker',
  } as unknown as KeyVersionDeps
  return {
    ...kept,
    vault,
    pushed,
    failRotation: () => (rotation = 'journal-failed'),
    open: (openedBy?: KeyVersionDeps['openedBy']) => openKeyVersionNote({ ...deps, ...(openedBy ? { openedBy } : {}) }),
    audits: () => kept.commits.map(({ audit: { action, detail, signed } }) => ({ action, detail, signed })),
  }
}

describe('key version at sign-in', () => {
  test('as it was noted, or the first one of all: nothing is noted', async () => {
    const { open, audits } = station()
    await open()
    expect(audits()).toEqual([])
  })

  test.each([
    [undefined, 'agents-change-found'],
    ['recovered', 'recovery-key-used'],
    ['restored', 'restored-from-backup'],
  ] as const)('another than was noted, opened by %s: noted once, signed, with both versions', async (openedBy, action) => {
    const { open, vault, audits } = station()
    vault.keyVersion = 3
    await open(openedBy)
    await open(openedBy)
    expect(audits()).toEqual([{ action, detail: { from: 1, to: 3 }, signed: true }])
  })
})

describe('a change of the vault’s key', () => {
  test('the record goes on under it, the page gets it, and the change is noted', async () => {
    const { open, vault, audits, pushed } = station()
    const note = await open()
    vault.keyVersion = 2
    value(await note.noteRotation('agent-added', { agentId: 'a' }))
    expect(audits()).toEqual([{ action: 'agent-added', detail: { agentId: 'a' }, signed: true }])
    expect(pushed).toEqual([['vault.keyRotated', { keys: { wrapped: ['records-1'] }, recordsKeyId: 'records-1' }]])
    await open()
    expect(audits()).toHaveLength(1)
  })

  test('the record cannot go on under it: the page gets nothing, and the next sign-in finds the change', async () => {
    const { open, vault, audits, pushed, failRotation } = station()
    const note = await open()
    failRotation()
    vault.keyVersion = 2
    expect(code(await note.noteRotation('agent-added', {}))).toBe('journal-failed')
    expect([audits(), pushed]).toEqual([[], []])
    await open()
    expect(audits()).toMatchObject([{ action: 'agents-change-found', detail: { from: 1, to: 2 } }])
  })
})
