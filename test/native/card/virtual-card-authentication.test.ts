import { describe, expect, test } from 'vitest'
import { decryptBlock, encryptBlock } from '../../../native/card/block-cipher.ts'
import { concat, formatHex, fromHex } from '../../../domain/bytes.ts'
import { algorithms, factory } from '../../../native/card/piv.ts'
import { readPath, tlv } from '../../../native/card/tlv.ts'
import { random } from '../../support/cards.ts'
import { selectedCard } from '../../support/virtual-card-bench.ts'

describe('virtual card: the management key', () => {
  test.each([
    ['3DES', algorithms.tripleDes, formatHex(factory.managementKey)],
    ['AES-128', algorithms.aes128, '000102030405060708090A0B0C0D0E0F'],
    ['AES-192', algorithms.aes192, '000102030405060708090A0B0C0D0E0F1011121314151617'],
    ['AES-256', algorithms.aes256, '000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F'],
  ] as const)('%s: both sides prove it with a witness', (_name, algorithm, key) => {
    const { authenticate } = selectedCard({ management: { algorithm, key } })
    expect(authenticate(algorithm, fromHex(key))).toBe(0x9000)
  })

  test('a wrong key writes nothing', () => {
    const { authenticate, put, generate } = selectedCard()
    expect(authenticate(algorithms.tripleDes, new Uint8Array(24).fill(1))).toBe(0x6982)
    expect(put('5FC102', fromHex('3000'))).toBe(0x6982)
    expect(generate(0x9a, algorithms.p256).sw).toBe(0x6982)
  })

  test('another algorithm than the key has is refused', () => {
    expect(selectedCard().send(0x87, algorithms.aes128, 0x9b, fromHex('7C028000'), 256).sw).toBe(0x6a86)
  })

  test('a witness answered twice is refused the second time', () => {
    const { send } = selectedCard()
    const first = send(0x87, 3, 0x9b, fromHex('7C028000'), 256)
    const witness = readPath(first.data, [0x7c, 0x80])
    const reply = tlv(0x7c, [
      tlv(0x80, decryptBlock(3, factory.managementKey, witness.ok ? witness.value : first.data)),
      tlv(0x81, random(8)),
    ])
    expect(send(0x87, 3, 0x9b, reply, 256).sw).toBe(0x9000)
    expect(send(0x87, 3, 0x9b, reply, 256).sw).toBe(0x6985)
  })

  test('external authentication answers a challenge', () => {
    const { send, put } = selectedCard()
    const challenge = readPath(send(0x87, 0, 0x9b, fromHex('7C028100'), 256).data, [0x7c, 0x81])
    if (!challenge.ok) throw new Error('no challenge')
    const answer = (bytes: Uint8Array): number => send(0x87, 3, 0x9b, tlv(0x7c, [tlv(0x82, bytes)]), 256).sw
    expect(answer(encryptBlock(3, factory.managementKey, challenge.value))).toBe(0x9000)
    expect(put('5FC102', fromHex('3000'))).toBe(0x9000)
    send(0x87, 3, 0x9b, fromHex('7C028100'), 256)
    expect(answer(new Uint8Array(8))).toBe(0x6982)
  })

  test('it can be replaced, by one of another kind too', () => {
    const { authenticate, send } = selectedCard()
    const key = random(32)
    const set = (data: Uint8Array): number => send(0xff, 0xff, 0xff, data).sw
    expect(set(concat(fromHex('0C9B20'), key))).toBe(0x6982)
    authenticate()
    expect(set(concat(fromHex('0C9B18'), key.subarray(0, 24)))).toBe(0x6a80)
    expect(set(concat(fromHex('0C9B20'), key))).toBe(0x9000)
    expect(authenticate(algorithms.aes256, key)).toBe(0x9000)
  })
})
