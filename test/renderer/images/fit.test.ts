import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { fitToBytes } from '../../../renderer/images/fit.ts'

/** A picture whose size grows with quality and with area, as JPEG does. */
const picture = (bytesAtBest: number) => {
  const tried: { quality: number; scale: number }[] = []
  const encode = (quality: number, scale: number) => {
    tried.push({ quality, scale })
    return Promise.resolve(new Uint8Array(Math.round(bytesAtBest * quality ** 1.5 * scale ** 2)))
  }
  return { encode, tried }
}

describe('a picture is kept at the best quality that fits', () => {
  test('as it is when it fits at once', async () => {
    const { encode, tried } = picture(9_000)
    await fitToBytes(encode, { maximumBytes: 11_000 })
    expect(tried).toEqual([{ quality: 0.9, scale: 1 }])
  })

  test('quality falls before size does, and comes close to the limit', async () => {
    const { encode, tried } = picture(20_000)
    const bytes = await fitToBytes(encode, { maximumBytes: 11_000 })
    expect(tried.every(({ scale }) => scale === 1)).toBe(true)
    expect(bytes!.length).toBeLessThanOrEqual(11_000)
    expect(bytes!.length).toBeGreaterThan(10_500)
  })

  test('size falls when the lowest quality is not enough', async () => {
    const { encode, tried } = picture(90_000)
    expect((await fitToBytes(encode, { maximumBytes: 11_000 }))!.length).toBeLessThanOrEqual(11_000)
    expect(tried.at(-1)!.scale).toBeLessThan(1)
    expect(tried.every(({ quality }) => quality >= 0.4)).toBe(true)
  })

  test('nothing when even the smallest is too large', async () => {
    expect(await fitToBytes(picture(10_000_000).encode, { maximumBytes: 11_000 })).toBeUndefined()
  })

  test('what is answered always fits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 100, max: 400_000 }), fc.integer({ min: 500, max: 20_000 }), async (best, maximumBytes) => {
        const bytes = await fitToBytes(picture(best).encode, { maximumBytes })
        expect(bytes === undefined || bytes.length <= maximumBytes).toBe(true)
      }),
    )
  })
})
