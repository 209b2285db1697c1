import { generateKeyPairSync, sign as signWith, X509Certificate, type KeyObject } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { CertificationRequest } from '@peculiar/asn1-csr'
import { Extensions } from '@peculiar/asn1-x509'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { selfSignedCertificate } from '../../../native/card/certificate.ts'
import { certificateRequest } from '../../../native/card/certificate-request.ts'
import { algorithms, type KeyAlgorithm } from '../../../native/card/piv.ts'

const subject = { commonName: 'Siân Ŵyn Sample', organisation: 'Invented Health Centre', serialNumber: '999900001111' }

const pairs = {
  [algorithms.p256]: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  [algorithms.p384]: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  [algorithms.rsa2048]: generateKeyPairSync('rsa', { modulusLength: 2048 }),
} as const
const kinds = [
  ['P-256', algorithms.p256, 'sha256', '1.2.840.10045.4.3.2'],
  ['P-384', algorithms.p384, 'sha384', '1.2.840.10045.4.3.3'],
  ['RSA 2048', algorithms.rsa2048, 'sha256', '1.2.840.113549.1.1.11'],
] as const

const spkiOf = (algorithm: KeyAlgorithm) => new Uint8Array(pairs[algorithm].publicKey.export({ format: 'der', type: 'spki' }))
const signer = (key: KeyObject, hash: string) => (message: Uint8Array) =>
  Promise.resolve({ ok: true, value: new Uint8Array(signWith(hash, message, key)) } as const)

describe('self-signed certificate', () => {
  const made = async (algorithm: KeyAlgorithm, hash: string, over: { from?: string; random?: (length: number) => Uint8Array } = {}) => {
    const result = await selfSignedCertificate({
      subject,
      publicKey: spkiOf(algorithm),
      algorithm,
      from: over.from ?? '2026-11-23T09:30:00.900Z',
      years: 3,
      random: over.random ?? ((length) => new Uint8Array(length).fill(0xff)),
      sign: signer(pairs[algorithm].privateKey, hash),
    })
    if (!result.ok) throw new Error(result.error.message)
    return new X509Certificate(result.value)
  }

  test.each(kinds)('%s: signed by its own key, with the holder’s name as it is spelt', async (_, algorithm, hash, oid) => {
    const certificate = await made(algorithm, hash)
    expect(certificate.verify(pairs[algorithm].publicKey)).toBe(true)
    expect(certificate.signatureAlgorithmOid).toBe(oid)
    expect(certificate.subject).toBe('O=Invented Health Centre\nCN=Siân Ŵyn Sample\nserialNumber=999900001111')
    expect(certificate.issuer).toBe(certificate.subject)
    expect(certificate.ca).toBe(false)
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
  })

  test('it holds from the whole second, for as many years', async () => {
    const certificate = await made(algorithms.p256, 'sha256')
    expect(certificate.validFromDate.toISOString()).toBe('2026-11-23T09:30:00.000Z')
    expect(certificate.validToDate.toISOString()).toBe('2029-11-23T09:30:00.000Z')
  })

  test.each([
    ['00', '40'],
    ['ff', '7f'],
    ['80', '40'],
    ['3f', '7f'],
  ])('its serial number is positive and sixteen bytes long: 0x%s becomes 0x%s', async (first, expected) => {
    const certificate = await made(algorithms.p256, 'sha256', {
      random: (length) => new Uint8Array(length).fill(Number.parseInt(first, 16)),
    })
    expect(certificate.serialNumber).toHaveLength(32)
    expect(certificate.serialNumber.slice(0, 2).toLowerCase()).toBe(expected)
  })

  test('a card that does not sign is the failure', async () => {
    const failure = { ok: false, error: { code: 'card-fault', message: 'It failed.', next: 'Set it aside.' } } as const
    const result = await selfSignedCertificate({
      subject,
      publicKey: spkiOf(algorithms.p256),
      algorithm: algorithms.p256,
      from: '2026-11-23T09:30:00Z',
      years: 3,
      random: (length) => new Uint8Array(length),
      sign: () => Promise.resolve(failure),
    })
    expect(result).toEqual(failure)
  })
})

describe('certificate request', () => {
  const asked = (algorithm: KeyAlgorithm, key: KeyObject, hash: string) =>
    certificateRequest({ subject, publicKey: spkiOf(algorithm), algorithm, sign: signer(key, hash) })

  test.each(kinds)('%s: asks for the holder, the key and what it is for', async (_, algorithm, hash, oid) => {
    const result = await asked(algorithm, pairs[algorithm].privateKey, hash)
    if (!result.ok) throw new Error(result.error.message)
    const request = AsnConvert.parse(result.value, CertificationRequest)
    const info = request.certificationRequestInfo
    expect(request.signatureAlgorithm.algorithm).toBe(oid)
    expect(toHex(new Uint8Array(AsnConvert.serialize(info.subjectPKInfo)))).toBe(toHex(spkiOf(algorithm)))
    const names = info.subject.map((part) => part[0]!).map(({ type, value }) => [type, value.utf8String ?? value.printableString])
    expect(names).toEqual([
      ['2.5.4.10', 'Invented Health Centre'],
      ['2.5.4.3', 'Siân Ŵyn Sample'],
      ['2.5.4.5', '999900001111'],
    ])
    expect(info.attributes.map(({ type }) => type)).toEqual(['1.2.840.113549.1.9.14'])
    const extensions = AsnConvert.parse(info.attributes[0]!.values[0]!, Extensions)
    expect(extensions.map(({ extnID, critical }) => [extnID, critical])).toEqual([
      ['2.5.29.19', true],
      ['2.5.29.15', true],
      ['2.5.29.37', false],
    ])
  })

  test('a signature of another key than the card told is a failed proof', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(await asked(algorithms.p256, privateKey, 'sha256')).toMatchObject({
      ok: false,
      error: { code: 'proof-failed', message: 'The card signed its certificate request with another key than it told.' },
    })
  })

  test('a signature with another hash is a failed proof', async () => {
    const result = await asked(algorithms.p384, pairs[algorithms.p384].privateKey, 'sha256')
    expect(result).toMatchObject({ ok: false, error: { code: 'proof-failed' } })
  })

  test('a card that does not sign is the failure', async () => {
    const failure = { ok: false, error: { code: 'card-fault', message: 'It failed.', next: 'Set it aside.' } } as const
    const result = await certificateRequest({
      subject,
      publicKey: spkiOf(algorithms.p256),
      algorithm: algorithms.p256,
      sign: () => Promise.resolve(failure),
    })
    expect(result).toEqual(failure)
  })
})
