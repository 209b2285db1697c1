import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { issueCertificate } from '../../../main/cards/issue-certificate.ts'
import { readPkcs12 } from '../../../main/cards/read-pkcs12.ts'
import { AUTHORITY_DAYS, AUTHORITY_PASSPHRASE, authorityFiles, ec, rsa, type AuthorityFiles } from '../../support/authority-files.ts'
import { lacks } from '../../support/find-program.ts'
import { code, value } from '../vault/support.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
/** After the authorities were made. */
let now: Date
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
let files: AuthorityFiles
beforeAll(() => {
  files = authorityFiles()
  files.make('rsa')
  files.make('p256', { key: ec('P-256') })
  files.make('p384', { key: ec('P-384') })
  files.make('p521', { key: ec('P-521') })
  files.make('small', { key: rsa(1024) })
  files.make('odd-curve', { key: ec('secp256k1') })
  files.make('person', { ca: false, keyUsage: 'digitalSignature' })
  files.make('not-for-certificates', { keyUsage: 'cRLSign' })
  now = new Date()
})
afterAll(() => {
  files.remove()
})

const modern: readonly string[] = []
const legacy = ['-legacy', '-macalg', 'sha1']
const read = (name: string, more = modern, passphrase = AUTHORITY_PASSPHRASE, at: () => Date = () => now) =>
  readPkcs12(files.pkcs12(name, { more }), passphrase, at())

