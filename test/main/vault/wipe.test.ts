import { expect, test } from 'vitest'
import { wipe, wipeAll } from '../../../main/vault/wipe.ts'

test('every secret is overwritten, and a missing one is no failure', () => {
  const [one, two] = [Uint8Array.of(1, 2), Buffer.from('secret')]
  wipe(one, undefined, two)
  expect(one).toEqual(new Uint8Array(2))
  expect(two.equals(Buffer.alloc(6))).toBe(true)
})

test('as many secrets as a station of 60,000 cases has keys are overwritten', () => {
  const secrets = Array.from({ length: 300_000 }, () => Uint8Array.of(1))
  wipeAll(secrets)
  expect(secrets.every(([byte]) => byte === 0)).toBe(true)
})
