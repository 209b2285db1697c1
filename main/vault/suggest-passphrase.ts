/** Draws a passphrase of five words: 64 bits, from the list of the Electronic Frontier Foundation (7,776 words, for five dice each). */
import type { RandomBytes } from '../files/random-id.ts'
import { wipe } from './wipe.ts'

const WORDS = 5

/** Words in small letters, separated by spaces. Every word is as likely as any other. */
export async function suggestPassphrase(randomBytes: RandomBytes): Promise<string> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const list = dictionary['diceware-common']
  return Array.from({ length: WORDS }, () => list[drawBelow(list.length, randomBytes)]!).join(' ')
}

/** A number below `limit`. Draws again where a remainder would make low numbers likelier. */
function drawBelow(limit: number, randomBytes: RandomBytes): number {
  const highest = 0x1_0000 - (0x1_0000 % limit)
  for (;;) {
    const bytes = randomBytes(2)
    const drawn = bytes[0]! * 0x100 + bytes[1]!
    wipe(bytes)
    if (drawn < highest) return drawn % limit
  }
}
