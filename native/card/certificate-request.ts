/** A certificate request (PKCS #10, RFC 2986) for a key that never leaves its card: built here, signed there. */
import { createPublicKey, verify } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { Attributes, CertificationRequest, CertificationRequestInfo } from '@peculiar/asn1-csr'
import { Attribute, Extensions, SubjectPublicKeyInfo } from '@peculiar/asn1-x509'
import { holderExtensions, signatureAlgorithm, subjectName, type CertificateSubject } from './certificate-parts.ts'
import type { KeyAlgorithm } from './piv.ts'
import { hashes } from './public-key.ts'
import type { CardResult } from './session.ts'

/** PKCS #9 extensionRequest: what the holder asks the authority to put into the certificate. */
const extensionRequest = '1.2.840.113549.1.9.14'

/** Answers the DER request. `publicKey` is DER SubjectPublicKeyInfo; `sign` is the card's, and what it answers is checked against that key. */
export async function certificateRequest(given: {
  readonly subject: CertificateSubject
  readonly publicKey: Uint8Array
  readonly algorithm: KeyAlgorithm
  readonly sign: (message: Uint8Array) => Promise<CardResult<Uint8Array>>
}): Promise<CardResult<Uint8Array>> {
  const { subject, publicKey, algorithm, sign } = given
  const certificationRequestInfo = new CertificationRequestInfo({
    subject: subjectName(subject),
    subjectPKInfo: AsnConvert.parse(publicKey, SubjectPublicKeyInfo),
    attributes: new Attributes([
      new Attribute({ type: extensionRequest, values: [AsnConvert.serialize(new Extensions(holderExtensions()))] }),
    ]),
  })
  const message = new Uint8Array(AsnConvert.serialize(certificationRequestInfo))
  const signature = await sign(message)
  if (!signature.ok) return signature
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
  if (!verify(hashes[algorithm], message, key, signature.value)) {
    return {
      ok: false,
      error: {
        code: 'proof-failed',
        message: 'The card signed its certificate request with another key than it told.',
        next: 'Set this card aside, cancel it, and take another.',
      },
    }
  }
  const request = new CertificationRequest({
    certificationRequestInfo,
    signatureAlgorithm: signatureAlgorithm(algorithm),
    signature: Uint8Array.from(signature.value).buffer,
  })
  return { ok: true, value: new Uint8Array(AsnConvert.serialize(request)) }
}
