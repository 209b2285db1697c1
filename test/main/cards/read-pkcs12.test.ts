import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPkcs12 } from '../../../main/cards/read-pkcs12.ts'
import { AUTHORITY_PASSPHRASE, rsa } from '../../support/authority-files.ts'
import {
  authoritiesAskingFor,
  authorityAskingForEver,
  authorityHidingIterations,
  HOSTILE_PASSPHRASE,
  nestedAsn1,
} from '../../support/hostile-files.ts'
import { p256Authority, testWithAuthority } from '../../support/p256-authority.ts'
import { code, value } from '../vault/support.ts'

const files = p256Authority()
const now = () => new Date()

describe('PKCS #12: more iterations than the limit are refused before anything is derived', () => {
  for (const iterations of [600_001, 0x7f_ff_ff_ff])
    for (const [where, file] of authoritiesAskingFor(iterations))
      test(`${iterations} for ${where}`, () => {
        expect(readPkcs12(file, HOSTILE_PASSPHRASE, now())).toMatchObject({
          error: { code: 'authority-too-many-iterations', message: expect.stringContaining('600,000 iterations') as string },
        })
      })
})

describe('PKCS #12: other costly files', () => {
  test('iterations that show only inside an encrypted part are refused before they are derived', () => {
    expect(code(readPkcs12(authorityHidingIterations(0x7f_ff_ff_ff), HOSTILE_PASSPHRASE, now()))).toBe('authority-too-many-iterations')
  })
  test('iterations in a number of 12 bytes', () => {
    expect(code(readPkcs12(authorityAskingForEver(), '', now()))).toBe('authority-too-many-iterations')
  })
  test('one larger than the limit', () => {
    expect(code(readPkcs12(new Uint8Array(100_001), '', now()))).toBe('authority-too-large')
  })
  for (const levels of [50, 1_000, 19_000])
    test(`${levels} levels within each other`, () => {
      expect(code(readPkcs12(nestedAsn1(levels), '', now()))).toBe('authority-not-pkcs12')
    })
  testWithAuthority('an RSA key of more than 4096 bits, which would stop the app at each card', () => {
    files().make('large', { key: rsa(4_112) })
    expect(code(readPkcs12(files().pkcs12('large'), AUTHORITY_PASSPHRASE, now()))).toBe('authority-key-not-supported')
  })
})

testWithAuthority('PKCS #12: a file with 20,000 iterations is still read, and a wrong passphrase is still said', () => {
  const file = files().pkcs12('p256', { more: ['-iter', '20000'] })
  expect(value(readPkcs12(file, AUTHORITY_PASSPHRASE, now())).certificate.length).toBeGreaterThan(100)
  expect(code(readPkcs12(file, 'another one', now()))).toBe('authority-wrong-passphrase')
})

testWithAuthority('PKCS #12: any bytes, and any change of a real file, give a value or a failure, never a throw', () => {
  files().pkcs12('p256', { more: ['-iter', '1', '-certpbe', 'NONE', '-keypbe', 'NONE'] })
  const real = new Uint8Array(readFileSync(join(files().folder, 'p256.p12')))
  const changed = fc
    .array(fc.tuple(fc.nat(real.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 })
    .map((changes) => {
      const bytes = Uint8Array.from(real)
      for (const [at, byte] of changes) bytes[at] = byte
      return bytes
    })
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), changed), fc.string(), (file, passphrase) => {
      const read = readPkcs12(file, passphrase, now())
      if (!read.ok) expect(read.error.code).toMatch(/^authority-/)
    }),
    { numRuns: 150 },
  )
})
