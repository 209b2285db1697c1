import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { spellPassphrase } from '../../../main/cards/pkcs12-passphrase.ts'
import { readPkcs12 } from '../../../main/cards/read-pkcs12.ts'
import { root } from '../../support/checks.ts'
import { p256Authority, testWithAuthority } from '../../support/p256-authority.ts'
import { code, value } from '../vault/support.ts'

const files = p256Authority()
const modern: readonly string[] = []
const legacy = ['-legacy', '-macalg', 'sha1']
const now = () => new Date()

describe('passphrase of a certificate file', () => {
  test('£sd-1 opens the file of OpenSSL 3 from the public report', () => {
    const file = new Uint8Array(readFileSync(join(root, 'test/fixtures/cases/authority-passphrase-pound.p12')))
    expect(code(readPkcs12(file, '£sd-1', new Date('2026-11-30')))).toBe('ok')
    expect(code(readPkcs12(file, 'Lsd-1', now()))).toBe('authority-wrong-passphrase')
  })

  const passphrases = ['£sd-1', '€ 10.000', 'Grüße', 'Łódź', 'пароль', '密码', 'key🔑', 'Siân'.normalize('NFD')]
  for (const passphrase of passphrases)
    testWithAuthority.each([
      ['PBES2', modern],
      ['old encryption', legacy],
      ['PBES2 without a MAC', ['-nomac']],
    ])(`${passphrase}, %s`, (_, more) => {
      const file = files().pkcs12('p256', { passphrase, more })
      expect(value(readPkcs12(file, passphrase, now())).privateKey.length).toBeGreaterThan(100)
      expect(code(readPkcs12(file, `${passphrase}x`, now()))).toBe('authority-wrong-passphrase')
    })

  testWithAuthority.each([
    ['composed', 'apart', 'NFC', 'NFD'],
    ['apart', 'composed', 'NFD', 'NFC'],
  ] as const)('accents that were %s when the file was made, and are typed %s', (_, __, made, typed) => {
    for (const more of [modern, legacy]) {
      const file = files().pkcs12('p256', { passphrase: 'Siân-Ångström'.normalize(made), more })
      expect(readPkcs12(file, 'Siân-Ångström'.normalize(typed), now()).ok).toBe(true)
    }
  })

  testWithAuthority('an empty passphrase opens a file that was made with one, and no other', () => {
    for (const more of [modern, legacy, ['-nomac']]) {
      expect(readPkcs12(files().pkcs12('p256', { passphrase: '', more }), '', now()).ok).toBe(true)
      expect(code(readPkcs12(files().pkcs12('p256', { more }), '', now()))).toBe('authority-wrong-passphrase')
    }
  })

  test('the spellings: one for ASCII, so that a wrong one costs no more; each other once', () => {
    expect(spellPassphrase('invented passphrase')).toHaveLength(1)
    const pound = spellPassphrase('£').map(({ wide, narrow }) => [wide, narrow.toString('hex')])
    expect(pound).toEqual([
      ['£', 'c2a3'],
      ['Â£', 'c2a3'],
      ['£', 'a3'],
    ])
    expect(spellPassphrase('').map(({ wide }) => wide)).toEqual(['', undefined])
  })
})
