import { constants, createHash, createPublicKey, generateKeyPairSync, privateEncrypt, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { concat, fromHex, toHex } from '../../../domain/bytes.ts'
import { ok } from '../../../domain/result.ts'
import { generateKey, sign } from '../../../native/card/card-keys.ts'
import { algorithms } from '../../../native/card/piv.ts'
import { publicKeyInfo, signatureInput } from '../../../native/card/public-key.ts'
import { tlv } from '../../../native/card/tlv.ts'
import { scriptedCommand } from '../../support/scripted-command.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const fromBase64url = (text: string | undefined) => new Uint8Array(Buffer.from(text!, 'base64url'))
const rsaJwk = rsa.publicKey.export({ format: 'jwk' })
const rsaContent = concat(tlv(0x81, fromBase64url(rsaJwk.n)), tlv(0x82, fromBase64url(rsaJwk.e)))

function curveContent(curve: 'P-256' | 'P-384'): { content: Uint8Array; spki: string } {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: curve })
  const { x, y } = publicKey.export({ format: 'jwk' })
  return {
    content: tlv(0x86, concat(Uint8Array.of(4), fromBase64url(x), fromBase64url(y))),
    spki: publicKey.export({ format: 'der', type: 'spki' }).toString('hex'),
  }
}

describe('card keys: GENERATE', () => {
  test.each([
    ['P-256', algorithms.p256],
    ['RSA', algorithms.rsa2048],
  ] as const)('%s: what is sent', async (_, algorithm) => {
    const content = algorithm === algorithms.rsa2048 ? rsaContent : curveContent('P-256').content
    const { command, asked } = scriptedCommand(`${toHex(tlv(0x7f49, content))}9000`)
    expect(await generateKey(command, 0x9a, algorithm)).toMatchObject({ ok: true })
    expect(asked).toEqual([`0047009A ac038001${algorithm.toString(16).padStart(2, '0')} 256`])
  })

  test.each([
    ['6982', 'not-authorised'],
    ['30009000', 'card-answer-malformed'],
    ['7F49009000', 'card-answer-malformed'],
  ])('%s is a failure: %s', async (answer, code) => {
    expect(await generateKey(scriptedCommand(answer).command, 0x9a, algorithms.p256)).toMatchObject({ ok: false, error: { code } })
  })
})

describe('card keys: public keys', () => {
  test.each(['P-256', 'P-384'] as const)('%s as SubjectPublicKeyInfo', (curve) => {
    const { content, spki } = curveContent(curve)
    const read = publicKeyInfo(curve === 'P-256' ? algorithms.p256 : algorithms.p384, content)
    expect(read.ok && toHex(read.value)).toBe(spki)
  })

  test('RSA as SubjectPublicKeyInfo', () => {
    const read = publicKeyInfo(algorithms.rsa2048, rsaContent)
    expect(read.ok && toHex(read.value)).toBe(rsa.publicKey.export({ format: 'der', type: 'spki' }).toString('hex'))
  })

  const { content: p256 } = curveContent('P-256')
  const { content: p384 } = curveContent('P-384')
  const altered = (content: Uint8Array, at: number) => content.map((byte, index) => (index === at ? byte ^ 1 : byte))
  test.each<[string, 0x07 | 0x11 | 0x14, Uint8Array]>([
    ['a point of the other curve', algorithms.p256, p384],
    ['a point of the other curve', algorithms.p384, p256],
    ['a point off the curve', algorithms.p256, altered(p256, 12)],
    ['a compressed point', algorithms.p256, tlv(0x86, concat(Uint8Array.of(2), p256.subarray(3, 35)))],
    ['a point that does not begin with 04', algorithms.p256, altered(p256, 2)],
    ['no point', algorithms.p256, rsaContent],
    ['an empty point', algorithms.p256, tlv(0x86)],
    ['no modulus', algorithms.rsa2048, tlv(0x82, fromHex('010001'))],
    ['a short modulus', algorithms.rsa2048, concat(tlv(0x81, new Uint8Array(255).fill(0xc1)), tlv(0x82, fromHex('010001')))],
    ['no exponent', algorithms.rsa2048, tlv(0x81, new Uint8Array(256).fill(0xc1))],
    ['what does not read', algorithms.p256, Uint8Array.of(0x86, 0x41)],
  ])('%s is no public key', (_, algorithm, content) => {
    expect(publicKeyInfo(algorithm, content)).toMatchObject({
      ok: false,
      error: { code: 'card-answer-malformed', message: 'The card sent a public key that cannot be one.' },
    })
  })
})

describe('card keys: signing', () => {
  const message = new TextEncoder().encode('an invented message')

  test('curves sign the digest: SHA-256 for P-256, SHA-384 for P-384', () => {
    expect(toHex(signatureInput(algorithms.p256, message))).toBe(createHash('sha256').update(message).digest('hex'))
    expect(toHex(signatureInput(algorithms.p384, message))).toBe(createHash('sha384').update(message).digest('hex'))
  })

  test('RSA signs a whole block of PKCS #1 v1.5, which verifies as SHA-256 with RSA', () => {
    const block = signatureInput(algorithms.rsa2048, message)
    expect(block).toHaveLength(256)
    const signature = privateEncrypt({ key: rsa.privateKey, padding: constants.RSA_NO_PADDING }, block)
    expect(verify('sha256', message, createPublicKey(rsa.privateKey), signature)).toBe(true)
  })

  test('the template asks for a response to the challenge, and the response is answered', async () => {
    const { command, asked } = scriptedCommand('7C0582030102039000')
    expect(await sign(command, 0x9a, algorithms.p256, message)).toEqual(ok(fromHex('010203')))
    expect(asked).toEqual([`0087119A 7c2482008120${createHash('sha256').update(message).digest('hex')} 256`])
  })

  test.each([
    ['6982', 'not-authorised'],
    ['7C009000', 'card-answer-malformed'],
  ])('%s is a failure: %s', async (answer, code) => {
    const result = await sign(scriptedCommand(answer).command, 0x9a, algorithms.p256, message)
    expect(result).toMatchObject({ ok: false, error: { code } })
  })
})
