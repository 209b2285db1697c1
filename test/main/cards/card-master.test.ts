import { expect, test, describe } from 'vitest'
import fc from 'fast-check'
import { openCardMaster } from '../../../main/cards/card-master.ts'
import { diversifyManagementKey, isWeakTripleDes, setOddParity } from '../../../main/cards/management-key.ts'
import { openRecord } from '../../../main/record/record.ts'
import { createRecordStore } from '../../../main/record/record-store.ts'
import type { UnlockedVault } from '../../../main/vault/vault.ts'
import { managementKeyLength } from '../../../native/card/block-cipher.ts'
import { algorithms, type ManagementAlgorithm } from '../../../native/card/piv.ts'
import { agent, code, freshFolder, madeVault, passphrase, value } from '../vault/support.ts'

const all = [algorithms.tripleDes, algorithms.aes128, algorithms.aes192, algorithms.aes256] as const
const master = Uint8Array.from({ length: 32 }, (_, index) => index)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const key = (serial: string, algorithm: ManagementAlgorithm = algorithms.aes256) =>
  hex(diversifyManagementKey(master, { serial, algorithm }))
const ones = (byte: number) => byte.toString(2).replaceAll('0', '').length

describe('the management key of a card', () => {
  // Worked out apart from the product: HKDF by OpenSSL (`openssl kdf -keylen 32 -kdfopt digest:SHA256 … HKDF`) and parity by hand.
  test('is the one of the definition', () => {
    expect(key('4242424')).toBe('291066168408a5d04d0fdea75e6db1302767d8aae3787834d3fb88076437718d')
    expect(key('4242424', algorithms.tripleDes)).toBe('2a45c10297dc0e5e04e0ce68c8fd6d89efc4013eae8c3dd9')
  })
  test('is the same for the same card, whatever form its serial has, and another for every other card, algorithm and master', () => {
    expect(key('0004242424')).toBe(key('4242424'))
    expect(key('0a1b')).toBe(key('0A1B'))
    const keys = [...all.map((algorithm) => key('1', algorithm)), ...Array.from({ length: 500 }, (_, index) => key(String(index + 2)))]
    expect(new Set(keys).size).toBe(keys.length)
    expect(hex(diversifyManagementKey(master.toReversed(), { serial: '1', algorithm: algorithms.aes256 }))).not.toBe(key('1'))
  })
  test('has the length of its algorithm; for 3DES odd parity and no weak or equal part', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.constantFrom(...all), (serial, algorithm) => {
        const made = diversifyManagementKey(master, { serial: String(serial), algorithm })
        expect(made).toHaveLength(managementKeyLength(algorithm))
        if (algorithm !== algorithms.tripleDes) return
        expect([...made].every((byte) => ones(byte) % 2 === 1)).toBe(true)
        expect(isWeakTripleDes(made)).toBe(false)
      }),
    )
  })
  test('a card without a serial number gets none', () => {
    expect(() => key('')).toThrow()
    expect(() => key('not a number')).toThrow()
  })
  const part = '0123456789abcdef'
  for (const [name, made, weak] of [
    ['three parts apart', `${part}fedcba98765432104523019dab67cdef`, false],
    ['first and second equal', `${part}${part}fedcba9876543210`, true],
    ['first and third equal', `${part}fedcba9876543210${part}`, true],
    ['a weak part', `${part}fedcba98765432101f1f1f1f0e0e0e0e`, true],
    ['a semi-weak part', `${part}fedcba987654321001fe01fe01fe01fe`, true],
  ] as const)
    test(`3DES, ${name}: ${weak ? 'weak' : 'good'}`, () => expect(isWeakTripleDes(Buffer.from(made, 'hex'))).toBe(weak))
  test('parity is set without changing the seven bits that count', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    setOddParity(bytes)
    expect([...bytes].every((byte, index) => ones(byte) % 2 === 1 && byte >> 1 === index >> 1)).toBe(true)
  })
})

describe('the station’s card master', () => {
  async function desk() {
    const folder = await freshFolder()
    const made = await madeVault(folder)
    const open = async (vault: UnlockedVault) => {
      const record = value(await openRecord({ folder, vault, now: () => new Date('2026-11-25T09:00:00Z'), monotonic: () => 1 }))
      const store = createRecordStore({ vault, record })
      return { vault, record, store, cards: openCardMaster({ keyring: vault.keyring, store, now: () => new Date('2026-11-25T09:00:00Z') }) }
    }
    const close = async ({ record, vault }: Awaited<ReturnType<typeof open>>) => {
      await record.close()
      vault.lock()
    }
    const first = await open(made.vault)
    return { ...made, first, open, close }
  }
  const card = { serial: '4242424', algorithm: algorithms.aes256 } as const

  test('is made once, at first need, and is there after lock, unlock and a new passphrase', async () => {
    const { first, open, close, vaultAccess, recoveryKey } = await desk()
    expect(first.vault.keyring.list({ purpose: 'card-master' })).toHaveLength(0)
    const keys = await Promise.all([first.cards.managementKeys(), first.cards.managementKeys()])
    const made = keys.map((one) => hex(value(one)(card)))
    expect(made[0]).toBe(made[1])
    expect(first.vault.keyring.list({ purpose: 'card-master' })).toHaveLength(1)
    expect(first.store.ids('cards')).toEqual(['card-master'])
    await close(first)
    const second = await open(value(await vaultAccess.unlock({ agentId: agent.id, passphrase })))
    expect(hex(value(await second.cards.managementKeys())(card))).toBe(made[0])
    await close(second)
    const third = await open(
      value(
        await vaultAccess.unlockWithRecovery({ agentId: agent.id, recoveryKey, newPassphrase: 'another seven invented words for tests' }),
      ).vault,
    )
    expect(hex(value(await third.cards.managementKeys())(card))).toBe(made[0])
    await close(third)
  })
  test('left without its entry by a crash, it is taken and entered', async () => {
    const { first, close } = await desk()
    const [left] = value(await first.vault.keyring.create([{ purpose: 'card-master', ownerId: 'station' }]))
    expect(hex(value(await first.cards.managementKeys())(card))).toBe(hex(diversifyManagementKey(left!.key, card)))
    expect(first.store.ids('cards')).toEqual(['card-master'])
    await close(first)
  })
  test('gone from the keyring, it is missed and never made again', async () => {
    const { first, close } = await desk()
    value(await first.cards.managementKeys())
    value(await first.vault.keyring.destroy(first.vault.keyring.list({ purpose: 'card-master' }).map(({ keyId }) => hex(keyId))))
    expect(code(await first.cards.managementKeys())).toBe('card-master-missing')
    expect(first.vault.keyring.list({ purpose: 'card-master' })).toHaveLength(0)
    await close(first)
  })
  test('is never handed to the worker', async () => {
    const { first, close } = await desk()
    value(await first.cards.managementKeys())
    const [kept] = first.vault.keyring.list({ purpose: 'card-master' })
    const worker = Buffer.from(
      await crypto.subtle.exportKey(
        'raw',
        (await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])).publicKey,
      ),
    ).toString('base64')
    expect(code(first.vault.wrapKeysForWorker(worker, [hex(kept!.keyId)]))).toBe('key-withheld')
    expect(value(first.vault.wrapKeysForWorker(worker, 'records')).keys.map(({ keyId }) => keyId)).toEqual([first.vault.recordsKeyId])
    await close(first)
  })
})
