import { describe, expect, test } from 'vitest'
import { WHOLE_CARD, checkFineness, dotsPerInch, placeImage } from '../../../domain/card/card-images.ts'

const box = { x: 10, y: 10, width: 20, height: 10 }

test.each([
  ['contain', { width: 100, height: 100 }, { x: 15, y: 10, width: 10, height: 10 }],
  ['cover', { width: 100, height: 100 }, { x: 10, y: 5, width: 20, height: 20 }],
  ['contain', { width: 400, height: 100 }, { x: 10, y: 12.5, width: 20, height: 5 }],
  ['cover', { width: 400, height: 100 }, { x: 0, y: 10, width: 40, height: 10 }],
] as const)('%s puts %o at its place', (fit, size, place) => expect(placeImage(box, size, fit)).toEqual(place))

test('a whole card at 300 dots to the inch is 1011 × 638 pixels', () => {
  expect(dotsPerInch(WHOLE_CARD, { width: 1011, height: 638 }, 'cover')).toBeCloseTo(300, 0)
})

describe('pictures coarser than the print head', () => {
  test.each([
    [1011, 638, true],
    [1012, 638, true],
    [1000, 631, false],
    [2022, 1276, true],
    [2022, 500, false],
  ])('%i × %i for a whole card: accepted %s', (width, height, accepted) => {
    expect(checkFineness('The background', WHOLE_CARD, { width, height }, 'cover').ok).toBe(accepted)
  })
  test('are refused with what would do', () => {
    const checked = checkFineness('The logo', box, { width: 100, height: 50 }, 'contain')
    expect(checked).toMatchObject({
      ok: false,
      error: {
        message: expect.stringContaining('The logo has 100 × 50 pixels, which is 127 dots'),
        next: expect.stringContaining('237 × 119'),
      },
    })
  })
})
