import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { asideOf } from '../../../main/files/atomic-file.ts'
import { createKeyring } from '../../../main/vault/keyring-file.ts'
import { openKeyring } from '../../../main/vault/keyring.ts'
import { secondCopyOf } from '../../../main/files/mirrored-atomic-file.ts'
import { agent, clockedVaultAccess, code, freshFolder, madeVault, passphrase, randomBytes, value } from '../vault/support.ts'

const disk = vi.hoisted(() => ({ fullFor: '' }))
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>()
  return {
    ...fs,
    open: async (path: string, flags: string, mode?: number) => {
      if (disk.fullFor !== '' && flags === 'w' && path.endsWith(disk.fullFor))
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
      return fs.open(path, flags, mode)
    },
  }
})
afterEach(() => {
  disk.fullFor = ''
})

const sealing = { keyId: new Uint8Array(16).fill(4), key: new Uint8Array(32).fill(5) }

async function ring() {
  const path = join(await freshFolder(), 'keyring.bin')
  const parts = { path, vaultId: new Uint8Array(16).fill(1), sealing, randomBytes }
  value(await createKeyring(parts, { deviceSeed: new Uint8Array(32).fill(9), agents: [], recovery: { publicKey: '', sealingKey: '' } }))
  return { parts, path, second: secondCopyOf(path), open: async () => value(await openKeyring(parts)) }
}

const flip = async (path: string) => {
  const bytes = await readFile(path)
  bytes[bytes.length - 20]! ^= 1
  await writeFile(path, bytes)
}

describe('mirrored keyring', () => {
  test.each([
    ['flipped', flip],
    ['deleted', (path: string) => rm(path)],
    ['emptied', (path: string) => writeFile(path, '')],
  ] as const)('the first copy %s: the second one is used, said, and both are whole again', async (_, damage) => {
    const { path, second, open } = await ring()
    const [key] = value(await (await open()).create([{ purpose: 'case', ownerId: 'a' }]))
    await damage(path)
    const again = await open()
    expect(again.repaired).toBe(true)
    expect(again.find(toHex(key!.keyId))?.key).toEqual(key!.key)
    expect(await readFile(path)).toEqual(await readFile(second))
    expect((await open()).repaired).toBe(false)
  })

  test('the first copy put back to an older state: the newer second one counts', async () => {
    const { path, open } = await ring()
    await copyFile(path, `${path}-old`)
    const [key] = value(await (await open()).create([{ purpose: 'case', ownerId: 'a' }]))
    await copyFile(`${path}-old`, path)
    const again = await open()
    expect([again.repaired, again.find(toHex(key!.keyId)) !== undefined]).toEqual([true, true])
  })

  test('both damaged: nothing is opened and nothing is changed', async () => {
    const { parts, path, second } = await ring()
    await flip(path)
    await flip(second)
    const before = [await readFile(path), await readFile(second)]
    expect(code(await openKeyring(parts))).toBe('keyring-damaged')
    expect([await readFile(path), await readFile(second)]).toEqual(before)
  })

  test('a destroyed key is in neither copy, whichever is damaged afterwards', async () => {
    const { path, second, open } = await ring()
    const keyring = await open()
    const [key] = value(await keyring.create([{ purpose: 'custody', ownerId: 'a' }]))
    const id = toHex(key!.keyId)
    value(await keyring.destroy([id]))
    for (const damaged of [path, second]) {
      await flip(damaged)
      expect((await open()).find(id)).toBeUndefined()
    }
  })

  test('if the second copy cannot be written, it is deleted: a destroyed key is in neither, and the next write makes both again', async () => {
    const { path, second, open } = await ring()
    const keyring = await open()
    const [key, other] = value(
      await keyring.create([
        { purpose: 'custody', ownerId: 'a' },
        { purpose: 'custody', ownerId: 'b' },
      ]),
    )
    disk.fullFor = '.second.new'
    value(await keyring.destroy([toHex(key!.keyId)]))
    await expect(readFile(second)).rejects.toThrow('ENOENT')
    const again = await open()
    expect([again.repaired, again.find(toHex(key!.keyId)), again.find(toHex(other!.keyId)) !== undefined]).toEqual([false, undefined, true])
    disk.fullFor = ''
    value(await again.destroy([toHex(other!.keyId)]))
    expect(await readFile(path)).toEqual(await readFile(second))
  })

  test('an old second copy that cannot be repaired at opening is deleted: no key that it still holds is reported as destroyed', async () => {
    const { path, second, open } = await ring()
    const keyring = await open()
    const [key] = value(await keyring.create([{ purpose: 'custody', ownerId: 'a' }]))
    const before = await readFile(path)
    value(await keyring.destroy([toHex(key!.keyId)]))
    await writeFile(second, before)
    disk.fullFor = '.second.new'
    const again = await open()
    value(await again.destroy([toHex(key!.keyId)]))
    await expect(readFile(second)).rejects.toThrow('ENOENT')
  })

  test('an interrupted destruction of a key is either not started or completed at the next opening, never undone later', async () => {
    const { path, second, open } = await ring()
    const keyring = await open()
    const [key] = value(await keyring.create([{ purpose: 'custody', ownerId: 'a' }]))
    const id = toHex(key!.keyId)
    const before = await readFile(path)
    value(await keyring.destroy([id]))
    const after = await readFile(path)
    // What a kill leaves at each step of writing first.new, first, second.new, second.
    const steps = [
      { first: before, second: before, aside: { path: asideOf(path), bytes: after }, gone: false },
      { first: after, second: before, aside: undefined, gone: true },
      { first: after, second: before, aside: { path: asideOf(second), bytes: after.subarray(0, 30) }, gone: true },
      { first: after, second: after, aside: undefined, gone: true },
    ]
    for (const step of steps) {
      await writeFile(path, step.first)
      await writeFile(second, step.second)
      if (step.aside !== undefined) await writeFile(step.aside.path, step.aside.bytes)
      expect((await open()).find(id) === undefined).toBe(step.gone)
      for (const aside of [asideOf(path), asideOf(second)]) await expect(readFile(aside)).rejects.toThrow('ENOENT')
      // From here on no damage brings it back.
      if (!step.gone) continue
      await flip(path)
      expect((await open()).find(id)).toBeUndefined()
    }
  })
})

test('mirrored key slots: the second copy opens the vault if the first is damaged, and it is reported', async () => {
  const folder = await freshFolder()
  const made = await madeVault(folder)
  made.vault.lock()
  for (const damage of [flip, (path: string) => rm(path)]) {
    await damage(join(folder, 'vault', 'key-slots.json'))
    const { vaultAccess } = clockedVaultAccess(folder)
    expect((await vaultAccess.inspect()).state).toBe('vault')
    expect(value(await vaultAccess.agents())).toHaveLength(1)
    const vault = value(await vaultAccess.unlock({ agentId: agent.id, passphrase }))
    expect(vault.findings).toEqual([{ kind: 'key-slots-repaired', file: 'key-slots.json' }])
    vault.lock()
    expect(value(await vaultAccess.unlock({ agentId: agent.id, passphrase })).findings).toEqual([])
  }
})
