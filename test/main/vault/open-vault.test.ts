import { readFile, rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { openDestroyedKeys } from '../../../main/backup/destroyed-list.ts'
import { fromHex, toHex } from '../../../domain/bytes.ts'
import { secondCopyOf } from '../../../main/files/mirrored-atomic-file.ts'
import type { KeySlotSecrets } from '../../../main/vault/key-slot-format.ts'
import { openAgentKeySlot } from '../../../main/vault/key-slots.ts'
import { openVault, type OpenVaultDeps } from '../../../main/vault/open-vault.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { keptKeySlots } from '../../../main/vault/recover-vault.ts'
import { allOpenWith, bryn, first, signIn, stationOfThree } from './agents-of-vault.ts'
import { agent, cheapKdf, clockedVaultAccess, code, freshFolder, madeVault, passphrase, randomBytes, value } from './support.ts'

const zeros = new Uint8Array(32)
const isWiped = ({ vaultKey, signingSeed, sealingSeed }: KeySlotSecrets) =>
  [vaultKey, signingSeed, sealingSeed].every((secret) => Buffer.compare(secret, zeros) === 0)

/** A locked vault, with one agent's slot opened. */
async function openedSlot(folder: string, who: { readonly id: string; readonly passphrase: string } = { id: agent.id, passphrase }) {
  const paths = vaultPaths(folder)
  const slots = value(await keptKeySlots(paths).read())
  const slot = slots.agents.find(({ agentId }) => agentId === who.id)!
  const { secrets } = value(await openAgentKeySlot(slot, fromHex(slots.vaultId), who.passphrase, undefined, cheapKdf))
  const deps: OpenVaultDeps = { folder, paths, randomBytes, openDestroyedKeys }
  return { deps, opened: { slots, slot, secrets, agentId: who.id } }
}

describe('opening the vault', () => {
  test('a slot that was there when the key rotated: its links lead to the key of the keyring', async () => {
    const folder = await freshFolder()
    const { vault } = await stationOfThree(folder)
    const { deps, opened } = await openedSlot(folder, bryn)
    const { keyVersion, recordsKeyId } = vault
    vault.lock()
    expect(opened.slot.keyVersion).toBeLessThan(keyVersion)
    const again = value(await openVault(deps, opened))
    expect(again.keyVersion).toBe(keyVersion)
    expect(again.recordsKeyId).toBe(recordsKeyId)
  })

  test('a slot whose links do not lead to the key of the keyring: damaged, and its secrets are overwritten', async () => {
    const folder = await freshFolder()
    await stationOfThree(folder)
    const { deps, opened } = await openedSlot(folder, bryn)
    expect(code(await openVault(deps, { ...opened, slot: { ...opened.slot, links: [] } }))).toBe('key-slots-damaged')
    expect(isWiped(opened.secrets)).toBe(true)
  })

  test('a keyring that is not there: refused, none is made, and the secrets are overwritten', async () => {
    const folder = await freshFolder()
    ;(await madeVault(folder)).vault.lock()
    const { deps, opened } = await openedSlot(folder)
    for (const path of [deps.paths.keyring, secondCopyOf(deps.paths.keyring)]) await rm(path)
    expect(code(await openVault(deps, opened))).toBe('keyring-missing')
    expect(isWiped(opened.secrets)).toBe(true)
    await expect(readFile(deps.paths.keyring)).rejects.toThrow('ENOENT')
  })

  test.each([
    ['first', 'keyring-repaired'],
    ['second', 'keyring-second-repaired'],
  ] as const)('a keyring whose %s copy is damaged: repaired and reported, with what was found in the key slots', async (which, kind) => {
    const folder = await freshFolder()
    ;(await madeVault(folder)).vault.lock()
    const { deps, opened } = await openedSlot(folder)
    const { keyring } = deps.paths
    const good = await readFile(keyring)
    const damaged = which === 'first' ? keyring : secondCopyOf(keyring)
    await writeFile(damaged, 'rubbish')
    const slotFinding = { kind: 'key-slots-repaired', file: 'key-slots.json' } as const
    expect(value(await openVault(deps, opened, () => [slotFinding])).findings).toEqual([{ kind, file: 'keyring.bin' }, slotFinding])
    expect(await readFile(damaged)).toEqual(good)
  })
})

describe('keys that are destroyed', () => {
  test('are listed before they go, with the folder and the vault', async () => {
    const folder = await freshFolder()
    ;(await madeVault(folder)).vault.lock()
    const { deps, opened } = await openedSlot(folder)
    const noted: unknown[] = []
    const noting: OpenVaultDeps['openDestroyedKeys'] = async (at) => ({
      ...(await openDestroyedKeys(at)),
      add: async (keyIds) => void noted.push([at.folder, at.vaultId, keyIds], vault.keyring.list().length),
    })
    const vault = value(await openVault({ ...deps, openDestroyedKeys: noting }, opened))
    const [made] = value(await vault.keyring.create([{ purpose: 'case', ownerId: 'owner' }]))
    value(await vault.keyring.destroy([toHex(made!.keyId)]))
    expect(noted).toEqual([[folder, vault.vaultId, [toHex(made!.keyId)]], 1])
    expect(vault.keyring.list()).toEqual([])
  })

  test('stay when they cannot be listed', async () => {
    const folder = await freshFolder()
    ;(await madeVault(folder)).vault.lock()
    const { deps, opened } = await openedSlot(folder)
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' })
    const refusing: OpenVaultDeps['openDestroyedKeys'] = async (at) => ({
      ...(await openDestroyedKeys(at)),
      add: () => Promise.reject(full),
    })
    const vault = value(await openVault({ ...deps, openDestroyedKeys: refusing }, opened))
    const [made] = value(await vault.keyring.create([{ purpose: 'case', ownerId: 'owner' }]))
    expect(code(await vault.keyring.destroy([toHex(made!.keyId)]))).not.toBe('ok')
    expect(vault.keyring.list()).toHaveLength(1)
  })
})

test('signing in under stronger Argon2id parameters seals the slot again; everyone’s passphrase still opens it', async () => {
  const folder = await freshFolder()
  await stationOfThree(folder)
  const parameters = { ...cheapKdf.parameters, iterations: 2 }
  const stronger = clockedVaultAccess(folder, { kdf: { ...cheapKdf, parameters } }).vaultAccess
  value(await stronger.unlock({ agentId: bryn.id, passphrase: bryn.passphrase }))
  const slots = value(await keptKeySlots(vaultPaths(folder)).read())
  expect(slots.agents.map(({ agentId, kdf }) => [agentId === bryn.id, kdf.iterations])).toEqual([
    [false, 1],
    [true, 2],
    [false, 1],
  ])
  expect((await allOpenWith(folder, [first, bryn])).map((vault) => vault?.agent.id)).toEqual([first.id, bryn.id])
  expect(code(await signIn(folder, { ...bryn, passphrase }))).toBe('wrong-passphrase')
})
