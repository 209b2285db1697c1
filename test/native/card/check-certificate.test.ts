import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { concat } from '../../../domain/bytes.ts'
import { checkCertificate, fingerprint, publicKeyOf } from '../../../native/card/check-certificate.ts'
import { createTestAuthority } from '../../support/card-authority.ts'

const { certificate } = createTestAuthority()
/** `keyOf`: the certificate whose key the card has. */
const check = (der: Uint8Array, keyOf = der) =>
  checkCertificate({ der, publicKeyFingerprint: fingerprint(publicKeyOf(new X509Certificate(keyOf))), now: '2026-11-23T09:00:00Z' })

/** Ended, not valid yet and another holder: `install-certificate.test.ts`. Each of these is wrong in one thing only. */
test.each<readonly [string, Uint8Array, Uint8Array, string]>([
  ['an authority’s own, though it is for the card’s key', certificate, certificate, 'The certificate is an authority'],
  ['bytes after the certificate', concat(certificate, Uint8Array.of(0)), certificate, 'There is more in the certificate file'],
  ['for the key of another card', certificate, createTestAuthority().certificate, 'for the key of another card'],
  ['no certificate', Uint8Array.of(1, 2, 3), certificate, 'is not one'],
])('a certificate is not written to the card: %s', (_, der, keyOf, words) => {
  expect(check(der, keyOf)).toMatchObject({ ok: false, error: { code: 'certificate-unfit', message: expect.stringContaining(words) } })
})
