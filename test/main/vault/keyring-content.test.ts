import { expect, test } from 'vitest'
import { toHex, utf8 } from '../../../domain/bytes.ts'
import { decodeStation, encodeStation, type Station } from '../../../main/vault/keyring-content.ts'

const station: Station = {
  deviceSeed: new Uint8Array(32).fill(1),
  agents: [{ id: 'agent-1', name: 'Siân Example-Agent', role: 'raManager', sealingKey: 'AAAA', publicKeys: ['AAAA', 'BBBB'] }],
  recovery: { publicKey: 'CCCC', sealingKey: 'DDDD', backupRecipient: 'age1' },
  former: [1, 0xffff_ffff].map((keyVersion) => ({ keyVersion, vaultKey: new Uint8Array(32).fill(keyVersion & 0xff) })),
}

test.each([0, 1, 2])('content of the keyring: goes there and back with %d former key versions', (count) => {
  const given = { ...station, former: station.former.slice(0, count) }
  expect(decodeStation(encodeStation(given))).toEqual(given)
})

test('content of the keyring: every field is in its place', () => {
  const people = toHex(utf8(JSON.stringify({ agents: station.agents, recovery: station.recovery })))
  expect(toHex(encodeStation(station))).toBe(
    ['01'.repeat(32), '00000002', '00000001', '01'.repeat(32), 'ffffffff', 'ff'.repeat(32), people].join(''),
  )
})

test('content of the keyring: the keys are views of the bytes, so that wiping these wipes the keys', () => {
  const bytes = encodeStation(station)
  const read = decodeStation(bytes)
  bytes.fill(0)
  expect([read.deviceSeed, read.former[0]!.vaultKey]).toEqual([new Uint8Array(32), new Uint8Array(32)])
})

test.each([0, 31, 35, 36, 71, 107])('content of the keyring: %d bytes are too few', (length) => {
  expect(() => decodeStation(encodeStation(station).slice(0, length))).toThrow('the keyring ends too early')
})
