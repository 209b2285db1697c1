export type RandomBytes = (length: number) => Uint8Array

/** UUID version 4: random, and unlike version 7 it does not show when it was made. */
export function randomId(randomBytes: RandomBytes): string {
  const bytes = Uint8Array.from(randomBytes(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Buffer.from(bytes).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
