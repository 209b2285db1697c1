import { describe, expect, test } from 'vitest'
import { checkPassphrase } from '../../../main/vault/passphrase.ts'
import { suggestPassphrase } from '../../../main/vault/suggest-passphrase.ts'
import { code, randomBytes } from './support.ts'

describe('suggested passphrase', () => {
  test('five words of small letters, another each time, and accepted', async () => {
    const drawn = new Set<string>()
    for (let time = 0; time < 40; time += 1) {
      const suggested = await suggestPassphrase(randomBytes)
      expect(suggested).toMatch(/^[a-z]+(?: [a-z]+){4}$/)
      expect(code(await checkPassphrase(suggested, [])), suggested).toBe('ok')
      drawn.add(suggested)
    }
    expect(drawn.size).toBe(40)
  })

  test('every word of the 7,776 is as likely: 65,536 draws give each one 8 times, and draws beyond are made again', async () => {
    const counts = new Map<string, number>()
    // Begins where a remainder would make the first words likelier.
    let next = 7_776 * 8
    const everyPair = () => {
      const pair = Uint8Array.of(next >> 8, next & 0xff)
      next = (next + 1) % 0x1_0000
      return pair
    }
    for (let time = 0; time < (7_776 * 8) / 5; time += 1)
      for (const word of (await suggestPassphrase(everyPair)).split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1)
    expect(counts.size).toBe(7_776)
    expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1)
  })
})
