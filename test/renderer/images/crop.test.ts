import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { getInitialCrop } from '../../../domain/card/photo.ts'
import {
  CHIP_SIZE,
  dragBy,
  HEAD_GUIDE,
  maximumZoom,
  moveTo,
  positionOf,
  PRINT_SIZE,
  zoomOf,
  zoomTo,
} from '../../../renderer/images/crop.ts'

const picture = { width: 1_200, height: 1_600 }
const start = getInitialCrop(picture)

describe('the crop box', () => {
  test('zooms round its own middle', () => {
    const box = zoomTo(picture, start, 2)
    expect(zoomOf(picture, box)).toBeCloseTo(2, 1)
    expect(Math.abs(box.x + box.width / 2 - (start.x + start.width / 2))).toBeLessThanOrEqual(1)
    expect(Math.abs(box.y + box.height / 2 - (start.y + start.height / 2))).toBeLessThanOrEqual(1)
  })

  test('zooming out again gives the largest box', () => {
    expect(zoomTo(picture, zoomTo(picture, start, 3), 1)).toMatchObject({ width: start.width, height: start.height })
  })

  test('moves to each edge and says so', () => {
    const box = zoomTo(picture, start, 2)
    expect(moveTo(picture, box, { x: 0, y: 0 })).toMatchObject({ x: 0, y: 0 })
    expect(positionOf(picture, moveTo(picture, box, { x: 1, y: 1 }))).toEqual({ x: 1, y: 1 })
    expect(moveTo(picture, box, { x: 0 }).y).toBe(box.y)
  })

  test('dragging to the right shows what is further left', () => {
    const box = zoomTo(picture, start, 2)
    expect(dragBy(picture, box, 0.1, 0).x).toBeLessThan(box.x)
    expect(dragBy(picture, box, 0, 0.1).y).toBeLessThan(box.y)
  })

  test('a picture of exactly 35:45 has nowhere to go', () => {
    const passport = { width: 700, height: 900 }
    const box = getInitialCrop(passport)
    expect(box).toEqual({ x: 0, y: 0, width: 700, height: 900 })
    expect(positionOf(passport, box)).toEqual({ x: 0.5, y: 0.5 })
    expect(dragBy(passport, box, 0.4, -0.4)).toEqual(box)
  })

  test('never zooms in until it prints softly: at least 372 pixels for 31.5 mm', () => {
    expect(zoomTo(picture, start, 99).height).toBeGreaterThanOrEqual(372)
    expect(maximumZoom({ width: 300, height: 380 })).toBeLessThan(1.03)
    expect(maximumZoom({ width: 100, height: 100 })).toBe(1)
  })

  test('stays whole pixels inside the picture whatever is done to it', () => {
    const side = fc.integer({ min: 40, max: 6_000 })
    const share = fc.double({ min: -3, max: 3, noNaN: true })
    fc.assert(
      fc.property(
        side,
        side,
        fc.array(fc.tuple(fc.constantFrom('zoom', 'move', 'drag'), share, share), { maxLength: 8 }),
        (width, height, acts) => {
          const size = { width, height }
          let box = getInitialCrop(size)
          for (const [act, a, b] of acts) {
            box = act === 'zoom' ? zoomTo(size, box, a * 3) : act === 'move' ? moveTo(size, box, { x: a, y: b }) : dragBy(size, box, a, b)
            expect([box.x, box.y, box.width, box.height].every(Number.isInteger)).toBe(true)
            expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(true)
            expect(Math.abs(box.width - (box.height * 35) / 45)).toBeLessThanOrEqual(1)
          }
        },
      ),
    )
  })
})

test.each([
  ['print', PRINT_SIZE],
  ['chip', CHIP_SIZE],
])('the %s picture is 35:45 to the nearest pixel', (_name, { width, height }) => {
  expect(Math.abs(height - (width * 45) / 35)).toBeLessThan(1)
})

test('the head guide is 29 to 34 mm of 45 mm and stays inside the picture', () => {
  expect(HEAD_GUIDE.smallest * 45).toBeCloseTo(29)
  expect(HEAD_GUIDE.largest * 45).toBeCloseTo(34)
  expect(HEAD_GUIDE.centreY - HEAD_GUIDE.largest / 2).toBeGreaterThan(0.05)
  expect((HEAD_GUIDE.largest * HEAD_GUIDE.widthToHeight * 45) / 35).toBeLessThan(1)
})
