import { describe, expect, test } from 'vitest'
import { toPoints, type Box } from '../../../domain/dispatch/media.ts'
import { watermarkOperators } from '../../../main/documents/pdf-watermark.ts'
import { settings } from './support.ts'

const HEIGHT = 200

/** The corners of the word on the page in points, from the bottom left. */
async function cornersIn(box: Box) {
  const operators = watermarkOperators((await settings()).fonts.semibold, box, HEIGHT)
  const [, a, b, c, d, x, y] = /^q 0\.9 g (\S+) (\S+) (\S+) (\S+) (\S+) (\S+) cm\n/.exec(operators)!.map(Number) as number[]
  const outline = operators
    .split('\n')
    .slice(1)
    .flatMap((line) => [...line.matchAll(/(-?\d+\.\d{4}) (-?\d+\.\d{4})/g)].map(([, px, py]) => [Number(px), Number(py)] as const))
  return {
    operators,
    slope: Math.atan2(b!, a!),
    points: outline.map(([px, py]) => [a! * px + c! * py + x!, b! * px + d! * py + y!] as const),
  }
}

describe('watermark', () => {
  test.each([
    ['a card', { x: 0, y: 0, width: 60, height: 40 }],
    ['a part of a page', { x: 20, y: 10, width: 30, height: 50 }],
    ['a strip', { x: 0, y: 20, width: 60, height: 8 }],
  ])('%s: lies along the diagonal and does not leave its box', async (_, box) => {
    const { points, slope } = await cornersIn(box)
    expect(slope).toBeCloseTo(Math.atan2(box.height, box.width), 3)
    const [left, right] = [toPoints(box.x), toPoints(box.x + box.width)]
    const [top, bottom] = [HEIGHT - toPoints(box.y), HEIGHT - toPoints(box.y + box.height)]
    for (const [x, y] of points) {
      expect(x).toBeGreaterThanOrEqual(left)
      expect(x).toBeLessThanOrEqual(right)
      expect(y).toBeGreaterThanOrEqual(bottom)
      expect(y).toBeLessThanOrEqual(top)
    }
    const middle = (axis: 0 | 1) => (Math.min(...points.map((point) => point[axis])) + Math.max(...points.map((point) => point[axis]))) / 2
    expect(middle(0)).toBeCloseTo((left + right) / 2, -1)
    expect(middle(1)).toBeCloseTo((top + bottom) / 2, -1)
  })

  test('outlines only: no text operator, and the state of the page is put back', async () => {
    const { operators } = await cornersIn({ x: 0, y: 0, width: 60, height: 40 })
    expect(operators).not.toMatch(/BT|Tj|Tf/)
    expect(operators).toMatch(/f Q\n$/)
    // One closed outline for each letter of PRACTICE, and one for each hole in it.
    expect(operators.match(/^h$/gm)).toHaveLength(11)
  })
})
