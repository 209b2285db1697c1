import { expect, test } from 'vitest'
import { encodeText, type ModemCharset } from '../../../native/modem/gsm-text.ts'

const both = new Set<ModemCharset>(['IRA', 'GSM'])
const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

test.each<readonly [string, readonly ModemCharset[], string, ModemCharset | undefined]>([
  ['Your numbers are 000 017.', [], 'Your numbers are 000 017.', undefined],
  ['name_1@example.invalid', ['IRA', 'GSM'], 'name_1@example.invalid', 'IRA'],
  ['£5 é à', ['IRA', 'GSM'], '\u00015 \u0005 \u007f', 'GSM'],
  ['Your numbers are 000 017.', ['IRA'], 'Your numbers are 000 017.', 'IRA'],
  ['No 5', ['UCS2'], '004E006F00200035', 'UCS2'],
  ['£é', ['UCS2'], '00A300E9', 'UCS2'],
  ['a@b', ['GSM'], 'a\u0000b', 'GSM'],
])('%j with %j goes as %j', (body, charsets, bytes, charset) => {
  const encoded = encodeText(body, new Set(charsets))
  expect(encoded).toMatchObject({ state: 'encoded' })
  if (encoded.state === 'encoded') expect([text(encoded.bytes), encoded.charset]).toEqual([bytes, charset])
})

test.each([
  'Ctrl-Z \u001a',
  'ESC \u001b',
  'line\nline',
  'line\rline',
  'Ξ is 1A',
  'ò is 08',
  'Γ is XOFF',
  'five €',
  '{}',
  '[a]',
  'back\\slash',
  '`',
  '🙂',
  'Ŵ',
  '\0',
  '\u2028',
])('%j cannot be typed at a prompt', (body) => expect(encodeText(body, both)).toEqual({ state: 'cannot-be-typed' }))

test('characters outside ASCII need a modem that knows the GSM alphabet', () => {
  expect(encodeText('£5', new Set(['IRA']))).toEqual({ state: 'cannot-be-typed' })
  expect(encodeText('five 🙂', new Set(['UCS2']))).toEqual({ state: 'cannot-be-typed' })
  expect(encodeText('x'.repeat(161), new Set(['UCS2']))).toEqual({ state: 'too-long' })
  expect(encodeText('a_b', new Set(['GSM']))).toEqual({ state: 'cannot-be-typed' })
})

test('one message at most, one character at least', () => {
  expect(encodeText('x'.repeat(160), both)).toMatchObject({ state: 'encoded' })
  expect(encodeText('x'.repeat(161), both)).toEqual({ state: 'too-long' })
  expect(encodeText('', both)).toEqual({ state: 'empty' })
})

test('no character becomes a key of the modem, in any set', () => {
  const keys = [0x08, 0x0a, 0x0d, 0x11, 0x13, 0x1a, 0x1b]
  for (const charsets of [[], ['IRA'], ['GSM'], ['IRA', 'GSM'], ['UCS2']] as const) {
    for (let code = 0; code <= 0xffff; code++) {
      const encoded = encodeText(String.fromCharCode(code), new Set(charsets))
      if (encoded.state === 'encoded') for (const byte of encoded.bytes) expect(keys).not.toContain(byte)
    }
  }
})
