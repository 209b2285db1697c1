import { cp, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../../domain/bytes.ts'
import { secondCopyOf } from '../../../main/files/mirrored-atomic-file.ts'
import { replaceRecoveryKey } from '../../../main/vault/agent-access.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { keptKeySlots } from '../../../main/vault/recover-vault.ts'
import { agent, clockedVaultAccess, code, filesBelow, freshFolder, madeVault, passphrase, randomBytes, value } from './support.ts'

const place = { table: 'cases', recordId: '22222222-2222-4222-8222-222222222222', rev: 1, schema: 1 }
const newPassphrase = 'seven slow badgers hum'

async function signIn(folder: string, typed = passphrase, deviceSecret?: Uint8Array) {
  return clockedVaultAccess(folder).vaultAccess.unlock({ agentId: agent.id, passphrase: typed, ...(deviceSecret ? { deviceSecret } : {}) })
}

describe('recovery key', () => {
  test('on another machine, without its device secret: all records open, the new passphrase works, the old one does not', async () => {
    const folder = await freshFolder()
    const deviceSecret = randomBytes(32)
    const { vault, recoveryKey } = await madeVault(folder, { deviceSecret })
    const envelope = value(vault.seal(place, utf8('kept'), vault.recordsKeyId))
    const oldKey = vault.agentPublicKey
    const elsewhere = await freshFolder()
    await cp(folder, elsewhere, { recursive: true })
    expect(code(await signIn(elsewhere))).toBe('device-secret-missing')

    const { vaultAccess } = clockedVaultAccess(elsewhere)
    const otherDevice = randomBytes(32)
    const { vault: recovered, recoveryKey: next } = value(
      await vaultAccess.unlockWithRecovery({
        agentId: agent.id,
        recoveryKey: recoveryKey.toLowerCase(),
        newPassphrase,
        deviceSecret: otherDevice,
      }),
    )
    expect(value(recovered.open(place, envelope))).toEqual(utf8('kept'))
    expect(code(await signIn(elsewhere, newPassphrase, otherDevice))).toBe('ok')
    expect(code(await signIn(elsewhere, newPassphrase, deviceSecret))).toBe('device-secret-wrong')
    expect(code(await signIn(elsewhere, passphrase, otherDevice))).toBe('wrong-passphrase')
    // The key that was typed opens nothing any more; the one that took its place does.
    expect(code(await vaultAccess.unlockWithRecovery({ agentId: agent.id, recoveryKey, newPassphrase, deviceSecret: otherDevice }))).toBe(
      'recovery-key-wrong',
    )
    expect(
      code(await vaultAccess.unlockWithRecovery({ agentId: agent.id, recoveryKey: next, newPassphrase, deviceSecret: otherDevice })),
    ).toBe('ok')
    expect(recovered.keyring.station.agents[0]!.publicKeys).toEqual(
      [oldKey, recovered.agentPublicKey].map((key) => Buffer.from(key).toString('base64')),
    )
  })

  test('another folder’s key, a mistyped key and a weak passphrase change nothing', async () => {
    const folder = await freshFolder()
    const { recoveryKey } = await madeVault(folder)
    const { recoveryKey: foreign } = await madeVault(await freshFolder())
    // That somebody tried is kept, beside the vault's own files.
    const vaultFiles = async () => new Map([...(await filesBelow(folder))].filter(([path]) => path !== vaultPaths(folder).lockout))
    const before = await vaultFiles()
    const { vaultAccess } = clockedVaultAccess(folder)
    const recover = (key: string, fresh: string) =>
      vaultAccess.unlockWithRecovery({ agentId: agent.id, recoveryKey: key, newPassphrase: fresh })
    expect(code(await recover(foreign, newPassphrase))).toBe('recovery-key-wrong')
    expect(
      code(
        await recover(
          recoveryKey.replace(/^./, (first) => (first === '7' ? '8' : '7')),
          newPassphrase,
        ),
      ),
    ).toBe('recovery-key-mistyped')
    expect(code(await recover(recoveryKey, 'tamsin'))).toBe('weak-passphrase')
    expect(await vaultFiles()).toEqual(before)
  })

  test('a replaced recovery key no longer opens anything', async () => {
    const folder = await freshFolder()
    const { vault, recoveryKey, vaultAccess } = await madeVault(folder)
    const { fresh: prepared, printed: fresh } = await vaultAccess.prepareRecovery()
    value(await replaceRecoveryKey(vault, prepared))
    expect(code(await vaultAccess.unlockWithRecovery({ agentId: agent.id, recoveryKey, newPassphrase }))).toBe('recovery-key-wrong')
    expect(code(await vaultAccess.unlockWithRecovery({ agentId: agent.id, recoveryKey: fresh, newPassphrase }))).toBe('ok')
  })
})

describe('recovery key: attempts', () => {
  test('the key of another folder is counted by agent; a typing mistake is not', async () => {
    const { vaultAccess, recoveryKey } = await madeVault(await freshFolder())
    const { recoveryKey: foreign } = await madeVault(await freshFolder())
    const recover = (typed: string) => vaultAccess.unlockWithRecovery({ agentId: agent.id, recoveryKey: typed, newPassphrase })
    await recover(recoveryKey.replace(/^./, (first) => (first === '7' ? '8' : '7')))
    expect((await vaultAccess.wrongAttempts()).attempts?.recovery).toBeUndefined()
    await recover(foreign)
    expect((await vaultAccess.wrongAttempts()).attempts?.recovery).toEqual({ [agent.id]: 1 })
  })

  test('an agent who has no slot is refused before the key is compared', async () => {
    const { vaultAccess, recoveryKey } = await madeVault(await freshFolder())
    expect(code(await vaultAccess.unlockWithRecovery({ agentId: place.recordId, recoveryKey, newPassphrase }))).toBe('no-such-agent')
    expect((await vaultAccess.wrongAttempts()).attempts).toBeUndefined()
  })
})

test.each([
  ['first', 'key-slots-repaired'],
  ['second', 'key-slots-second-repaired'],
] as const)('key slots whose %s copy is damaged: repaired, and reported once', async (which, kind) => {
  const folder = await freshFolder()
  await madeVault(folder)
  const paths = vaultPaths(folder)
  const kept = keptKeySlots(paths)
  await kept.repair()
  expect(kept.takeFindings()).toEqual([])
  await writeFile(which === 'first' ? paths.keySlots : secondCopyOf(paths.keySlots), 'rubbish')
  await kept.repair()
  expect(kept.takeFindings()).toEqual([{ kind, file: 'key-slots.json' }])
  expect(kept.takeFindings()).toEqual([])
})
