/** Whether a certificate that somebody else made belongs on a card: its key, its time, its holder, its size. */
import { createHash, X509Certificate } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { Certificate } from '@peculiar/asn1-x509'
import { sameBytes } from '../../domain/bytes.ts'
import { nameOids, type CertificateSubject } from './certificate-parts.ts'
import { certificateObject } from './piv-objects.ts'
import { containerLimits, objects } from './piv.ts'
import type { CardResult } from './session.ts'

/** SHA-256 in hex, upper case. */
export function fingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').toUpperCase()
}

/** DER SubjectPublicKeyInfo of a certificate's key. */
export function publicKeyOf(certificate: X509Certificate): Uint8Array {
  return new Uint8Array(certificate.publicKey.export({ format: 'der', type: 'spki' }))
}

function attributeOf(der: Uint8Array, oid: string): string | undefined {
  for (const names of AsnConvert.parse(der, Certificate).tbsCertificate.subject) {
    for (const { type, value } of names) if (type === oid) return value.toString()
  }
  return undefined
}

/**
 * `der` is what an authority answered or a file held. `subject`: the holder that it must name; an authority may add to the name and order it as it likes.
 * `now` is an instant, ISO in UTC.
 */
export function checkCertificate(given: {
  readonly der: Uint8Array
  readonly publicKeyFingerprint: string
  readonly subject?: CertificateSubject
  readonly now: string
}): CardResult<X509Certificate> {
  const { der, publicKeyFingerprint, subject, now } = given
  const unfit = (what: string): CardResult<X509Certificate> => ({
    ok: false,
    error: {
      code: 'certificate-unfit',
      message: `${what} It was not written to the card.`,
      next: "Get a certificate made from this card's own request, then put the same card back.",
    },
  })
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(der)
  } catch {
    return unfit('What was given as the certificate is not one.')
  }
  if (!sameBytes(new Uint8Array(certificate.raw), der)) return unfit('There is more in the certificate file than a certificate.')
  if (fingerprint(publicKeyOf(certificate)) !== publicKeyFingerprint) return unfit('The certificate is for the key of another card.')
  if (certificate.ca) return unfit("The certificate is an authority's, not a card holder's.")
  const at = Date.parse(now)
  if (certificate.validToDate.getTime() <= at) return unfit('The certificate has ended.')
  if (certificate.validFromDate.getTime() > at)
    return unfit('The certificate is not valid yet. The clock of this computer, or of the authority, may be wrong.')
  if (
    subject &&
    (attributeOf(der, nameOids.commonName) !== subject.commonName || attributeOf(der, nameOids.serialNumber) !== subject.serialNumber)
  ) {
    return unfit('The certificate names another holder.')
  }
  if (certificateObject(der).length > containerLimits.get(objects.certificate9a)!)
    return unfit('The certificate is larger than a card holds.')
  return { ok: true, value: certificate }
}
