/** Answer to reset (ISO/IEC 7816-3 §8): how fast card and reader talk, by which protocols, and what the card says of itself. */
import { formatHex } from '../../domain/bytes.ts'

export interface DecodedAtr {
  /** `T=0`, `T=1`, in the card's order. */
  readonly protocols: readonly string[]
  /** TA1 in hex; absent when the card leaves it at 11. */
  readonly ta1: string | undefined
  /** Bits a second that TA1 offers at 3.57 MHz; the reader decides whether it takes them. Undefined when TA1 is a reserved value. */
  readonly bitsPerSecond: number | undefined
  readonly historical: Uint8Array
  /** Undefined where the card needs no check byte (T=0 alone). */
  readonly checkIsRight: boolean | undefined
}

const clock = 3_571_200
// ISO 7816-3 tables 7 and 8; undefined is reserved.
const clockRates = [372, 372, 558, 744, 1116, 1488, 1860, undefined, undefined, 512, 768, 1024, 1536, 2048, undefined, undefined]
const bitRates = [undefined, 1, 2, 4, 8, 16, 32, 64, 12, 20, undefined, undefined, undefined, undefined, undefined, undefined]

/** Undefined when it is no answer to reset: the wrong first byte, or it ends too early. */
export function decodeAtr(atr: Uint8Array): DecodedAtr | undefined {
  if ((atr[0] !== 0x3b && atr[0] !== 0x3f) || atr.length < 2) return undefined
  const historicalLength = atr[1]! & 0x0f
  const protocols: number[] = []
  let ta1: number | undefined
  let at = 2
  let presence = atr[1]! >> 4
  for (let level = 1; presence !== 0; level++) {
    if ((presence & 0b0001) !== 0) {
      if (level === 1) ta1 = atr[at]
      at++
    }
    if ((presence & 0b0010) !== 0) at++
    if ((presence & 0b0100) !== 0) at++
    if ((presence & 0b1000) === 0) break
    const next = atr[at++]
    if (next === undefined) return undefined
    if (!protocols.includes(next & 0x0f)) protocols.push(next & 0x0f)
    presence = next >> 4
  }
  if (protocols.length === 0) protocols.push(0)
  const historical = atr.slice(at, at + historicalLength)
  if (historical.length < historicalLength) return undefined
  // A check byte follows unless the card offers T=0 alone.
  const needsCheck = protocols.some((protocol) => protocol !== 0)
  const rest = atr.slice(at + historicalLength)
  if (rest.length !== (needsCheck ? 1 : 0)) return undefined
  const [f, d] = ta1 === undefined ? [372, 1] : [clockRates[ta1 >> 4], bitRates[ta1 & 0x0f]]
  return {
    protocols: protocols.filter((protocol) => protocol !== 15).map((protocol) => `T=${String(protocol)}`),
    ta1: ta1 === undefined ? undefined : formatHex(Uint8Array.of(ta1)),
    bitsPerSecond: f === undefined || d === undefined ? undefined : Math.round((clock * d) / f),
    historical,
    checkIsRight: needsCheck ? atr.slice(1).reduce((sum, byte) => sum ^ byte, 0) === 0 : undefined,
  }
}

/** Historical bytes as text where they are text: many cards write their name there. */
export function historicalText(historical: Uint8Array): string | undefined {
  const text = String.fromCharCode(...historical)
  return historical.length > 0 && /^[\x20-\x7e]+$/.test(text) ? text : undefined
}
