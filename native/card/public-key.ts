/** Public keys as a card tells them (SP 800-73-4 part 2 table 12), as X.509 SubjectPublicKeyInfo, and what to hand a card to sign. */
import { createHash, createPublicKey } from 'node:crypto'
import { err, ok, type Result } from '../../domain/result.ts'
import { concat, fromHex, toBase64 } from '../../domain/bytes.ts'
import { algorithms, type KeyAlgorithm } from './piv.ts'
import { decodeTlvs, findTlv } from './tlv.ts'

export const hashes: Readonly<Record<KeyAlgorithm, 'sha256' | 'sha384'>> = {
  [algorithms.rsa2048]: 'sha256',
  [algorithms.p256]: 'sha256',
  [algorithms.p384]: 'sha384',
}

const base64url = (bytes: Uint8Array): string => toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** `content` is what is inside 7F49 (or inside tag 04 of metadata). Answers DER SubjectPublicKeyInfo; a point off the curve is refused. */
export function publicKeyInfo(algorithm: KeyAlgorithm, content: Uint8Array): Result<Uint8Array, 'card-answer-malformed'> {
  const bad = err('card-answer-malformed', 'The card sent a public key that cannot be one.', 'Set this card aside and take another.')
  const parts = decodeTlvs(content)
  if (!parts.ok) return bad
  const point = findTlv(parts.value, 0x86)
  const modulus = findTlv(parts.value, 0x81)
  const exponent = findTlv(parts.value, 0x82)
  try {
    if (algorithm === algorithms.rsa2048) {
      if (modulus?.length !== 256 || !exponent) return bad
      return ok(spki({ kty: 'RSA', n: base64url(modulus), e: base64url(exponent) }))
    }
    const length = algorithm === algorithms.p256 ? 32 : 48
    if (point?.[0] !== 4 || point.length !== 1 + 2 * length) return bad
    const crv = algorithm === algorithms.p256 ? 'P-256' : 'P-384'
    return ok(spki({ kty: 'EC', crv, x: base64url(point.subarray(1, 1 + length)), y: base64url(point.subarray(1 + length)) }))
  } catch {
    return bad
  }
}

function spki(key: Record<string, string>): Uint8Array {
  return new Uint8Array(createPublicKey({ key, format: 'jwk' }).export({ format: 'der', type: 'spki' }))
}

/** DigestInfo of SHA-256 (RFC 8017 §9.2, note 1). */
const sha256Info = fromHex('3031300D060960864801650304020105000420')

/** A digest for curves; a whole PKCS #1 v1.5 block for RSA, which cards sign as it is. */
export function signatureInput(algorithm: KeyAlgorithm, message: Uint8Array): Uint8Array {
  const digest = new Uint8Array(createHash(hashes[algorithm]).update(message).digest())
  if (algorithm !== algorithms.rsa2048) return digest
  const info = concat(sha256Info, digest)
  return concat(Uint8Array.of(0, 1), new Uint8Array(256 - 3 - info.length).fill(0xff), Uint8Array.of(0), info)
}
