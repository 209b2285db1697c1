/** A certificate container (70 certificate, 71 form) in words. Nothing is trusted here: it is shown, not checked. */
import { X509Certificate } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { singleLine } from '../../domain/text-from-outside.ts'
import { AsnConvert } from '@peculiar/asn1-schema'
import { Certificate, KeyUsage, id_ce_keyUsage } from '@peculiar/asn1-x509'
import { decodeTlvs, findTlv } from '../card/tlv.ts'
import type { Row } from './describe-objects.ts'

/** What a container may hold when it is unpacked; the standard's largest is 3,052 bytes. */
const longestCertificate = 16_384
const compressed = 0x01

const extendedUses: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.2': 'log-in',
  '1.3.6.1.5.5.7.3.4': 'email',
  '1.3.6.1.4.1.311.20.2.2': 'Windows log-in',
  '2.5.29.37.0': 'anything',
  '1.3.6.1.5.5.7.3.1': 'servers',
  '1.3.6.1.5.5.7.3.3': 'signing programs',
  '2.16.840.1.101.3.6.8': 'PIV card authentication',
  '1.3.6.1.5.2.3.4': 'Kerberos log-in',
}
const uses: Readonly<Record<string, string>> = {
  digitalSignature: 'digital signature',
  nonRepudiation: 'non-repudiation',
  keyEncipherment: 'key encipherment',
  dataEncipherment: 'data encipherment',
  keyAgreement: 'key agreement',
  keyCertSign: 'signing certificates',
  cRLSign: 'signing revocation lists',
  encipherOnly: 'enciphering only',
  decipherOnly: 'deciphering only',
}

/** The DER certificate of a container; undefined when there is none that can be read. */
export function unpackCertificate(content: Uint8Array): Uint8Array | undefined {
  const parts = decodeTlvs(content)
  const packed = parts.ok ? findTlv(parts.value, 0x70) : undefined
  if (!parts.ok || !packed) return undefined
  if ((findTlv(parts.value, 0x71)?.[0] ?? 0) !== compressed) return packed
  try {
    return new Uint8Array(gunzipSync(packed, { maxOutputLength: longestCertificate }))
  } catch {
    return undefined
  }
}

export function describeCertificate(content: Uint8Array): readonly Row[] {
  const der = unpackCertificate(content)
  try {
    if (!der) throw new Error('no certificate')
    const certificate = new X509Certificate(der)
    return [
      { key: 'Subject', value: oneLine(certificate.subject) },
      { key: 'Issuer', value: certificate.subject === certificate.issuer ? 'Itself (self-signed)' : oneLine(certificate.issuer) },
      { key: 'Valid', value: `${day(certificate.validFrom)} to ${day(certificate.validTo)}` },
      { key: 'Key', value: describeKey(certificate) },
      { key: 'Key usage', value: describeUsage(der, certificate) },
      { key: 'Serial number', value: certificate.serialNumber },
      { key: 'Fingerprint (SHA-256)', value: certificate.fingerprint256 },
    ]
  } catch {
    return [{ key: 'Content', value: 'A certificate is there, but it cannot be read.' }]
  }
}

const oneLine = (name: string | undefined): string => singleLine((name ?? '').replaceAll('\n', ', '))
const day = (time: string): string => new Date(time).toISOString().slice(0, 10)

function describeKey({ publicKey }: X509Certificate): string {
  const { asymmetricKeyType, asymmetricKeyDetails } = publicKey
  if (asymmetricKeyType === 'rsa') return `RSA ${String(asymmetricKeyDetails?.modulusLength ?? '')}`
  const curves: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384' }
  const curve = asymmetricKeyDetails?.namedCurve
  return asymmetricKeyType === 'ec' && curve ? `ECC ${curves[curve] ?? curve}` : (asymmetricKeyType ?? 'not known')
}

function describeUsage(der: Uint8Array, certificate: X509Certificate): string {
  const extensions = AsnConvert.parse(der, Certificate).tbsCertificate.extensions ?? []
  const usage = extensions.find(({ extnID }) => extnID === id_ce_keyUsage)
  const named = usage
    ? AsnConvert.parse(usage.extnValue.buffer, KeyUsage)
        .toJSON()
        .map((use) => uses[use] ?? use)
    : []
  // Node names the extended usages `keyUsage`, by their object identifiers; absent when there are none.
  const extended = ((certificate.keyUsage as readonly string[] | undefined) ?? []).map((oid) => extendedUses[oid] ?? oid)
  const words = [...named, ...extended.map((use) => `for ${use}`)]
  return words.length > 0 ? words.join(', ') : 'Not restricted'
}
