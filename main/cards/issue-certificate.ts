/**
 * Issues the log-in certificate of a card from the station's own authority: subject and key as the card's signed request gives them, usage as the
 * PIV authentication key needs it (digital signature; client authentication and smart card log-on), ending with the card or with the authority.
 */
import { createPrivateKey, createPublicKey, sign, verify, X509Certificate, type KeyObject } from 'node:crypto'
import { ecdsaWithSHA256, ecdsaWithSHA384, ecdsaWithSHA512 } from '@peculiar/asn1-ecc'
import { CertificationRequest } from '@peculiar/asn1-csr'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  ExtendedKeyUsage,
  Extensions,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  SubjectKeyIdentifier,
  TBSCertificate,
  Validity,
  Version,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectKeyIdentifier,
  id_kp_clientAuth,
} from '@peculiar/asn1-x509'
import { err, ok, type Result } from '../../domain/result.ts'
import { keyIdentifier, keyIdentifierOf } from './issuing-extensions.ts'
import type { IssuingAuthority } from './read-pkcs12.ts'

export type IssueCertificateFailureCode = 'request-malformed' | 'request-not-signed-by-its-key' | 'authority-expired' | 'authority-failed'

/** Microsoft's purpose for smart card log-on; relying systems ask for it beside client authentication. */
const SMART_CARD_LOG_ON = '1.3.6.1.4.1.311.20.2.2'
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11'
const SERIAL_LENGTH = 16

const requestHashes: Readonly<Record<string, string>> = {
  [SHA256_WITH_RSA]: 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}

interface Signing {
  readonly hash: 'sha256' | 'sha384' | 'sha512'
  readonly algorithm: AlgorithmIdentifier
}

function signingOf(key: KeyObject): Signing {
  if (key.asymmetricKeyType === 'rsa')
    return { hash: 'sha256', algorithm: new AlgorithmIdentifier({ algorithm: SHA256_WITH_RSA, parameters: null }) }
  switch (key.asymmetricKeyDetails?.namedCurve) {
    case 'secp384r1':
      return { hash: 'sha384', algorithm: ecdsaWithSHA384 }
    case 'secp521r1':
      return { hash: 'sha512', algorithm: ecdsaWithSHA512 }
    default:
      return { hash: 'sha256', algorithm: ecdsaWithSHA256 }
  }
}

/** Answers the DER certificate. `request` is DER PKCS #10 (RFC 2986). */
export function issueCertificate(
  authority: IssuingAuthority,
  request: Uint8Array,
  given: {
    readonly now: Date
    readonly years: number
    readonly randomBytes: (length: number) => Uint8Array
  },
): Result<Uint8Array, IssueCertificateFailureCode> {
  const asked = readRequest(request)
  if (!asked.ok) return asked
  const issuer = new X509Certificate(authority.certificate)
  const notBefore = wholeSeconds(given.now)
  const wanted = new Date(notBefore)
  wanted.setUTCFullYear(wanted.getUTCFullYear() + given.years)
  const notAfter = issuer.validToDate < wanted ? issuer.validToDate : wanted
  if (notAfter <= notBefore) return authorityExpired
  const { subject, subjectPKInfo } = asked.value.certificationRequestInfo
  const key = createPrivateKey({ key: Buffer.from(authority.privateKey), format: 'der', type: 'pkcs8' })
  const { hash, algorithm } = signingOf(key)
  // Sixteen random bytes, positive and without a leading zero (RFC 5280 §4.1.2.2).
  const serial = Uint8Array.from(given.randomBytes(SERIAL_LENGTH))
  serial[0] = (serial[0]! & 0x3f) | 0x40
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serial.buffer,
    signature: algorithm,
    issuer: AsnConvert.parse(new Uint8Array(issuer.raw), Certificate).tbsCertificate.subject,
    validity: new Validity({ notBefore, notAfter }),
    subject,
    subjectPublicKeyInfo: subjectPKInfo,
    extensions: new Extensions([
      extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
      extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
      extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_clientAuth, SMART_CARD_LOG_ON])),
      extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(new Uint8Array(subjectPKInfo.subjectPublicKey)))),
      extension(
        id_ce_authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyIdentifierOf(issuer)) }),
      ),
    ]),
  })
  const content = AsnConvert.serialize(tbsCertificate)
  const signature = sign(hash, new Uint8Array(content), key)
  const certificate = new Uint8Array(
    AsnConvert.serialize(
      new Certificate({ tbsCertificate, signatureAlgorithm: algorithm, signatureValue: Uint8Array.from(signature).buffer }),
    ),
  )
  // A certificate that does not hold would make a card that no system accepts.
  return new X509Certificate(certificate).verify(issuer.publicKey) ? ok(certificate) : authorityFailed
}

function readRequest(request: Uint8Array): Result<CertificationRequest, IssueCertificateFailureCode> {
  let parsed: CertificationRequest
  try {
    parsed = AsnConvert.parse(request, CertificationRequest)
    const signed = new Uint8Array(parsed.certificationRequestInfoRaw ?? AsnConvert.serialize(parsed.certificationRequestInfo))
    const key = createPublicKey({
      key: Buffer.from(AsnConvert.serialize(parsed.certificationRequestInfo.subjectPKInfo)),
      format: 'der',
      type: 'spki',
    })
    const hash = requestHashes[parsed.signatureAlgorithm.algorithm]
    if (!hash || !verify(hash, signed, key, new Uint8Array(parsed.signature))) return notSigned
  } catch {
    return malformed
  }
  return ok(parsed)
}

function extension(extnID: string, critical: boolean, content: unknown): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(content)) })
}

/** Whole seconds: X.509 times have no fraction. */
function wholeSeconds(date: Date): Date {
  const whole = new Date(date)
  whole.setUTCMilliseconds(0)
  return whole
}

const malformed = err(
  'request-malformed',
  'The card’s request for a certificate cannot be read. No certificate was issued.',
  'Set this card aside and take another.',
)
const notSigned = err(
  'request-not-signed-by-its-key',
  'The card’s request for a certificate is not signed by its own key. No certificate was issued.',
  'Set this card aside and take another.',
)
const authorityExpired = err(
  'authority-expired',
  'The station’s issuing authority has ended. No certificate was issued.',
  'Load a new authority under “Settings”, then put the same card back.',
)
const authorityFailed = err(
  'authority-failed',
  'The station’s issuing authority made a certificate that does not hold. It was thrown away.',
  'Load the authority again under “Settings”, then put the same card back.',
)
