import { expect, test } from 'vitest'
import { countRefused } from './passcodes.ts'

test('a code that is refused is counted as one', () => {
  expect(countRefused(['918264', '040790', '123456', '103759'])).toBe(3)
})
