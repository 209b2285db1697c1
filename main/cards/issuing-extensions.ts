/** What the certificate of an authority must say (RFC 5280 §4.2.1.3, §4.2.1.9), and the key identifier that those it issues refer to. */
import { createHash, type X509Certificate } from 'node:crypto'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  BasicConstraints,
  Certificate,
  KeyUsage,
  KeyUsageFlags,
  SubjectKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_subjectKeyIdentifier,
  type TBSCertificate,
} from '@peculiar/asn1-x509'

function findExtension(certificate: TBSCertificate, id: string): ArrayBuffer | undefined {
  return certificate.extensions?.find(({ extnID }) => extnID === id)?.extnValue.buffer as ArrayBuffer | undefined
}

const parse = (certificate: X509Certificate): TBSCertificate =>
  AsnConvert.parse(new Uint8Array(certificate.raw), Certificate).tbsCertificate

/** With a path length of 0 it can issue to people, who cannot issue. */
export function mayIssueCertificates(certificate: X509Certificate): boolean {
  const content = parse(certificate)
  const constraints = findExtension(content, id_ce_basicConstraints)
  if (!constraints || !AsnConvert.parse(constraints, BasicConstraints).cA) return false
  const usage = findExtension(content, id_ce_keyUsage)
  return !usage || (AsnConvert.parse(usage, KeyUsage).toNumber() & KeyUsageFlags.keyCertSign) !== 0
}

/** As the authority's certificate gives it, or else by method 1 of RFC 5280 §4.2.1.2. */
export function keyIdentifierOf(certificate: X509Certificate): Uint8Array {
  const content = parse(certificate)
  const given = findExtension(content, id_ce_subjectKeyIdentifier)
  if (given) return new Uint8Array((AsnConvert.parse(given, SubjectKeyIdentifier) as OctetString).buffer)
  return keyIdentifier(new Uint8Array(content.subjectPublicKeyInfo.subjectPublicKey))
}

/** RFC 5280 §4.2.1.2, method 1. */
export const keyIdentifier = (subjectPublicKey: Uint8Array): Uint8Array => createHash('sha1').update(subjectPublicKey).digest()
