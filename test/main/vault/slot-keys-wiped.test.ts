/** Keys that opened nothing, and vault keys of former key versions, do not wait in memory for the garbage collection. */
import { expect, test, vi } from 'vitest'
import type * as Keys from '../../../main/vault/keys.ts'
import { toHex } from '../../../domain/bytes.ts'
import { removeAgent } from '../../../main/vault/agent-access.ts'
import { openAgentKeySlot, openRecoveryKeySlot, prepareAgentKeySlot, prepareRecoveryKeySlot } from '../../../main/vault/key-slots.ts'
import { bryn, stationOfThree } from './agents-of-vault.ts'
import { overwritten } from '../../support/watched-wipe.ts'
import { cheapKdf, code, freshFolder, passphrase, randomBytes, value } from './support.ts'

/** Each key that was derived, with what it is for. */
const derived = vi.hoisted((): { readonly info: string; readonly key: Uint8Array }[] => [])
vi.mock('../../../main/vault/keys.ts', async (original) => {
  const own = await original<typeof Keys>()
  const hkdf: typeof own.hkdf = (secret, salt, info, length) => {
    const key = own.hkdf(secret, salt, info, length)
    if (typeof info === 'string') derived.push({ info, key })
    return key
  }
  return { ...own, hkdf }
})

vi.mock('../../../main/vault/wipe.ts', () => import('../../support/watched-wipe.ts'))

const context = { vaultId: randomBytes(16), keyVersion: 1 }
const secrets = { signingSeed: randomBytes(32), sealingSeed: randomBytes(32), vaultKey: randomBytes(32), trusted: [randomBytes(32)] }
const isWiped = (key: Uint8Array) => key.every((byte) => byte === 0)
const slotKeys = () => derived.filter(({ info }) => info.startsWith('ra/v1/kek/')).map(({ key }) => key)

test('a wrong passphrase: the key that was made of it is wiped; a right one: the caller has it', async () => {
  const sealer = value(
    await prepareAgentKeySlot({
      agentId: 'agent-1',
      signInName: 'tamsin',
      passphrase,
      deviceSecret: undefined,
      kdf: cheapKdf,
      randomBytes,
    }),
  )
  const slot = sealer.seal(context, secrets)
  derived.length = 0
  expect(code(await openAgentKeySlot(slot, context.vaultId, `${passphrase} `, undefined, cheapKdf))).toBe('wrong-passphrase')
  expect(slotKeys().map(isWiped)).toEqual([true])
  derived.length = 0
  const opened = value(await openAgentKeySlot(slot, context.vaultId, passphrase, undefined, cheapKdf))
  expect(slotKeys()).toEqual([opened.kek])
  expect(isWiped(opened.kek)).toBe(false)
  // Altered after its commitment: the key is right, and opens nothing.
  derived.length = 0
  expect(code(await openAgentKeySlot({ ...slot, keyVersion: 2 }, context.vaultId, passphrase, undefined, cheapKdf))).toBe(
    'key-slots-damaged',
  )
  expect(slotKeys().map(isWiped)).toEqual([true])
})

test('a wrong recovery key: the key that was made of it is wiped', async () => {
  const slot = prepareRecoveryKeySlot(randomBytes(20), randomBytes).seal(context, secrets)
  derived.length = 0
  expect(code(await openRecoveryKeySlot(slot, context.vaultId, randomBytes(20)))).toBe('recovery-key-wrong')
  expect(slotKeys().map(isWiped)).toEqual([true])
})

test('a lock: the vault keys of former key versions are wiped', async () => {
  const { vault, parts } = await stationOfThree(await freshFolder())
  value(await removeAgent(parts, bryn.id))
  const former = vault.keyring.station.former.map(({ vaultKey }) => vaultKey)
  expect(former.length).toBeGreaterThan(0)
  expect(former.some(isWiped)).toBe(false)
  vault.lock()
  expect(former.every(isWiped)).toBe(true)
})

test('another vault key: the former one is wiped, and so is each key that was opened to be sealed under the next', async () => {
  const { vault, parts } = await stationOfThree(await freshFolder())
  value(await vault.keyring.create([{ purpose: 'case', ownerId: bryn.id }]))
  const keys = vault.keyring.list().map(({ key }) => toHex(key))
  overwritten.length = 0
  value(await removeAgent(parts, bryn.id))
  const former = toHex(vault.keyring.station.former.at(-1)!.vaultKey)
  expect(overwritten.filter((each) => each === former)).toHaveLength(1)
  expect(keys.filter((key) => !overwritten.includes(key))).toEqual([])
  expect(keys.length).toBeGreaterThan(0)
})
