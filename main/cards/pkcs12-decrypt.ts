/** Decrypts one part of a PKCS #12 file: PBES2 (RFC 8018) with PBKDF2 and AES or triple DES, and the old ways of RFC 7292 appendix C. */
import { createDecipheriv, pbkdf2Sync } from 'node:crypto'
import forge from 'node-forge'
import { ok, type Result } from '../../domain/result.ts'
import { bytesOf, childrenOf, is, numberOf, oidOf, type Node } from './asn1-nodes.ts'
import { encryptionNotSupported, wrongPassphrase, type AuthorityFailureCode } from './pkcs12-failures.ts'
import { MOST_ITERATIONS, tooManyIterations } from './pkcs12-limits.ts'
import type { PassphraseBytes } from './pkcs12-passphrase.ts'

type Decrypted = Result<string, AuthorityFailureCode>

const PBES2 = '1.2.840.113549.1.5.13'
const PBKDF2 = '1.2.840.113549.1.5.12'
const HMAC = '1.2.840.113549.2.'
const hashes: Readonly<Record<string, string>> = {
  [`${HMAC}7`]: 'sha1',
  [`${HMAC}8`]: 'sha224',
  [`${HMAC}9`]: 'sha256',
  [`${HMAC}10`]: 'sha384',
  [`${HMAC}11`]: 'sha512',
}
const ciphers: Readonly<Record<string, readonly [name: string, keyBytes: number]>> = {
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
  '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
  '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
  '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
}
/** RFC 7292 appendix C, without RC4, which no program writes any more. */
const oldCiphers: Readonly<Record<string, readonly [kind: 'des' | 'rc2', keyBytes: number]>> = {
  '1.2.840.113549.1.12.1.3': ['des', 24],
  '1.2.840.113549.1.12.1.4': ['des', 16],
  '1.2.840.113549.1.12.1.5': ['rc2', 16],
  '1.2.840.113549.1.12.1.6': ['rc2', 5],
}

/** `algorithm`: AlgorithmIdentifier. `encrypted` and the answer are binary strings. */
export function decrypt(algorithm: Node | undefined, encrypted: string, passphrase: PassphraseBytes): Decrypted {
  const [oid, parameters] = childrenOf(algorithm)
  try {
    return oidOf(oid) === PBES2
      ? decryptPbes2(parameters, encrypted, passphrase)
      : decryptOld(oidOf(oid), parameters, encrypted, passphrase)
  } catch {
    // Bytes that do not end as the cipher says they must: they were made with another passphrase.
    return wrongPassphrase
  }
}

function decryptPbes2(parameters: Node | undefined, encrypted: string, passphrase: PassphraseBytes): Decrypted {
  const [derivation, encryption] = childrenOf(parameters)
  const [derivationOid, derivationParameters] = childrenOf(derivation)
  const [salt, iterations, ...optional] = childrenOf(derivationParameters)
  const prf = optional.find((one) => is(one, forge.asn1.Type.SEQUENCE))
  // Without one it is HMAC with SHA-1 (RFC 8018, appendix A.2).
  const hash = hashes[prf ? oidOf(childrenOf(prf)[0]) : `${HMAC}7`]
  const [cipherOid, iv] = childrenOf(encryption)
  const cipher = ciphers[oidOf(cipherOid)]
  if (oidOf(derivationOid) !== PBKDF2 || hash === undefined || cipher === undefined) return encryptionNotSupported
  const rounds = numberOf(iterations)
  if (rounds > MOST_ITERATIONS) return tooManyIterations
  const [name, keyBytes] = cipher
  const key = pbkdf2Sync(passphrase.narrow, binary(bytesOf(salt)), rounds, keyBytes, hash)
  return ok(decipher(name, key, binary(bytesOf(iv)), encrypted))
}

function decryptOld(oid: string, parameters: Node | undefined, encrypted: string, { wide }: PassphraseBytes): Decrypted {
  const cipher = oldCiphers[oid]
  if (cipher === undefined) return encryptionNotSupported
  const [salt, iterations] = childrenOf(parameters)
  const rounds = numberOf(iterations)
  if (rounds > MOST_ITERATIONS) return tooManyIterations
  const [kind, keyBytes] = cipher
  const derive = (purpose: number, length: number): string =>
    forge.pkcs12.generateKey(wide, forge.util.createBuffer(bytesOf(salt)), purpose, rounds, length).getBytes()
  const [key, iv] = [derive(1, keyBytes), derive(2, 8)]
  if (kind === 'rc2') {
    const rc2 = forge.rc2.createDecryptionCipher(key, keyBytes * 8)
    rc2.start(iv)
    rc2.update(forge.util.createBuffer(encrypted))
    return rc2.finish() ? ok(rc2.output.getBytes()) : wrongPassphrase
  }
  // Two keys: the first one is used again as the third.
  return ok(decipher('des-ede3-cbc', binary(key.padEnd(24, key)), binary(iv), encrypted))
}

const binary = (bytes: string): Buffer => Buffer.from(bytes, 'binary')

function decipher(name: string, key: Buffer, iv: Buffer, encrypted: string): string {
  const cipher = createDecipheriv(name, key, iv)
  return Buffer.concat([cipher.update(binary(encrypted)), cipher.final()]).toString('binary')
}
