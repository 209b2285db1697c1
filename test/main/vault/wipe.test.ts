import { expect, test } from 'vitest'
import { wipe } from '../../../main/vault/wipe.ts'

test('every secret is overwritten, and a missing one is no failure', () => {
  const [one, two] = [Uint8Array.of(1, 2), Buffer.from('secret')]
  wipe(one, undefined, two)
  expect(one).toEqual(new Uint8Array(2))
  expect(two.equals(Buffer.alloc(6))).toBe(true)
})
