import { expect, test } from 'vitest'
import { formatRecoveryKey, parseRecoveryKey } from '../../../main/vault/recovery-key.ts'
import { code, randomBytes, value } from './support.ts'

const key = Uint8Array.from({ length: 20 }, (_, index) => index * 13)
const printed = formatRecoveryKey(key)

test('a recovery key is eight groups of four and a check character', () => {
  expect(printed).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z*~$=U]$/)
  for (let round = 0; round < 200; round += 1) {
    const random = randomBytes(20)
    expect(value(parseRecoveryKey(formatRecoveryKey(random)))).toEqual(random)
  }
})

test.each([
  ['lower case', printed.toLowerCase()],
  ['no hyphens', printed.replaceAll('-', '')],
  ['spaces and long dashes', ` ${printed.replaceAll('-', ' – ')} `],
  ['O for 0 and L or I for 1', printed.replaceAll('0', 'O').replace('1', 'l').replaceAll('1', 'I')],
])('what a person types is read as meant: %s', (_, typed) => {
  expect(value(parseRecoveryKey(typed))).toEqual(key)
})

test('every single wrong character and every exchange of neighbours is noticed', () => {
  const text = printed.replaceAll('-', '')
  for (let index = 0; index < text.length; index += 1) {
    for (const wrong of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
      if (wrong === text[index]) continue
      expect(code(parseRecoveryKey(text.slice(0, index) + wrong + text.slice(index + 1)))).toBe('recovery-key-mistyped')
    }
    const next = text[index + 1]
    if (next === undefined || next === text[index]) continue
    expect(code(parseRecoveryKey(text.slice(0, index) + next + text[index] + text.slice(index + 2)))).toBe('recovery-key-mistyped')
  }
})

test.each(['', 'AAAA', `${printed}0`, printed.slice(0, -1), printed.replace(/^./, 'U')])('%j is no recovery key', (typed) => {
  expect(code(parseRecoveryKey(typed))).toBe('recovery-key-mistyped')
})

test.each([
  ['nothing', '', '33 letters and digits; 0 were typed'],
  ['too few', printed.slice(0, -1), '33 letters and digits; 32 were typed'],
  ['a character that cannot be in it', printed.replace(/^./, 'U'), 'or one of them cannot be in it'],
  ['a wrong check character', `${printed.slice(0, -1)}${printed.endsWith('=') ? '~' : '='}`, 'One character of the recovery key is wrong'],
])('a refusal says what is wrong: %s', (_, typed, words) => {
  const parsed = parseRecoveryKey(typed)
  expect(parsed.ok ? '' : parsed.error.message).toContain(words)
})

test.each([0, 15, 19, 21, 25])('%d bytes are no recovery key', (length) => {
  expect(() => formatRecoveryKey(new Uint8Array(length))).toThrow('a recovery key has 20 bytes')
})
