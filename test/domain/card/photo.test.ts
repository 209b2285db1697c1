import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cropProblems,
  fitCrop,
  getCropAroundFace,
  getInitialCrop,
  photoProblems,
  photoRules,
  type Box,
} from '../../../domain/card/photo.ts'

const good = { width: 900, height: 1_200, bytes: 400_000, mime: 'image/jpeg' }

describe('the photograph file', () => {
  test.each([
    ['a good JPEG', {}, []],
    ['a good PNG', { mime: 'image/png' }, []],
    ['exactly the smallest picture', { width: 600, height: 750, bytes: 50_000 }, []],
    ['exactly the heaviest file', { bytes: 10_000_000 }, []],
    ['one pixel too narrow', { width: 599 }, ['photo-too-narrow']],
    ['one pixel too low', { width: 700, height: 749 }, ['photo-too-low']],
    ['too small both ways', { width: 300, height: 400 }, ['photo-too-narrow', 'photo-too-low']],
    ['a byte too light', { bytes: 49_999 }, ['photo-too-light']],
    ['a byte too heavy', { bytes: 10_000_001 }, ['photo-too-heavy']],
    ['wider than high', { width: 1_600, height: 1_200 }, ['photo-landscape']],
    ['HEIC', { mime: 'image/heic' }, ['photo-heic']],
    ['HEIF', { mime: 'image/heif' }, ['photo-heic']],
    ['a PDF', { mime: 'application/pdf' }, ['photo-kind']],
    ['an SVG', { mime: 'image/svg+xml' }, ['photo-kind']],
    ['a picture bomb', { width: 50_000, height: 50_000 }, ['photo-too-many-pixels']],
  ])('%s', (_what, change, codes) => {
    expect(photoProblems({ ...good, ...change }).map((problem) => problem.code)).toEqual(codes)
  })

  test('what cannot be opened is refused, what breaks a rule is the agent’s to judge', () => {
    expect(photoProblems({ ...good, mime: 'image/heic' })[0]!.weight).toBe('refused')
    expect(photoProblems({ ...good, width: 50_000, height: 50_000 })[0]!.weight).toBe('refused')
    expect(photoProblems({ ...good, width: 300 })[0]!.weight).toBe('rule')
  })
})

const picture = fc.record({ width: fc.integer({ min: 60, max: 9_000 }), height: fc.integer({ min: 60, max: 9_000 }) })

function expectInside(box: Box, inside: { width: number; height: number }): void {
  expect([box.x, box.y, box.width, box.height].every(Number.isInteger)).toBe(true)
  expect(box.x).toBeGreaterThanOrEqual(0)
  expect(box.y).toBeGreaterThanOrEqual(0)
  expect(box.width).toBeGreaterThan(0)
  expect(box.x + box.width).toBeLessThanOrEqual(inside.width)
  expect(box.y + box.height).toBeLessThanOrEqual(inside.height)
}

/** 35:45 to within the one pixel that whole numbers cost. */
function expectShape(box: Box): void {
  expect(Math.abs(box.width - (box.height * 35) / 45)).toBeLessThanOrEqual(1)
}

describe('the crop box of 35:45', () => {
  test.each([
    [
      { width: 3_500, height: 4_500 },
      { x: 0, y: 0, width: 3_500, height: 4_500 },
    ],
    [
      { width: 4_500, height: 4_500 },
      { x: 500, y: 0, width: 3_500, height: 4_500 },
    ],
    [
      { width: 3_500, height: 6_000 },
      { x: 0, y: 500, width: 3_500, height: 4_500 },
    ],
  ])('starts as the largest box: %o → %o', (inside, box) => {
    expect(getInitialCrop(inside)).toEqual(box)
  })

  test('always has its shape, lies inside the picture and touches two opposite sides', () => {
    fc.assert(
      fc.property(picture, (inside) => {
        const box = getInitialCrop(inside)
        expectInside(box, inside)
        expectShape(box)
        expect(box.width === inside.width || box.height === inside.height).toBe(true)
      }),
    )
  })

  test('a dragged box keeps its shape and stays inside, wherever it is dragged', () => {
    const number = fc.double({ min: -20_000, max: 20_000, noNaN: true })
    fc.assert(
      fc.property(picture, fc.record({ x: number, y: number, width: number, height: number }), (inside, dragged) => {
        const box = fitCrop(dragged, inside)
        expectInside(box, inside)
        expectShape(box)
      }),
    )
  })

  test('a box that fits already is left as it is', () => {
    const box = { x: 100, y: 50, width: 700, height: 900 }
    expect(fitCrop(box, { width: 2_000, height: 2_000 })).toEqual(box)
  })

  test('round a face: crown to chin is 70 % of the height and the face is in the middle', () => {
    const box = getCropAroundFace({ width: 3_000, height: 4_000 }, { crownY: 1_000, chinY: 1_700, centreX: 1_500 })
    expect(box).toEqual({ x: 1_111, y: 850, width: 778, height: 1_000 })
    expect(cropProblems(box, { crownY: 1_000, chinY: 1_700 })).toEqual([])
  })

  test('round a face at the very edge it still lies inside', () => {
    fc.assert(
      fc.property(
        picture,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (inside, across, down) => {
          const crownY = down * inside.height * 0.9
          expectInside(getCropAroundFace(inside, { crownY, chinY: crownY + inside.height * 0.1, centreX: across * inside.width }), inside)
        },
      ),
    )
  })

  test.each([
    ['too few pixels', { width: 599, height: 770 }, undefined, [/599 by 770/]],
    ['face at 59 %', { width: 700, height: 900 }, 0.59, [/too small/]],
    ['face at 60 %', { width: 700, height: 900 }, 0.6, []],
    ['face at 80 %', { width: 700, height: 900 }, 0.8, []],
    ['face at 81 %', { width: 700, height: 900 }, 0.81, [/too large/]],
  ])('warns: %s', (_what, size, share, words) => {
    const problems = cropProblems({ x: 0, y: 0, ...size }, share === undefined ? undefined : { crownY: 0, chinY: share * size.height })
    expect(problems).toHaveLength(words.length)
    words.forEach((one, index) => expect(problems[index]).toMatch(one))
  })

  test('the target lies inside the limits that warn', () => {
    const { target, warn } = photoRules.face
    expect(warn.from).toBeLessThan(target.from)
    expect(target.to).toBeLessThan(warn.to)
  })
})
