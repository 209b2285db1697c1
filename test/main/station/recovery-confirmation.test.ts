import { expect, test } from 'vitest'
import type { UnlockedVault } from '../../../main/vault/vault.ts'
import { openRecoveryConfirmation } from '../../../main/station/recovery-confirmation.ts'
import type { RecordStore } from '../../../main/record/store.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { code, value } from '../vault/support.ts'

function station() {
  const kept = memoryStore()
  const vault = { recoveryPublicKey: 'first' }
  const open = () =>
    openRecoveryConfirmation({
      store: kept.store as unknown as RecordStore,
      now: () => new Date('2026-11-23T09:30:00.000Z'),
      vault: vault as UnlockedVault,
    })
  return { ...kept, vault, open }
}

test('recovery key: not confirmed at first; confirmed at once and after the next sign-in', async () => {
  const { open } = station()
  const recovery = await open()
  expect(recovery.isConfirmed()).toBe(false)
  value(await recovery.confirm())
  expect(recovery.isConfirmed()).toBe(true)
  expect((await open()).isConfirmed()).toBe(true)
})

test('recovery key: a new one has to be confirmed again, which counts the row on', async () => {
  const { open, vault, commits } = station()
  const recovery = await open()
  value(await recovery.confirm())
  vault.recoveryPublicKey = 'second'
  expect([recovery.isConfirmed(), (await open()).isConfirmed()]).toEqual([false, false])
  value(await recovery.confirm())
  expect(recovery.isConfirmed()).toBe(true)
  expect(commits.flatMap(({ rows }) => rows.map((row) => 'rev' in row && row.rev))).toEqual([1, 2])
})

test('recovery key: what could not be saved is not confirmed', async () => {
  const { open, failWith } = station()
  const recovery = await open()
  failWith('disk-full')
  expect(code(await recovery.confirm())).toBe('disk-full')
  expect(recovery.isConfirmed()).toBe(false)
})
