import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCertificate } from '../../../main/cards/install-card-certificate.ts'
import { createTestAuthority } from '../../support/card-authority.ts'
import { nestedAsn1 } from '../../support/hostile-files.ts'
import { code, value } from '../vault/support.ts'

const der = createTestAuthority().certificate
const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`
const bytes = (text: string) => new TextEncoder().encode(text)

describe('certificate for a card', () => {
  test('PEM or DER is read', () => {
    expect([...value(readCertificate(der))]).toEqual([...der])
    expect([...value(readCertificate(bytes(pem)))]).toEqual([...der])
  })
  test('one beyond the limit is refused before it is parsed, although it is right', () => {
    expect(readCertificate(bytes(`${pem}${' '.repeat(20_000)}`))).toMatchObject({
      error: { code: 'not-a-certificate', message: expect.stringContaining('larger than 20 kB') as string },
    })
  })
  test('nested levels', () => {
    expect(code(readCertificate(nestedAsn1(4_000)))).toBe('not-a-certificate')
  })
  test('any bytes, and any change of a real one, give a value or a failure, never a throw', () => {
    const changed = fc.tuple(fc.nat(der.length - 1), fc.integer({ min: 0, max: 255 })).map(([at, byte]) => {
      const copy = Uint8Array.from(der)
      copy[at] = byte
      return copy
    })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string().map(bytes), changed), (file) => {
        const read = readCertificate(file)
        if (!read.ok) expect(read.error.code).toBe('not-a-certificate')
      }),
      { numRuns: 100 },
    )
  })
})
