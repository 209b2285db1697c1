/** A self-signed X.509 certificate (RFC 5280) for a key that never leaves its card: built here, signed there. */
import { createHash } from 'node:crypto'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { ecdsaWithSHA256, ecdsaWithSHA384 } from '@peculiar/asn1-ecc'
import {
  AlgorithmIdentifier, AttributeTypeAndValue, AttributeValue, BasicConstraints, Certificate, Extension, ExtendedKeyUsage, Extensions, KeyUsage,
  KeyUsageFlags, Name, RelativeDistinguishedName, SubjectKeyIdentifier, SubjectPublicKeyInfo, TBSCertificate, Validity, Version,
  id_ce_basicConstraints, id_ce_extKeyUsage, id_ce_keyUsage, id_ce_subjectKeyIdentifier, id_kp_clientAuth,
} from '@peculiar/asn1-x509'
import { algorithms, type KeyAlgorithm } from './piv.ts'
import type { CardResult } from './session.ts'

export interface CertificateSubject {
  readonly commonName: string
  readonly organisation: string
  /** The registrant's UUID of the Care Identity Service. */
  readonly serialNumber: string
}

const oids = { commonName: '2.5.4.3', serialNumber: '2.5.4.5', organisation: '2.5.4.10', sha256WithRsa: '1.2.840.113549.1.1.11' } as const

function signatureAlgorithm(algorithm: KeyAlgorithm): AlgorithmIdentifier {
  if (algorithm === algorithms.p256) return ecdsaWithSHA256
  if (algorithm === algorithms.p384) return ecdsaWithSHA384
  return new AlgorithmIdentifier({ algorithm: oids.sha256WithRsa, parameters: null })
}

function attribute(type: string, value: AttributeValue): RelativeDistinguishedName {
  return new RelativeDistinguishedName([new AttributeTypeAndValue({ type, value })])
}

function extension(extnID: string, critical: boolean, content: unknown): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(content)) })
}

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
  const name = new Name([
    attribute(oids.organisation, new AttributeValue({ utf8String: subject.organisation })),
    attribute(oids.commonName, new AttributeValue({ utf8String: subject.commonName })),
    attribute(oids.serialNumber, new AttributeValue({ printableString: subject.serialNumber })),
  ])
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
      extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
      extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
      extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_clientAuth])),
      extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(createHash('sha1').update(new Uint8Array(key.subjectPublicKey)).digest())),
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
