import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { concat } from '../../../domain/bytes.ts'
import { selfSignedCertificate } from '../../../native/card/certificate.ts'
import type { CertificateSubject } from '../../../native/card/certificate-parts.ts'
import { checkCertificate, fingerprint, publicKeyOf } from '../../../native/card/check-certificate.ts'
import { algorithms } from '../../../native/card/piv.ts'
import { createTestAuthority } from '../../support/card-authority.ts'
import { random } from '../../support/cards.ts'

const { certificate } = createTestAuthority()
/** `keyOf`: the certificate whose key the card has. */
const check = (der: Uint8Array, keyOf = der) =>
  checkCertificate({ der, publicKeyFingerprint: fingerprint(publicKeyOf(new X509Certificate(keyOf))), now: '2026-11-23T09:00:00Z' })

/** Each of these is wrong in one thing only. */
test.each<readonly [string, Uint8Array, Uint8Array, string]>([
  ['an authority’s own, though it is for the card’s key', certificate, certificate, 'The certificate is an authority'],
  ['bytes after the certificate', concat(certificate, Uint8Array.of(0)), certificate, 'There is more in the certificate file'],
  ['for the key of another card', certificate, createTestAuthority().certificate, 'for the key of another card'],
  ['no certificate', Uint8Array.of(1, 2, 3), certificate, 'is not one'],
])('a certificate is not written to the card: %s', (_, der, keyOf, words) => {
  expect(check(der, keyOf)).toMatchObject({ ok: false, error: { code: 'certificate-unfit', message: expect.stringContaining(words) } })
})

describe('a certificate of another authority', () => {
  const holder = { commonName: 'Siân Ŵyn Sample', organisation: 'Invented Health Centre', serialNumber: '999900001111' }
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
  /** Holds for a year from 1 November 2026. */
  const made = async (subject: CertificateSubject): Promise<Uint8Array> => {
    const result = await selfSignedCertificate({
      subject,
      publicKey: spki,
      algorithm: algorithms.p256,
      from: '2026-11-01T00:00:00Z',
      years: 1,
      random,
      sign: (message) => Promise.resolve({ ok: true, value: new Uint8Array(sign('sha256', message, privateKey)) }),
    })
    if (!result.ok) throw new Error(result.error.message)
    return result.value
  }
  const judge = (der: Uint8Array, over: { subject?: CertificateSubject; now?: string } = {}) =>
    checkCertificate({ der, publicKeyFingerprint: fingerprint(spki), subject: holder, now: '2026-11-23T09:00:00Z', ...over })

  test.each<[string, CertificateSubject, string | undefined]>([
    ['names the holder', holder, undefined],
    ['names another organisation, which an authority may', { ...holder, organisation: 'Another Invented Centre' }, undefined],
    ['has another common name', { ...holder, commonName: 'Siân Sample' }, 'names another holder'],
    ['has another UUID', { ...holder, serialNumber: '999900002222' }, 'names another holder'],
  ])('%s', async (_, subject, words) => {
    const result = judge(await made(subject))
    if (words === undefined) expect(result).toMatchObject({ ok: true })
    else expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining(words) } })
  })

  test('names another holder, without a wanted one', async () => {
    const der = await made({ ...holder, commonName: 'Another Sample' })
    expect(checkCertificate({ der, publicKeyFingerprint: fingerprint(spki), now: '2026-11-23T09:00:00Z' })).toMatchObject({ ok: true })
  })

  test.each([
    ['at its first second', '2026-11-01T00:00:00Z', undefined],
    ['a second before it', '2026-10-31T23:59:59Z', 'not valid yet'],
    ['at its last second', '2027-10-31T23:59:59Z', undefined],
    ['when it ends', '2027-11-01T00:00:00Z', 'has ended'],
  ])('%s', async (_, at, words) => {
    const result = judge(await made(holder), { now: at })
    if (words === undefined) expect(result).toMatchObject({ ok: true })
    else expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining(words) } })
  })

  test('larger than the container of a card', async () => {
    const long = { ...holder, organisation: 'Invented '.repeat(330) }
    expect(judge(await made(long))).toMatchObject({ ok: false, error: { message: expect.stringContaining('larger than a card holds') } })
  })
})
