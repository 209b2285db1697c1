/** An age identity as the `age` tool takes it: the seed in Bech32 (BIP 173). */
const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'

function checksum(values: readonly number[]): number[] {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
  let check = 1
  for (const value of [...values, 0, 0, 0, 0, 0, 0]) {
    const top = check >>> 25
    check = ((check & 0x1ffffff) << 5) ^ value
    for (const [bit, word] of generator.entries()) if ((top >>> bit) & 1) check ^= word
  }
  check ^= 1
  return Array.from({ length: 6 }, (_, index) => (check >>> (5 * (5 - index))) & 31)
}

export function ageIdentity(seed: Uint8Array): string {
  const prefix = 'age-secret-key-'
  const words: number[] = []
  let [held, bits] = [0, 0]
  for (const byte of seed) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      words.push((held >>> bits) & 31)
      held &= (1 << bits) - 1
    }
  }
  if (bits > 0) words.push((held << (5 - bits)) & 31)
  const expanded = [...[...prefix].map((letter) => letter.charCodeAt(0) >> 5), 0, ...[...prefix].map((letter) => letter.charCodeAt(0) & 31)]
  return `${prefix}1${[...words, ...checksum([...expanded, ...words])].map((word) => letters[word]).join('')}`.toUpperCase()
}
