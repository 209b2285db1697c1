import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DEVELOPMENT_KEY, findBadKey, readUpdateKeys } from '../../../main/update/update-keys.ts'
import { DEVELOPMENT_KEY_FILE } from '../../support/update-files.ts'

test('update keys: the development key is the public half of the file in the repository', () => {
  const publicKey = createPublicKey(readFileSync(DEVELOPMENT_KEY_FILE)).export({ type: 'spki', format: 'der' }).subarray(-32)
  expect(publicKey.toString('base64')).toBe(DEVELOPMENT_KEY)
})

test.each([
  ['', true, [], false],
  ['', false, [], true],
  ['one', false, ['one'], false],
  ['one,two', true, ['one', 'two'], false],
] as const)('update keys: built in “%s”, installed %s', (builtIn, isPackaged, trusted, acceptsDevelopment) => {
  expect(readUpdateKeys(builtIn, isPackaged)).toEqual({ trusted, acceptsDevelopment })
})

test('update keys: a build with a value that is no key does not start', () => {
  expect(findBadKey('')).toBeUndefined()
  expect(findBadKey(`${DEVELOPMENT_KEY},${DEVELOPMENT_KEY}`)).toBeUndefined()
  expect(findBadKey(`${DEVELOPMENT_KEY},short`)).toBe('short')
  expect(findBadKey('AAAA')).toBe('AAAA')
})
