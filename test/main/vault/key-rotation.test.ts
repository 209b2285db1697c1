/** Who may sign a rotation of the vault key, whom the next key version trusts, and what becomes of the recovery key. */
import { describe, expect, test } from 'vitest'
import { toBase64 } from '../../../domain/bytes.ts'
import { changePassphrase, changeRole, removeAgent, replaceRecoveryKey } from '../../../main/vault/agent-access.ts'
import { isHere, trustedKeys } from '../../../main/vault/key-rotation.ts'
import type { KnownAgent } from '../../../main/vault/keyring-content.ts'
import { bryn, carys, first, now, signIn, station, stationOfThree } from './agents-of-vault.ts'
import { clockedVaultAccess, code, freshFolder, value } from './support.ts'

const newPassphrase = 'seven slow badgers hum'

describe('rotation of the vault key: who is trusted', () => {
  const key = (fill: number) => toBase64(new Uint8Array(32).fill(fill))
  const known = (id: string, publicKeys: string[], more: Partial<KnownAgent> = {}): KnownAgent => ({
    id,
    name: 'Invented',
    role: 'raAgent',
    publicKeys,
    sealingKey: key(9),
    ...more,
  })

  test('the newest key of everyone who is here, and the recovery key; not who left', () => {
    const gone = known('gone', [key(3)], { leftAt: '2026-03-02T09:00:00.000Z' })
    const agents = [known('one', [key(1), key(2)]), gone, known('two', [key(4)])]
    expect(agents.map(isHere)).toEqual([true, false, true])
    expect(trustedKeys(agents, { publicKey: key(5), sealingKey: key(6) }).map(toBase64)).toEqual([key(2), key(4), key(5)])
  })
})

describe('rotation of the vault key: who may sign it', () => {
  test('an RA agent cannot rotate it to change who may sign in, their own role, or the recovery key', async () => {
    const folder = await freshFolder()
    await stationOfThree(folder)
    const { vaultAccess } = clockedVaultAccess(folder)
    const vault = value(await vaultAccess.unlock({ agentId: bryn.id, passphrase: bryn.passphrase }))
    const parts = { vault, vaultAccess, now }
    expect(code(await removeAgent(parts, carys.id))).toBe('not-trusted')
    expect(code(await changeRole(parts, bryn.id, 'raManager'))).toBe('not-trusted')
    expect(code(await replaceRecoveryKey(parts.vault, (await parts.vaultAccess.prepareRecovery()).fresh))).toBe('not-trusted')
  })

  test('an RA agent changes their own passphrase, and nobody else’s slot', async () => {
    const folder = await freshFolder()
    await stationOfThree(folder)
    const { vaultAccess } = clockedVaultAccess(folder)
    const vault = value(await vaultAccess.unlock({ agentId: bryn.id, passphrase: bryn.passphrase }))
    value(await changePassphrase({ vault, vaultAccess }, { old: bryn.passphrase, next: newPassphrase }))
    expect(code(await signIn(folder, { id: bryn.id, passphrase: newPassphrase }))).toBe('ok')
    for (const who of [first, carys]) expect(code(await signIn(folder, who)), who.id).toBe('ok')
  })
})

describe('rotation of the vault key: the recovery key', () => {
  test('signs for an RA agent who forgot the passphrase, and opens nothing afterwards', async () => {
    const folder = await freshFolder()
    const { recoveryKey } = await stationOfThree(folder)
    const { vaultAccess } = clockedVaultAccess(folder)
    const { vault } = value(await vaultAccess.unlockWithRecovery({ agentId: bryn.id, recoveryKey, newPassphrase }))
    expect(vault.agent.id).toBe(bryn.id)
    expect(code(await signIn(folder, { id: bryn.id, passphrase: newPassphrase }))).toBe('ok')
    for (const who of [first, carys]) expect(code(await signIn(folder, who)), who.id).toBe('ok')
    expect(code(await vaultAccess.unlockWithRecovery({ agentId: bryn.id, recoveryKey, newPassphrase }))).toBe('recovery-key-wrong')
  })

  test('stays when something else changes: it still opens, and the station knows the same one', async () => {
    const folder = await freshFolder()
    const { vault, parts, recoveryKey } = await stationOfThree(folder)
    const before = vault.keyring.station.recovery
    value(await removeAgent(parts, bryn.id))
    expect(vault.keyring.station.recovery).toEqual(before)
    expect(code(await parts.vaultAccess.unlockWithRecovery({ agentId: carys.id, recoveryKey, newPassphrase }))).toBe('ok')
  })

  test('that is replaced is another one for the station, and the former one signs nothing', async () => {
    const folder = await freshFolder()
    const { vault, parts } = await station(folder)
    const before = vault.keyring.station.recovery
    const { fresh } = await parts.vaultAccess.prepareRecovery()
    value(await replaceRecoveryKey(vault, fresh))
    const { recovery, agents } = vault.keyring.station
    expect([recovery.publicKey === before.publicKey, recovery.sealingKey === before.sealingKey]).toEqual([false, false])
    expect(trustedKeys(agents, recovery).map(toBase64)).not.toContain(before.publicKey)
  })
})
