import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { concat } from '../../../domain/bytes.ts'
import { algorithms } from '../../../native/card/piv.ts'
import { publicKeyInfo, signatureInput } from '../../../native/card/public-key.ts'
import { readPath, tlv } from '../../../native/card/tlv.ts'
import { virtualCardState } from '../../../native/card/virtual-card-state.ts'
import { random } from '../../support/cards.ts'
import { selectedCard } from '../../support/virtual-card-bench.ts'

describe('virtual card: keys', () => {
  test.each([
    ['P-256', algorithms.p256, 'sha256'],
    ['P-384', algorithms.p384, 'sha384'],
    ['RSA 2048', algorithms.rsa2048, 'sha256'],
  ] as const)('a %s key made on the card signs after the passcode', (_name, algorithm, hash) => {
    const { authenticate, generate, send, verifyPin, card } = selectedCard()
    authenticate()
    const made = generate(0x9a, algorithm)
    const content = readPath(made.data, [0x7f49])
    const info = publicKeyInfo(algorithm, content.ok ? content.value : made.data)
    if (!info.ok) throw new Error(info.error.message)
    const message = random(100)
    const ask = tlv(0x7c, [tlv(0x82), tlv(0x81, signatureInput(algorithm, message))])
    expect(send(0x87, algorithm, 0x9a, ask, 65_536).sw).toBe(0x6982)
    verifyPin('123456')
    for (let again = 0; again < 2; again++) {
      const signature = readPath(send(0x87, algorithm, 0x9a, ask, 65_536).data, [0x7c, 0x82])
      const key = createPublicKey({ key: Buffer.from(info.value), format: 'der', type: 'spki' })
      expect(signature.ok && verify(hash, message, key, signature.value)).toBe(true)
      expect(signature.ok && verify(hash, random(100), key, signature.value)).toBe(false)
    }
    expect(virtualCardState.parse(JSON.parse(JSON.stringify(card.state())))).toEqual(card.state())
  })

  test('a signature needs a key, its own algorithm and a well-formed template', () => {
    const { authenticate, generate, send, verifyPin } = selectedCard()
    verifyPin('123456')
    const ask = (p1: number, slot: number, data: Uint8Array): number => send(0x87, p1, slot, data, 256).sw
    const digest = tlv(0x7c, [tlv(0x82), tlv(0x81, random(32))])
    expect(ask(0x11, 0x9a, digest)).toBe(0x6a88)
    authenticate()
    generate(0x9a, algorithms.p256)
    expect(ask(0x14, 0x9a, digest)).toBe(0x6a86)
    expect(ask(0x11, 0x9a, tlv(0x7c, [tlv(0x82)]))).toBe(0x6a80)
    expect(ask(0x11, 0x9a, tlv(0x7c, [tlv(0x81, random(32))]))).toBe(0x6a80)
    expect(ask(0x11, 0x9a, tlv(0x7c, [tlv(0x82), tlv(0x81)]))).toBe(0x6a80)
    expect(ask(0x11, 0x9a, digest)).toBe(0x9000)
  })

  test('9C wants the passcode before every signature', () => {
    const { authenticate, generate, send, verifyPin } = selectedCard()
    authenticate()
    generate(0x9c, algorithms.p256)
    verifyPin('123456')
    const ask = (): number => send(0x87, 0x11, 0x9c, tlv(0x7c, [tlv(0x82), tlv(0x81, random(32))]), 256).sw
    expect([ask(), ask()]).toEqual([0x9000, 0x6982])
  })

  test('a point off the curve is not taken for a key', () => {
    const point = concat(Uint8Array.of(4), new Uint8Array(64).fill(1))
    expect(publicKeyInfo(algorithms.p256, tlv(0x86, point))).toMatchObject({ ok: false })
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = publicKey.export({ format: 'jwk' })
    const good = concat(Uint8Array.of(4), Buffer.from(jwk.x!, 'base64url'), Buffer.from(jwk.y!, 'base64url'))
    expect(publicKeyInfo(algorithms.p256, tlv(0x86, good))).toMatchObject({ ok: true })
  })
})