describe.skipIf(lacks('openssl'))('an authority is taken from its file', () => {
  for (const name of ['rsa', 'p256', 'p384', 'p521']) {
    for (const [encryption, more] of [
      ['modern', modern],
      ['legacy', legacy],
      ['AES-128, SHA-512', ['-keypbe', 'aes-128-cbc', '-certpbe', 'aes-128-cbc', '-macalg', 'sha512']],
      ['unencrypted certificate', ['-certpbe', 'NONE']],
      ['AES-256, PBKDF2 with SHA-512', ['-keypbe', 'aes-256-cbc', '-certpbe', 'aes-256-cbc', '-macalg', 'sha512']],
      ['AES-192 and SHA-384', ['-keypbe', 'aes-192-cbc', '-certpbe', 'aes-192-cbc', '-macalg', 'sha384']],
      ['triple DES for both', ['-legacy', '-descert', '-macalg', 'sha1']],
      ['RC2 of 128 bits, triple DES with two keys', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-2DES']],
      ['no MAC', ['-nomac']],
      ['no MAC, no iterations', ['-nomac', '-noiter']],
    ] as const) {
      test(`${name}, ${encryption}`, () => {
        const authority = value(read(name, more))
        writeFileSync(join(files.folder, 'taken.der'), authority.privateKey)
        expect(files.openssl('pkey', '-inform', 'DER', '-in', 'taken.der', '-pubout')).toBe(
          files.openssl('x509', '-in', `${name}.pem`, '-noout', '-pubkey'),
        )
      })
    }
  }
  test('its own certificate is found among those above it', () => {
    const authority = value(read('p256', ['-certfile', 'rsa.pem']))
    writeFileSync(join(files.folder, 'found.der'), authority.certificate)
    expect(files.openssl('x509', '-inform', 'DER', '-in', 'found.der', '-noout', '-subject')).toContain('Invented Authority p256')
  })
  test('an empty passphrase is a passphrase', () => {
    expect(readPkcs12(files.pkcs12('p256', { passphrase: '' }), '', now).ok).toBe(true)
  })
})

describe.skipIf(lacks('openssl'))('a file that is no authority is refused in words', () => {
  const table: readonly (readonly [name: string, answer: () => ReturnType<typeof readPkcs12>, code: string])[] = [
    ['a wrong passphrase', () => read('rsa', modern, 'another one'), 'authority-wrong-passphrase'],
    ['a wrong passphrase, old encryption', () => read('p256', legacy, 'another one'), 'authority-wrong-passphrase'],
    ['no key', () => read('rsa', ['-nokeys']), 'authority-no-key'],
    ['no certificate', () => read('rsa', ['-nocerts']), 'authority-no-certificate'],
    ['only certificates', () => read('p256', ['-nokeys', '-certfile', 'rsa.pem']), 'authority-no-key'],
    [
      'RC4, which no program writes any more',
      () => read('rsa', ['-legacy', '-keypbe', 'PBE-SHA1-RC4-128']),
      'authority-encryption-not-supported',
    ],
    ['DES in PBES2', () => read('rsa', ['-legacy', '-keypbe', 'des-cbc']), 'authority-encryption-not-supported'],
    ['a MAC with SHA-224', () => read('rsa', ['-macalg', 'sha224']), 'authority-encryption-not-supported'],
    ['a wrong passphrase, without a MAC', () => read('rsa', ['-nomac'], 'another one'), 'authority-wrong-passphrase'],
    ['a wrong passphrase that has a sign', () => read('rsa', modern, '£sd-1'), 'authority-wrong-passphrase'],
    ['a person’s certificate', () => read('person'), 'authority-not-a-ca'],
    ['an authority that may not sign certificates', () => read('not-for-certificates'), 'authority-not-a-ca'],
    ['an authority that has ended', () => read('rsa', modern, AUTHORITY_PASSPHRASE, () => later(AUTHORITY_DAYS + 1)), 'authority-expired'],
    ['an authority that has not begun', () => read('rsa', modern, AUTHORITY_PASSPHRASE, () => later(-1)), 'authority-not-yet-valid'],
    ['a key that is too small', () => read('small'), 'authority-key-not-supported'],
    ['a curve that cards do not use', () => read('odd-curve'), 'authority-key-not-supported'],
    [
      'a certificate as PEM text',
      () => readPkcs12(readFileSync(join(files.folder, 'rsa.pem')), AUTHORITY_PASSPHRASE, now),
      'authority-is-pem',
    ],
    [
      'a key and its certificate pasted as PEM text, saved as .p12',
      () =>
        readPkcs12(
          Buffer.concat([
            Buffer.from('Bag Attributes\r\n'),
            readFileSync(join(files.folder, 'rsa.key')),
            readFileSync(join(files.folder, 'rsa.pem')),
          ]),
          AUTHORITY_PASSPHRASE,
          now,
        ),
      'authority-is-pem',
    ],
    [
      'a certificate in DER',
      () => {
        files.openssl('x509', '-in', 'rsa.pem', '-outform', 'DER', '-out', 'rsa.der')
        return readPkcs12(readFileSync(join(files.folder, 'rsa.der')), AUTHORITY_PASSPHRASE, now)
      },
      'authority-not-pkcs12',
    ],
    ['a file that was cut off', () => readPkcs12(files.pkcs12('rsa').subarray(0, 900), AUTHORITY_PASSPHRASE, now), 'authority-not-pkcs12'],
    ['nothing', () => readPkcs12(new Uint8Array(0), AUTHORITY_PASSPHRASE, now), 'authority-not-pkcs12'],
  ]
  for (const [name, answer, expected] of table) {
    test(name, () => {
      const refused = answer()
      expect(code(refused)).toBe(expected)
      if (!refused.ok) expect(refused.error.message).toMatch(/Nothing was kept of it\.$/)
    })
  }
})

describe.skipIf(lacks('openssl'))('a certificate that it issues', () => {
  const request = (name: string, key: readonly string[]) => {
    files.openssl(
      'req',
      '-newkey',
      ...key,
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-outform',
      'DER',
      '-out',
      `${name}.req`,
      '-subj',
      '/O=Invented Trust/CN=Ŵyn Sampleton/serialNumber=555000111222',
      '-utf8',
    )
    return new Uint8Array(readFileSync(join(files.folder, `${name}.req`)))
  }
  const issue = (authority: string, asked: Uint8Array, years = 2) =>
    issueCertificate(value(read(authority)), asked, { now, years, randomBytes: random })
  const show = (der: Uint8Array, ...what: string[]): string => {
    writeFileSync(join(files.folder, 'issued.der'), der)
    files.openssl('x509', '-inform', 'DER', '-in', 'issued.der', '-out', 'issued.pem')
    return files.openssl('x509', '-in', 'issued.pem', '-noout', ...what)
  }

  for (const authority of ['rsa', 'p256', 'p384', 'p521']) {
    for (const [card, key] of [
      ['P-256', ec('P-256')],
      ['P-384', ec('P-384')],
      ['RSA 2048', rsa(2048)],
    ] as const) {
      test(`${authority} for a ${card} card: OpenSSL accepts it for logging in, and for nothing more`, () => {
        const text = show(value(issue(authority, request('card', key))), '-text', '-nameopt', 'utf8,sep_comma_plus')
        expect(files.openssl('verify', '-x509_strict', '-purpose', 'sslclient', '-CAfile', `${authority}.pem`, 'issued.pem').trim()).toBe(
          'issued.pem: OK',
        )
        expect(() => files.openssl('verify', '-purpose', 'sslserver', '-CAfile', `${authority}.pem`, 'issued.pem')).toThrow()
        expect(text).toMatch(/Subject: .*Ŵyn Sampleton.*555000111222/)
        expect(text).toContain('CA:FALSE')
        expect(text).toMatch(/Key Usage: critical\s+Digital Signature\n/)
        expect(text).toMatch(/TLS Web Client Authentication, Microsoft Smartcard Login/i)
        expect(text).toContain('Authority Key Identifier')
      })
    }
  }

  test('each has a serial number of its own, 126 random bits', () => {
    const asked = request('card', ec('P-256'))
    const serials = Array.from({ length: 8 }, () => show(value(issue('p256', asked)), '-serial').trim())
    expect(new Set(serials).size).toBe(8)
    for (const serial of serials) expect(serial).toMatch(/^serial=[4-7][0-9A-F]{31}$/)
  })
  test('it ends with the authority when the card would outlive it, and else with the card', () => {
    const asked = request('card', ec('P-256'))
    const end = (der: Uint8Array) => new Date(show(der, '-enddate').replace('notAfter=', ''))
    expect(end(value(issue('p256', asked, 2)))).toEqual(
      new Date(files.openssl('x509', '-in', 'p256.pem', '-noout', '-enddate').replace('notAfter=', '')),
    )
    const short = issueCertificate(value(read('p256')), asked, { now: later(-1), years: 1, randomBytes: random })
    expect(end(value(short)).getTime()).toBeLessThan(later(AUTHORITY_DAYS).getTime())
  })
  test('none after the authority has ended', () => {
    expect(
      code(
        issueCertificate(value(read('p256')), request('card', ec('P-256')), {
          now: later(AUTHORITY_DAYS + 1),
          years: 2,
          randomBytes: random,
        }),
      ),
    ).toBe('authority-expired')
  })
  test('none for a request that is not signed by its own key, or cannot be read', () => {
    const asked = request('card', ec('P-256'))
    const name = Buffer.from('Sampleton')
    const forged = Buffer.from(asked)
    forged[forged.indexOf(name)] = 'B'.charCodeAt(0)
    expect(code(issue('p256', new Uint8Array(forged)))).toBe('request-not-signed-by-its-key')
    expect(code(issue('p256', asked.subarray(0, 60)))).toBe('request-malformed')
    expect(code(issue('p256', new Uint8Array(0)))).toBe('request-malformed')
  })
})
