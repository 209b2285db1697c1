/** The parts that a certificate and a certificate request share: the name of the holder, what the key is for, how it signs. */
import { OctetString, AsnConvert } from '@peculiar/asn1-schema'
import { ecdsaWithSHA256, ecdsaWithSHA384 } from '@peculiar/asn1-ecc'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Extension,
  ExtendedKeyUsage,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_kp_clientAuth,
} from '@peculiar/asn1-x509'
import { algorithms, type KeyAlgorithm } from './piv.ts'

export interface CertificateSubject {
  readonly commonName: string
  readonly organisation: string
  /** The registrant's UUID of the Care Identity Service. */
  readonly serialNumber: string
}

export const nameOids = { commonName: '2.5.4.3', serialNumber: '2.5.4.5', organisation: '2.5.4.10' } as const
const sha256WithRsa = '1.2.840.113549.1.1.11'

export function signatureAlgorithm(algorithm: KeyAlgorithm): AlgorithmIdentifier {
  if (algorithm === algorithms.p256) return ecdsaWithSHA256
  if (algorithm === algorithms.p384) return ecdsaWithSHA384
  return new AlgorithmIdentifier({ algorithm: sha256WithRsa, parameters: null })
}

function attribute(type: string, value: AttributeValue): RelativeDistinguishedName {
  return new RelativeDistinguishedName([new AttributeTypeAndValue({ type, value })])
}

/** Names are UTF-8: a registrant's name is never spelt without its accents. */
export function subjectName(subject: CertificateSubject): Name {
  return new Name([
    attribute(nameOids.organisation, new AttributeValue({ utf8String: subject.organisation })),
    attribute(nameOids.commonName, new AttributeValue({ utf8String: subject.commonName })),
    attribute(nameOids.serialNumber, new AttributeValue({ printableString: subject.serialNumber })),
  ])
}

export function extension(extnID: string, critical: boolean, content: unknown): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(content)) })
}

/** No authority; signs; logs in. */
export function holderExtensions(): Extension[] {
  return [
    extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
    extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
    extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_clientAuth])),
  ]
}
