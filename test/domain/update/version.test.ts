import { expect, test } from 'vitest'
import { compareVersions, higherVersion, versionNumber } from '../../../domain/update/version.ts'

test.each([
  ['0.1.0', '0.1.0', 0],
  ['1.10.0', '1.9.9', 1],
  ['1.9.9', '1.10.0', -1],
  ['2.0.0', '10.0.0', -1],
  ['0.0.2', '0.0.1', 1],
  ['1.0.0', '0.99.99', 1],
] as const)('version: %s against %s', (left, right, sign) => {
  expect(Math.sign(compareVersions(left, right))).toBe(sign)
  expect(higherVersion(left, right)).toBe(sign < 0 ? right : left)
})

test.each(['1', '1.2', '1.2.3.4', '01.2.3', '1.2.3-beta', 'v1.2.3', '1.2.x', ' 1.2.3', '1.2.3\n', '1.2.1000000'])(
  'version: “%s” is none',
  (text) => {
    expect(versionNumber.safeParse(text).success).toBe(false)
  },
)

test('version: comparing what is none is a bug', () => {
  expect(() => compareVersions('test', '1.0.0')).toThrow()
})
