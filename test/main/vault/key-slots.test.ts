import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../domain/bytes.ts'
import { stretch } from '../../../main/vault/argon2.ts'
import { decrypt } from '../../../main/vault/envelope.ts'
import {
  agentKey,
  openAgentKeySlot,
  openRecoveryKeySlot,
  prepareAgentKeySlot,
  prepareRecoveryKeySlot,
  sealPayload,
  type NewAgentKeySlot,
} from '../../../main/vault/key-slots.ts'
import { slotBinding, type AgentKeySlot } from '../../../main/vault/key-slot-format.ts'
import { cheap, cheapKdf, code, passphrase, randomBytes, value, workerUrl } from './support.ts'

const context = { vaultId: randomBytes(16), keyVersion: 1 }
const secrets = {
  signingSeed: randomBytes(32),
  sealingSeed: randomBytes(32),
  vaultKey: randomBytes(32),
  trusted: [randomBytes(32), randomBytes(32)],
}
const deviceSecret = randomBytes(32)
const wanted: NewAgentKeySlot = { agentId: 'agent-1', signInName: 'tamsin', passphrase, deviceSecret, kdf: cheapKdf, randomBytes }
async function createAgentSlot(given: NewAgentKeySlot) {
  const sealer = await prepareAgentKeySlot(given)
  return sealer.ok ? { ok: true as const, value: sealer.value.seal(context, secrets) } : sealer
}
const openWith = (slot: AgentKeySlot, typed = passphrase, device: Uint8Array | undefined = deviceSecret) =>
  openAgentKeySlot(slot, context.vaultId, typed, device, cheapKdf)

test('the slot gives back what it keeps, with passphrase and device secret together', async () => {
  const slot = value(await createAgentSlot(wanted))
  expect(value(await openWith(slot)).secrets).toEqual(secrets)
  expect(code(await openWith(slot, `${passphrase} `))).toBe('wrong-passphrase')
  expect(code(await openAgentKeySlot(slot, context.vaultId, passphrase, undefined, cheapKdf))).toBe('device-secret-missing')
  expect(code(await openWith(slot, passphrase, randomBytes(32)))).toBe('device-secret-wrong')
})

test('a slot without device secret opens without one, and does not mind one', async () => {
  const slot = value(await createAgentSlot({ ...wanted, deviceSecret: undefined }))
  expect(slot.deviceCheck).toBeNull()
  expect(value(await openAgentKeySlot(slot, context.vaultId, passphrase, undefined, cheapKdf)).secrets).toEqual(secrets)
  expect(value(await openWith(slot)).secrets).toEqual(secrets)
})

test('the device secret is part of the key itself, not only checked beside it', () => {
  const stretched = new Uint8Array(32).fill(4)
  const slotId = new Uint8Array(16).fill(5)
  const keys = [undefined, deviceSecret, randomBytes(32)].map((device) => toHex(agentKey(stretched, device, slotId)))
  expect(new Set(keys).size).toBe(3)
})

test('taking the device secret out of a slot does not take it out of the key', async () => {
  const slot = value(await createAgentSlot(wanted))
  expect(code(await openAgentKeySlot({ ...slot, deviceCheck: null }, context.vaultId, passphrase, undefined, cheapKdf))).toBe(
    'wrong-passphrase',
  )
})

describe('what a slot says in the clear is bound to what it seals', () => {
  const changes: [string, (slot: AgentKeySlot) => AgentKeySlot][] = [
    ['agent', (slot) => ({ ...slot, agentId: 'agent-2' })],
    ['sign-in name', (slot) => ({ ...slot, signInName: 'tomasin' })],
    ['nonce', (slot) => ({ ...slot, nonce: Buffer.from(randomBytes(12)).toString('base64') })],
    ['sealed', (slot) => ({ ...slot, sealed: Buffer.from(randomBytes(80)).toString('base64') })],
  ]
  test.each(changes)('%s', async (_, change) => {
    expect(code(await openWith(change(value(await createAgentSlot(wanted)))))).toBe('key-slots-damaged')
  })
  test('vault and key version', async () => {
    const slot = value(await createAgentSlot(wanted))
    expect(code(await openAgentKeySlot(slot, randomBytes(16), passphrase, deviceSecret, cheapKdf))).toBe('key-slots-damaged')
    expect(code(await openAgentKeySlot({ ...slot, keyVersion: 2 }, context.vaultId, passphrase, deviceSecret, cheapKdf))).toBe(
      'key-slots-damaged',
    )
  })
})

test('a slot that asks for too little or too much work is refused before any work is done', async () => {
  const slot = value(await createAgentSlot(wanted))
  const withKdf = (change: Partial<AgentKeySlot['kdf']>) => ({ ...slot, kdf: { ...slot.kdf, ...change } })
  expect(
    code(
      await openAgentKeySlot(slot, context.vaultId, passphrase, deviceSecret, {
        workerUrl,
        floor: { memoryKiB: 19_456, iterations: 2, parallelism: 1 },
      }),
    ),
  ).toBe('kdf-refused')
  expect(code(await openWith(withKdf({ memoryKiB: 4 * 1024 * 1024 })))).toBe('kdf-refused')
  expect(code(await openWith(withKdf({ iterations: 100_000 })))).toBe('kdf-refused')
})

test('the commitment decides: a ciphertext made for another key is refused even though AES-GCM would open it', async () => {
  const slot = value(await createAgentSlot(wanted))
  const slotId = fromHex(slot.slotId)
  const otherPassphrase = 'a planted passphrase here'
  const stretched = value(await stretch({ workerUrl }, otherPassphrase, Buffer.from(slot.kdf.salt, 'base64'), cheap))
  const planted = agentKey(stretched, deviceSecret, slotId)
  const binding = slotBinding(context, slot)
  const payload = randomBytes(160)
  const graft = sealPayload(planted, binding, slotId, payload, randomBytes)
  const forged = { ...slot, nonce: graft.nonce, sealed: graft.sealed }
  expect(toHex(decrypt(planted, Buffer.from(forged.nonce, 'base64'), binding, Buffer.from(forged.sealed, 'base64'))!)).toBe(toHex(payload))
  expect(code(await openWith(forged, otherPassphrase))).toBe('wrong-passphrase')
  expect(code(await openWith(forged))).toBe('key-slots-damaged')
  expect(code(await openWith({ ...forged, commit: graft.commit }, otherPassphrase))).toBe('ok')
})

test('the recovery slot opens with its key alone, and with no other', async () => {
  const recoveryKey = randomBytes(20)
  const slot = prepareRecoveryKeySlot(recoveryKey, randomBytes).seal(context, secrets)
  expect(value(await openRecoveryKeySlot(slot, context.vaultId, recoveryKey)).secrets).toEqual(secrets)
  expect(code(await openRecoveryKeySlot(slot, context.vaultId, randomBytes(20)))).toBe('recovery-key-wrong')
  expect(code(await openRecoveryKeySlot({ ...slot, keyVersion: 2 }, context.vaultId, recoveryKey))).toBe('key-slots-damaged')
})
