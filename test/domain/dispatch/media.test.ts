import { describe, expect, test } from 'vitest'
import {
  A4,
  MEDIA,
  calibrationOffset,
  defaultLabelMedium,
  findLabelMedium,
  hasPositions,
  highestLabelPosition,
  labelBox,
  labelMediumIds,
  labelsPerPage,
  mediumIds,
  placeLabels,
  suitsAddress,
  toPoints,
} from '../../../domain/dispatch/media.ts'
import type { Medium } from '../../../domain/dispatch/media.ts'

const sheets = mediumIds.filter((id) => MEDIA[id].kind === 'sheet')

describe('label media', () => {
  test.each([
    ['L7159', 24],
    ['L7160', 21],
    ['L7161', 18],
    ['L7162', 16],
    ['L7163', 14],
    ['L7164', 12],
    ['L7165', 8],
    ['L7166', 6],
    ['L7167', 1],
    ['L7168', 2],
    ['L7169', 4],
    ['L7173', 10],
    ['L7651', 65],
  ] as const)('%s has %i labels', (id, count) => expect(labelsPerPage(MEDIA[id])).toBe(count))

  test.each(sheets)('%s lies on A4, centred within half a millimetre, its labels side by side without overlap', (id) => {
    const medium: Medium = MEDIA[id]
    const last = labelBox(medium, labelsPerPage(medium))
    const rightMargin = A4.width - last.x - last.width
    const bottomMargin = A4.height - last.y - last.height
    expect(Math.abs(medium.margin.left - rightMargin)).toBeLessThan(0.5)
    expect(Math.abs(medium.margin.top - bottomMargin)).toBeLessThan(0.5)
    // Published sizes are rounded: L7164 and L7165 give labels up to 0.03 mm taller than their pitch allows.
    expect(medium.pitch.x - medium.label.width).toBeGreaterThanOrEqual(-0.001)
    expect(medium.pitch.y - medium.label.height).toBeGreaterThan(-0.04)
  })

  test('the second column of L7163 starts 101.6 mm after the first, not 103', () => {
    expect(labelBox(MEDIA.L7163, 2).x - labelBox(MEDIA.L7163, 1).x).toBeCloseTo(101.6, 5)
    expect(labelBox(MEDIA.L7163, 14)).toEqual({ x: expect.closeTo(106.25), y: expect.closeTo(15.15 + 6 * 38.1), width: 99.1, height: 38.1 })
  })

  test('100 × 150 mm and 4 × 6 inches are different pages', () => {
    const points = (medium: Medium) => [toPoints(medium.page.width), toPoints(medium.page.height)].map((value) => Number(value.toFixed(2)))
    expect(points(MEDIA['thermal-100x150'])).toEqual([283.46, 425.2])
    expect(points(MEDIA['thermal-4x6in'])).toEqual([288, 432])
  })

  test('the offset moves every label and changes no size', () => {
    const [at, moved] = [labelBox(MEDIA.L7163, 5), labelBox(MEDIA.L7163, 5, { x: 1.2, y: -0.7 })]
    expect(moved).toEqual({ ...at, x: expect.closeTo(at.x + 1.2), y: expect.closeTo(at.y - 0.7) })
  })

  test.each([0, 15, 1.5, -1])('L7163 has no label %d', (position) => expect(() => labelBox(MEDIA.L7163, position)).toThrow(RangeError))

  test('labels start where the sheet is still whole and go on at label 1 of the next sheet', () => {
    expect(placeLabels(MEDIA.L7163, 13, 4)).toEqual([
      { page: 1, position: 13 },
      { page: 1, position: 14 },
      { page: 2, position: 1 },
      { page: 2, position: 2 },
    ])
    expect(placeLabels(MEDIA['thermal-100x150'], 1, 3).map(({ page }) => page)).toEqual([1, 2, 3])
  })

  test('only labels with room for an address and a code are offered for addresses', () => {
    expect(mediumIds.filter((id) => suitsAddress(MEDIA[id]))).toEqual([
      'L7163',
      'L7165',
      'L7166',
      'L7167',
      'L7168',
      'L7169',
      'L7173',
      'thermal-100x150',
      'thermal-4x6in',
    ])
  })
})

describe('label media: what envelopes are addressed with', () => {
  test.each(labelMediumIds)('%s is large enough for an address', (id) => {
    expect(suitsAddress(MEDIA[id])).toBe(true)
    expect(findLabelMedium(id)).toBe(id)
  })

  test.each(['L7159', 'dymo-99014', '', 'toString'])('%j is none of them', (id) => expect(findLabelMedium(id)).toBeUndefined())

  test('the default is one of them', () => expect(labelMediumIds).toContain(defaultLabelMedium))

  test('a sheet has positions and a roll has none; the highest is that of the sheet', () => {
    expect(labelMediumIds.filter((id) => hasPositions(MEDIA[id]))).toEqual(['L7163'])
    expect(highestLabelPosition).toBe(14)
  })
})

test.each([
  [{ x: 0, y: 0 }, true],
  [{ x: -10, y: 10 }, true],
  [{ x: 10, y: -10 }, true],
  [{ x: -10.1, y: 0 }, false],
  [{ x: 10.1, y: 0 }, false],
  [{ x: 0, y: -10.1 }, false],
  [{ x: 0, y: 10.1 }, false],
  [{ x: 0 }, false],
  [{ x: 0, y: 0, z: 0 }, false],
])('calibration: %j may be an offset: %s', (offset, taken) => {
  expect(calibrationOffset.safeParse(offset).success).toBe(taken)
})
