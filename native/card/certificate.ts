/** A self-signed X.509 certificate (RFC 5280) for a key that never leaves its card: built here, signed there. */
import { createHash } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import {
  Certificate,
  Extensions,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
  id_ce_subjectKeyIdentifier,
} from '@peculiar/asn1-x509'
import { extension, holderExtensions, signatureAlgorithm, subjectName, type CertificateSubject } from './certificate-parts.ts'
import type { KeyAlgorithm } from './piv.ts'
import type { CardResult } from './session.ts'

/** Whole seconds: X.509 times have no fraction. */
function wholeSeconds(instant: string): Date {
  const date = new Date(instant)
  date.setUTCMilliseconds(0)
  return date
}

function yearsLater(date: Date, years: number): Date {
  const later = new Date(date)
  later.setUTCFullYear(later.getUTCFullYear() + years)
  return later
}

/** Answers the DER certificate. `publicKey` is DER SubjectPublicKeyInfo; `sign` is the card's. */
export async function selfSignedCertificate(given: {
  readonly subject: CertificateSubject
  readonly publicKey: Uint8Array
  readonly algorithm: KeyAlgorithm
  /** Instant from which it holds, ISO in UTC. */
  readonly from: string
  readonly years: number
  readonly random: (length: number) => Uint8Array
  readonly sign: (message: Uint8Array) => Promise<CardResult<Uint8Array>>
}): Promise<CardResult<Uint8Array>> {
  const { subject, publicKey, algorithm, from, years, random, sign } = given
  // Sixteen random bytes, positive and without a leading zero (RFC 5280 §4.1.2.2).
  const serial = Uint8Array.from(random(16))
  serial[0] = (serial[0]! & 0x3f) | 0x40
  const name = subjectName(subject)
  const key = AsnConvert.parse(publicKey, SubjectPublicKeyInfo)
  const notBefore = wholeSeconds(from)
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serial.buffer,
    signature: signatureAlgorithm(algorithm),
    issuer: name,
    validity: new Validity({ notBefore, notAfter: yearsLater(notBefore, years) }),
    subject: name,
    subjectPublicKeyInfo: key,
    extensions: new Extensions([
      ...holderExtensions(),
      extension(
        id_ce_subjectKeyIdentifier,
        false,
        new SubjectKeyIdentifier(createHash('sha1').update(new Uint8Array(key.subjectPublicKey)).digest()),
      ),
    ]),
  })
  const signature = await sign(new Uint8Array(AsnConvert.serialize(tbsCertificate)))
  if (!signature.ok) return signature
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: signatureAlgorithm(algorithm),
    signatureValue: Uint8Array.from(signature.value).buffer,
  })
  return { ok: true, value: new Uint8Array(AsnConvert.serialize(certificate)) }
}
