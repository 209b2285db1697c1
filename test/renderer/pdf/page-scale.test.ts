import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findScale } from '../../../renderer/pdf/page-scale.ts'

test.each([
  ['A4 at life size', { width: 595, height: 842 }, 4 / 3, 1, 4 / 3],
  ['A4 at 200 % on a fine screen', { width: 595, height: 842 }, 16 / 3, 1, Math.sqrt(12_000_000 / (595 * 842))],
  ['5 by 5 metres', { width: 14_400, height: 14_400 }, 1, 1, Math.sqrt(12_000_000) / 14_400],
  ['400 times as high as wide', { width: 36, height: 14_400 }, 3, 1, 8_192 / 14_400],
  ['A4, one of 30 pages', { width: 595, height: 842 }, 16 / 3, 30, Math.sqrt(64_000_000 / 30 / (595 * 842))],
])('page scale: %s', (_name, size, wanted, pages, scale) => expect(findScale(size, wanted, pages)).toBeCloseTo(scale, 8))

test('page scale: never more than a canvas of Chromium holds, nor more than was wanted', () =>
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 200_000, noNaN: true }),
      fc.double({ min: 1, max: 200_000, noNaN: true }),
      fc.double({ min: 0.1, max: 20, noNaN: true }),
      fc.integer({ min: 1, max: 30 }),
      (width, height, wanted, pages) => {
        const scale = findScale({ width, height }, wanted, pages)
        expect(scale).toBeGreaterThan(0)
        expect(scale).toBeLessThanOrEqual(wanted)
        expect(Math.max(width, height) * scale).toBeLessThanOrEqual(8_192.001)
        expect(width * height * scale * scale * pages).toBeLessThanOrEqual(64_000_001)
      },
    ),
  ))
