/** The best quality at which a picture still fits into a number of bytes: a smartcard's facial image object is small. */

export type EncodeAt = (quality: number, scale: number) => Promise<Uint8Array>

export interface FitOptions {
  readonly maximumBytes: number
  readonly highest?: number
  /** Below this a face can no longer be recognised: rather fewer pixels than more blur. */
  readonly lowest?: number
  /** Sizes to try, largest first, as a share of the wanted size. */
  readonly scales?: readonly number[]
}

const STEPS = 6

/**
 * Encodes at falling quality, then at falling size, until it fits. Nothing when even the smallest does not.
 * Encoded size grows with quality, so the quality is found by halving.
 */
export async function fitToBytes(encode: EncodeAt, options: FitOptions): Promise<Uint8Array | undefined> {
  const { maximumBytes, highest = 0.9, lowest = 0.4, scales = [1, 0.85, 0.7, 0.55, 0.4] } = options
  for (const scale of scales) {
    const best = await encode(highest, scale)
    if (best.length <= maximumBytes) return best
    let fits = await encode(lowest, scale)
    if (fits.length > maximumBytes) continue
    let [good, bad] = [lowest, highest]
    for (let step = 0; step < STEPS; step += 1) {
      const quality = (good + bad) / 2
      const bytes = await encode(quality, scale)
      if (bytes.length <= maximumBytes) [good, fits] = [quality, bytes]
      else bad = quality
    }
    return fits
  }
  return undefined
}
