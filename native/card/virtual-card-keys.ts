/** Private keys inside a virtual card: made from the card's own randomness, used raw as a card uses them (the digest comes from outside). */
import { constants, createECDH, createPrivateKey, createPublicKey, generateKeyPairSync, privateEncrypt, type KeyObject } from 'node:crypto'
import { concat, toBase64 } from '../../domain/bytes.ts'
import { algorithms, type KeyAlgorithm } from './piv.ts'
import { tlv } from './tlv.ts'

interface Curve {
  readonly name: string
  readonly jwk: string
  readonly length: number
  /** Order of the base point. */
  readonly order: bigint
}

const curves: Readonly<Partial<Record<KeyAlgorithm, Curve>>> = {
  [algorithms.p256]: {
    name: 'prime256v1',
    jwk: 'P-256',
    length: 32,
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  [algorithms.p384]: {
    name: 'secp384r1',
    jwk: 'P-384',
    length: 48,
    order: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
}

export type Random = (length: number) => Uint8Array

export function isKeyAlgorithm(value: number): value is KeyAlgorithm {
  return value === algorithms.rsa2048 || value === algorithms.p256 || value === algorithms.p384
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}

function fromBigInt(value: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let index = length - 1, rest = value; index >= 0; index--, rest >>= 8n) bytes[index] = Number(rest & 0xffn)
  return bytes
}

/** Uniform in 1 … order-1, by rejection. */
function scalar(curve: Curve, random: Random): Uint8Array {
  for (;;) {
    const bytes = random(curve.length)
    const value = toBigInt(bytes)
    if (value > 0n && value < curve.order) return bytes
  }
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n]
  while (b !== 0n) {
    const quotient = a / b
    ;[a, b] = [b, a % b]
    ;[x, y] = [y, x - quotient * y]
  }
  return ((x % modulus) + modulus) % modulus
}

export function generatePrivateKey(algorithm: KeyAlgorithm, random: Random): string {
  const curve = curves[algorithm]
  if (!curve) return toBase64(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'der', type: 'pkcs8' }))
  const d = scalar(curve, random)
  const ecdh = createECDH(curve.name)
  ecdh.setPrivateKey(d)
  const point = ecdh.getPublicKey()
  const part = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
  const key = createPrivateKey({
    format: 'jwk',
    key: { kty: 'EC', crv: curve.jwk, d: part(d), x: part(point.subarray(1, 1 + curve.length)), y: part(point.subarray(1 + curve.length)) },
  })
  return toBase64(key.export({ format: 'der', type: 'pkcs8' }))
}

function load(pkcs8: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' })
}

const base64url = (text: string | undefined): Uint8Array => new Uint8Array(Buffer.from(text ?? '', 'base64url'))

/** Content of the public key template: 86 point for curves, 81 modulus and 82 exponent for RSA (SP 800-73-4 part 2 table 12). */
export function publicKeyParts(algorithm: KeyAlgorithm, pkcs8: string): Uint8Array {
  const jwk = createPublicKey(load(pkcs8)).export({ format: 'jwk' })
  if (algorithm === algorithms.rsa2048) return concat(tlv(0x81, base64url(jwk.n)), tlv(0x82, base64url(jwk.e)))
  return tlv(0x86, concat(Uint8Array.of(4), base64url(jwk.x), base64url(jwk.y)))
}

function derInteger(value: bigint, length: number): Uint8Array {
  const bytes = fromBigInt(value, length)
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const short = bytes.subarray(start)
  return tlv(0x02, short[0]! >= 0x80 ? concat(Uint8Array.of(0), short) : short)
}

/**
 * Signs what it is given, as hardware does: a digest for curves (cut to the order's length), a whole padded block for RSA.
 * Node has no "sign this digest" for curves, so ECDSA (FIPS 186-5 §6.4) is written out; kG comes from OpenSSL.
 * Not constant-time: this is a card for practice and tests. Undefined when the input has a length that a card refuses.
 */
export function signRaw(algorithm: KeyAlgorithm, pkcs8: string, input: Uint8Array, random: Random): Uint8Array | undefined {
  const key = load(pkcs8)
  const curve = curves[algorithm]
  if (!curve) {
    if (input.length !== 256) return undefined
    const modulus = toBigInt(base64url(key.export({ format: 'jwk' }).n))
    if (toBigInt(input) >= modulus) return undefined
    return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, input))
  }
  if (input.length === 0 || input.length > 64) return undefined
  const d = toBigInt(base64url(key.export({ format: 'jwk' }).d))
  const z = toBigInt(input.subarray(0, curve.length))
  for (;;) {
    const k = scalar(curve, random)
    const ecdh = createECDH(curve.name)
    ecdh.setPrivateKey(k)
    const r = toBigInt(ecdh.getPublicKey().subarray(1, 1 + curve.length)) % curve.order
    const s = (inverse(toBigInt(k), curve.order) * (z + r * d)) % curve.order
    if (r !== 0n && s !== 0n) return tlv(0x30, [derInteger(r, curve.length), derInteger(s, curve.length)])
  }
}
