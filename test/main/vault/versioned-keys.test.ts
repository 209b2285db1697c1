import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../domain/bytes.ts'
import { LostKey } from '../../../main/vault/key-index.ts'
import { keyPurposes } from '../../../main/vault/keyring-content.ts'
import { deriveVaultKeys } from '../../../main/vault/keys.ts'
import { findWhole, keysForWorker, versionedKeys } from '../../../main/vault/versioned-keys.ts'
import { code, freshFolder, madeVault, value } from './support.ts'

const vaultId = new Uint8Array(16).fill(4)
const vaultKeyOf = (keyVersion: number) => new Uint8Array(32).fill(keyVersion)
const keysOf = (keyVersion: number) => deriveVaultKeys(vaultKeyOf(keyVersion), vaultId, keyVersion)
const threeVersions = () =>
  versionedKeys(
    vaultId,
    [1, 2].map((keyVersion) => ({ keyVersion, vaultKey: vaultKeyOf(keyVersion) })),
    keysOf(3),
  )

describe('the vault’s own keys over all key versions', () => {
  test('the newest seals; frames and rows of every version can still be read', () => {
    const keys = threeVersions()
    expect(keys.current().keyVersion).toBe(3)
    expect([...keys.frameKeys()]).toEqual([1, 2, 3].map((keyVersion) => [keyVersion, keysOf(keyVersion).frames]))
    expect([...keys.records.keys()]).toEqual([1, 2, 3].map((keyVersion) => toHex(keysOf(keyVersion).records.keyId)))
    expect(keys.own.size).toBe(6)
  })

  test('after a rotation the new version seals, and the older ones stay', () => {
    const keys = threeVersions()
    keys.add(keysOf(4))
    expect(keys.current().keyVersion).toBe(4)
    expect([...keys.frameKeys().keys()]).toEqual([1, 2, 3, 4])
  })

  test('wiped: every key of every version is zeros', () => {
    const keys = threeVersions()
    const held = [...keys.own.values(), ...keys.records.values()].map(({ key }) => key)
    held.push(...keys.frameKeys().values())
    keys.wipe()
    for (const key of held) expect(key).toEqual(new Uint8Array(32))
  })
})

describe('keys for the worker of the page', () => {
  const forWorker = ['case', 'evidence']

  test.each(keyPurposes)('a key of the purpose “%s”', async (purpose) => {
    const { vault } = await madeVault(await freshFolder())
    const keys = threeVersions()
    const [made] = value(await vault.keyring.create([{ purpose, ownerId: 'owner' }]))
    const keyId = toHex(made!.keyId)
    const isGiven = forWorker.includes(purpose)
    expect(code(keysForWorker(vault.keyring, keys, [keyId]))).toBe(isGiven ? 'ok' : 'key-withheld')
    // At sign-in the worker gets the records key alone.
    expect(value(keysForWorker(vault.keyring, keys, 'records')).map((key) => toHex(key.keyId))).toEqual([...keys.records.keys()])
  })

  test('the records keys of every version are given, the audit keys of none, and an unknown key is refused', async () => {
    const { vault } = await madeVault(await freshFolder())
    const keys = threeVersions()
    const given = value(keysForWorker(vault.keyring, keys, [...keys.records.keys()]))
    expect(given.map(({ purpose, key }) => ({ purpose, key }))).toEqual(
      [1, 2, 3].map((keyVersion) => ({ purpose: 'records', key: keysOf(keyVersion).records.key })),
    )
    for (const keyVersion of [1, 2, 3])
      expect(code(keysForWorker(vault.keyring, keys, [toHex(keysOf(keyVersion).audit.keyId)]))).toBe('key-withheld')
    expect(code(keysForWorker(vault.keyring, keys, [toHex(fromHex('00'.repeat(16)))]))).toBe('unknown-key')
  })

  test('one key that stays here: none is given', async () => {
    const { vault } = await madeVault(await freshFolder())
    const keys = threeVersions()
    const [caseKey, secret] = value(
      await vault.keyring.create([
        { purpose: 'case', ownerId: 'owner' },
        { purpose: 'custody', ownerId: 'owner' },
      ]),
    )
    expect(code(keysForWorker(vault.keyring, keys, [toHex(caseKey!.keyId), toHex(secret!.keyId)]))).toBe('key-withheld')
  })
})

describe('a key of the keyring', () => {
  const key = new Uint8Array(32).fill(7)
  const keyId = 'a1'.repeat(16)
  test('is found without what else the keyring knows of it', () => {
    const found = { keyId: fromHex(keyId), key, purpose: 'case' as const, ownerId: 'owner-1' }
    expect(findWhole({ find: () => found as never }, keyId)).toEqual({ keyId: fromHex(keyId), key })
    expect(findWhole({ find: () => undefined }, keyId)).toBeUndefined()
  })
  test('that opens from neither copy is none; any other fault is one', () => {
    const throwing = (error: Error) => ({
      find: () =>
        ({
          keyId: fromHex(keyId),
          purpose: 'case',
          ownerId: 'owner-1',
          get key(): Uint8Array {
            throw error
          },
        }) as never,
    })
    expect(findWhole(throwing(new LostKey(keyId)), keyId)).toBeUndefined()
    expect(() => findWhole(throwing(new RangeError('bug')), keyId)).toThrow('bug')
  })
})
