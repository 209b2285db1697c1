import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { agentKeySlot, recoveryKeySlot, slotBinding, wipeSecrets } from '../../../main/vault/key-slot-format.ts'
import { plainAgentSlot as agentSlot, plainRecoverySlot as recoverySlot } from './plain-slots.ts'

describe('key slot: shape', () => {
  test.each<[string, object, boolean]>([
    ['as it is', {}, true],
    ['a slot id in capitals', { slotId: 'A'.repeat(32) }, false],
    ['a slot id that is too short', { slotId: 'a'.repeat(31) }, false],
    ['a slot id that is too long', { slotId: 'a'.repeat(33) }, false],
    ['key version 0', { keyVersion: 0 }, false],
    ['half a key version', { keyVersion: 1.5 }, false],
    ['the highest key version', { keyVersion: 0xffff_ffff }, true],
    ['a higher key version', { keyVersion: 0x1_0000_0000 }, false],
    ['no agent', { agentId: '' }, false],
    ['an agent with a space before it', { agentId: ' a' }, false],
    ['an agent with a space after it', { agentId: 'a ' }, false],
    ['the longest id of an agent', { agentId: 'aZ0-'.repeat(16) }, true],
    ['a longer id', { agentId: 'a'.repeat(65) }, false],
    ['no sign-in name', { signInName: '' }, false],
    ['the longest sign-in name', { signInName: 'ŵ'.repeat(30) }, true],
    ['a longer sign-in name', { signInName: 'a'.repeat(31) }, false],
    ['another function for the key', { kdf: { ...agentSlot.kdf, name: 'scrypt' } }, false],
    ['half an iteration', { kdf: { ...agentSlot.kdf, iterations: 1.5 } }, false],
    ['half a lane', { kdf: { ...agentSlot.kdf, parallelism: 1.5 } }, false],
    ['half a KiB', { kdf: { ...agentSlot.kdf, memoryKiB: 1.5 } }, false],
    ['a field too many for the key', { kdf: { ...agentSlot.kdf, more: 1 } }, false],
    ['with a check of the device secret', { deviceCheck: 'AAAA' }, true],
    ['a check that is no base64', { deviceCheck: '!' }, false],
    ['no base64', { sealed: ' AAAA' }, false],
    ['no base64 at the end', { sealed: 'AAAA ' }, false],
    ['nothing sealed', { sealed: '' }, false],
    ['no more than two signs at the end', { sealed: 'A===' }, false],
    ['links that are none', { links: [{}] }, false],
    ['another kind', { kind: 'recovery' }, false],
    ['a field too many', { more: 1 }, false],
  ])('of an agent: %s', (_, change, expected) => {
    expect(agentKeySlot.safeParse({ ...agentSlot, ...change }).success).toBe(expected)
  })

  test.each<[string, object, boolean]>([
    ['as it is', {}, true],
    ['another kind', { kind: 'agent' }, false],
    ['a field too many', { agentId: 'a' }, false],
  ])('of the recovery key: %s', (_, change, expected) => {
    expect(recoveryKeySlot.safeParse({ ...recoverySlot, ...change }).success).toBe(expected)
  })
})

describe('key slot: what it is bound to', () => {
  const context = { vaultId: new Uint8Array(16).fill(1), keyVersion: 1 }
  const bindings: readonly (readonly [string, Uint8Array])[] = [
    ['agent', slotBinding(context, agentSlot)],
    ['recovery', slotBinding(context, recoverySlot)],
    ['another vault', slotBinding({ ...context, vaultId: new Uint8Array(16).fill(2) }, agentSlot)],
    ['another key version', slotBinding({ ...context, keyVersion: 2 }, agentSlot)],
    ['another key version of the recovery slot', slotBinding({ ...context, keyVersion: 2 }, recoverySlot)],
    ...[
      { slotId: 'b'.repeat(32) },
      { agentId: 'agent-2' },
      { signInName: 'tomasin' },
      { kdf: { ...agentSlot.kdf, salt: 'BBBB' } },
      { kdf: { ...agentSlot.kdf, memoryKiB: 65 } },
      { kdf: { ...agentSlot.kdf, iterations: 2 } },
      { kdf: { ...agentSlot.kdf, parallelism: 2 } },
      { deviceCheck: 'AAAA' },
    ].map((change) => [JSON.stringify(change), slotBinding(context, { ...agentSlot, ...change })] as const),
  ]

  test('no two slots that differ in the clear have the same', () => {
    expect(new Set(bindings.map(([, bytes]) => toHex(bytes))).size).toBe(bindings.length)
  })

  test('it names itself, the kind of slot, the agent and the function for the key', () => {
    const text = (slot: Parameters<typeof slotBinding>[1]) => Buffer.from(slotBinding(context, slot)).toString('latin1')
    expect(text(recoverySlot)).toContain('ra/v1/slot')
    expect(text(recoverySlot)).toContain('recovery')
    expect(text(agentSlot)).toContain('argon2id')
    expect(text(agentSlot)).toContain('tamsin')
  })

  test('a slot without a check of the device secret is not one with another text there', () => {
    const without = slotBinding(context, agentSlot)
    expect(toHex(without.subarray(-4))).toBe('00000000')
  })
})

test('key slot: the secrets are wiped, and public keys stay', () => {
  const key = () => new Uint8Array(32).fill(7)
  const secrets = { vaultKey: key(), signingSeed: key(), sealingSeed: key(), trusted: [key()] }
  wipeSecrets(secrets)
  const zeros = new Uint8Array(32)
  expect(secrets).toEqual({ vaultKey: zeros, signingSeed: zeros, sealingSeed: zeros, trusted: [key()] })
})
