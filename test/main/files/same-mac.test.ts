import { expect, test } from 'vitest'
import { isSameMac } from '../../../main/files/same-mac.ts'

const mac = new Uint8Array(32).fill(7)

test.each<[string, Uint8Array, boolean]>([
  ['the same', mac.slice(), true],
  ['another last byte', mac.with(31, 8), false],
  ['shorter', mac.subarray(0, 31), false],
  ['longer', new Uint8Array(33).fill(7), false],
  ['empty', new Uint8Array(0), false],
])('authentication code: %s', (_, given, expected) => {
  expect(isSameMac(given, mac)).toBe(expected)
})
