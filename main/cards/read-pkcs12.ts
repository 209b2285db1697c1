/** Reads the certificate and key of an issuing authority out of a PKCS #12 file (RFC 7292): RSA or EC, with old and new encryption. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { ok, type Result } from '../../domain/result.ts'
import { wipe } from '../vault/wipe.ts'
import { parseDer } from './asn1-nodes.ts'
import { mayIssueCertificates } from './issuing-extensions.ts'
import { authorityTooLarge, MOST_AUTHORITY_BYTES } from './largest-files.ts'
import { openPkcs12 } from './open-pkcs12.ts'
import {
  expired,
  isPem,
  keyNotSupported,
  noCertificate,
  noKey,
  notCa,
  notPkcs12,
  notYetValid,
  type AuthorityFailureCode,
} from './pkcs12-failures.ts'
import { MOST_ITERATIONS, highestIterations, tooManyIterations } from './pkcs12-limits.ts'

export interface IssuingAuthority {
  /** DER, PKCS #8. */
  readonly privateKey: Uint8Array
  /** DER. */
  readonly certificate: Uint8Array
}

/** EC curves and their names in OpenSSL. RSA: signing with more than 4096 bits would stop `main` for too long with each card. */
const curves: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1'])
const LEAST_RSA_BITS = 2_048
const MOST_RSA_BITS = 4_096

/** Takes as long as the file asks for, within the limits: to be called in a worker (`read-apart.ts`). */
export function readPkcs12(file: Uint8Array, passphrase: string, now: Date): Result<IssuingAuthority, AuthorityFailureCode> {
  if (file.length > MOST_AUTHORITY_BYTES) return authorityTooLarge
  try {
    return read(file, passphrase, now)
  } catch {
    // The libraries throw at values that fit the form and make no sense.
    return notPkcs12
  }
}

function read(file: Uint8Array, passphrase: string, now: Date): Result<IssuingAuthority, AuthorityFailureCode> {
  const text = Buffer.from(file).toString('binary')
  if (!text.startsWith('\x30') && text.includes('-----BEGIN ')) return isPem
  const content = parseDer(text)
  if (!content) return notPkcs12
  if (highestIterations(content) > MOST_ITERATIONS) return tooManyIterations
  const opened = openPkcs12(content, passphrase)
  if (!opened.ok) return opened
  const keys = opened.value.keys.flatMap(readKey)
  if (keys.length === 0) return opened.value.keys.length === 0 ? noKey : keyNotSupported
  const certificates = opened.value.certificates.flatMap(readCertificate)
  if (certificates.length === 0) return noCertificate
  // A file holds the authority's own certificate and often those above it: the one that belongs to the key is meant.
  for (const key of keys) {
    const certificate = certificates.find((one) => one.checkPrivateKey(key))
    if (certificate) return checkAuthority(key, certificate, now)
  }
  return noCertificate
}

function readKey(der: Buffer): KeyObject[] {
  try {
    return [createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })]
  } catch {
    return []
  } finally {
    wipe(der)
  }
}

function readCertificate(der: Buffer): X509Certificate[] {
  try {
    return [new X509Certificate(der)]
  } catch {
    return []
  }
}

function checkAuthority(key: KeyObject, certificate: X509Certificate, now: Date): Result<IssuingAuthority, AuthorityFailureCode> {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {}
  const strong =
    key.asymmetricKeyType === 'rsa'
      ? modulusLength !== undefined && modulusLength >= LEAST_RSA_BITS && modulusLength <= MOST_RSA_BITS
      : key.asymmetricKeyType === 'ec' && curves.has(namedCurve)
  if (!strong) return keyNotSupported
  if (!mayIssueCertificates(certificate)) return notCa
  if (certificate.validToDate <= now) return expired(certificate)
  if (certificate.validFromDate > now) return notYetValid(certificate)
  return ok({ privateKey: new Uint8Array(key.export({ format: 'der', type: 'pkcs8' })), certificate: new Uint8Array(certificate.raw) })
}
