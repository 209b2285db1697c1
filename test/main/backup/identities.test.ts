/** The keys that open backups do nothing else: not the one that signs for the workstation, and not the recovery key itself. */
import { expect, test } from 'vitest'
import {
  backupIdentityOf,
  backupRecipientOf,
  createStationBackupKey,
  recoveryBackupIdentity,
  recoveryBackupSeed,
  stationBackupIdentity,
} from '../../../main/backup/identities.ts'
import { freshFolder, madeVault, value } from '../vault/support.ts'

test('backup key of the workstation: made once, and none before the first backup', async () => {
  const { vault } = await madeVault(await freshFolder())
  expect(await stationBackupIdentity(vault)).toBeUndefined()
  value(await createStationBackupKey(vault))
  value(await createStationBackupKey(vault))
  expect(vault.keyring.list({ purpose: 'backup' })).toHaveLength(1)
})

test('backup key of the workstation: a key of its own, not the one that signs', async () => {
  const { vault } = await madeVault(await freshFolder())
  value(await createStationBackupKey(vault))
  const { recipient } = (await stationBackupIdentity(vault))!
  const [own] = vault.keyring.list({ purpose: 'backup' })
  expect(recipient).toBe((await backupIdentityOf(own!.key)).recipient)
  expect(recipient).not.toBe((await backupIdentityOf(vault.keyring.station.deviceSeed)).recipient)
  expect(recipient).toMatch(/^age1[a-z0-9]{58}$/)
})

test('recovery key: its backups are for a key that is derived from it', async () => {
  const [one, other] = [new Uint8Array(20).fill(1), new Uint8Array(20).fill(2)]
  const recipient = await backupRecipientOf(one)
  expect(recipient).toBe((await recoveryBackupIdentity(one)).recipient)
  expect(recipient).not.toBe(await backupRecipientOf(other))
  expect(Buffer.compare(recoveryBackupSeed(one).subarray(0, 20), one)).not.toBe(0)
})
