/** An issuing authority for tests: checks a PKCS #10 request as a real one would and signs with a new P-256 key each time. */
import { createPublicKey, generateKeyPairSync, sign, verify, X509Certificate } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { CertificationRequest, CertificationRequestInfo } from '@peculiar/asn1-csr'
import { ecdsaWithSHA256 } from '@peculiar/asn1-ecc'
import {
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Certificate,
  Extensions,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
  id_ce_basicConstraints,
  id_ce_keyUsage,
} from '@peculiar/asn1-x509'
import { err, ok, type Result } from '../../domain/result.ts'
import { extension } from '../../native/card/certificate-parts.ts'
import { random } from './cards.ts'

export interface TestAuthority {
  /** DER. */
  readonly certificate: Uint8Array
  /** Every request that came, in base64, in order. */
  readonly requests: string[]
  issue(request: Uint8Array): Promise<Result<Uint8Array>>
}

export function createTestAuthority(
  given: { readonly from?: string; readonly until?: string; readonly subject?: Name } = {},
): TestAuthority {
  const { from = '2026-11-01T00:00:00Z', until = '2028-11-01T00:00:00Z' } = given
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type: '2.5.4.3', value: new AttributeValue({ utf8String: 'Example issuing authority' }) }),
    ]),
  ])
  const requests: string[] = []

  const make = (subject: Name, key: SubjectPublicKeyInfo, extensions: Extensions): Uint8Array => {
    const serialNumber = random(16)
    serialNumber[0] = (serialNumber[0]! & 0x3f) | 0x40
    const tbsCertificate = new TBSCertificate({
      version: Version.v3,
      serialNumber: Uint8Array.from(serialNumber).buffer,
      signature: ecdsaWithSHA256,
      issuer,
      subject,
      subjectPublicKeyInfo: key,
      extensions,
      validity: new Validity({ notBefore: new Date(from), notAfter: new Date(until) }),
    })
    const signatureValue = Uint8Array.from(sign('sha256', new Uint8Array(AsnConvert.serialize(tbsCertificate)), privateKey)).buffer
    return new Uint8Array(AsnConvert.serialize(new Certificate({ tbsCertificate, signatureAlgorithm: ecdsaWithSHA256, signatureValue })))
  }
  const own = AsnConvert.parse(publicKey.export({ format: 'der', type: 'spki' }), SubjectPublicKeyInfo)
  const certificate = make(
    issuer,
    own,
    new Extensions([
      extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: true })),
      extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.keyCertSign)),
    ]),
  )

  return {
    certificate,
    requests,
    issue(bytes) {
      requests.push(Buffer.from(bytes).toString('base64'))
      const request = AsnConvert.parse(bytes, CertificationRequest)
      const { certificationRequestInfo: info } = request
      const key = createPublicKey({ key: Buffer.from(AsnConvert.serialize(info.subjectPKInfo)), format: 'der', type: 'spki' })
      const hash = key.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'sha384' : 'sha256'
      const signed = new Uint8Array(
        request.certificationRequestInfoRaw ?? AsnConvert.serialize(AsnConvert.parse(bytes, CertificationRequestInfo)),
      )
      if (!verify(hash, signed, key, new Uint8Array(request.signature)))
        return Promise.resolve(err('authority-refused', 'The request is not signed by its own key.', 'Make another.'))
      const wanted = info.attributes.find(({ type }) => type === '1.2.840.113549.1.9.14')
      return Promise.resolve(ok(make(given.subject ?? info.subject, info.subjectPKInfo, AsnConvert.parse(wanted!.values[0]!, Extensions))))
    },
  }
}

export function isIssuedBy(authority: TestAuthority, certificate: Uint8Array): boolean {
  return new X509Certificate(certificate).verify(new X509Certificate(authority.certificate).publicKey)
}
