import { beforeAll, describe, expect, test } from 'vitest'
import { LABEL_SAFETY, MEDIA, labelBox, labelsPerPage, mediumIds, suitsAddress } from '../../../domain/dispatch/media.ts'
import type { Box, Medium, MediumId } from '../../../domain/dispatch/media.ts'
import { makeItemReference } from '../../../domain/dispatch/reference.ts'
import { makeLabels } from '../../../main/documents/label.ts'
import type { LabelContent, LabelSheet } from '../../../main/documents/label.ts'
import type { DocumentSettings } from '../../../main/documents/pdf.ts'
import { dispatchReference, returnTo, label } from './sample-content.ts'
import { info, inkBox, lacks, must, render, scan, settings } from './support.ts'

const printable = mediumIds.filter((id) => suitsAddress(MEDIA[id]))

let plain: DocumentSettings
let practising: DocumentSettings
beforeAll(async () => {
  plain = await settings()
  practising = await settings(true)
})

const make = async (medium: MediumId, labels: readonly LabelContent[], more: Partial<LabelSheet> = {}, how = plain) =>
  must(await makeLabels({ medium, labels, returnTo, ...more }, how))

describe.skipIf(lacks('pdftoppm', 'zbarimg'))('codes on a label (pdftoppm, zbarimg)', () => {
  const both = [`CODE-128:${makeItemReference(dispatchReference, 1)}`, `QR-Code:${dispatchReference}`]

  test.each(
    printable.flatMap((medium) =>
      (medium === 'L7163' || medium === 'thermal-100x150' ? [203, 300, 600] : [203]).map((dpi) => [medium, dpi] as const),
    ),
  )('%s: bars and square are read at %i dpi', async (medium, dpi) => {
    expect(scan(await make(medium, [label(1)]), dpi)).toEqual(both)
  })

  test.each(['L7163', 'thermal-100x150'] as const)('%s: the practice watermark hides no code', async (medium) => {
    expect(scan(await make(medium, [label(1)], {}, practising), 203)).toEqual(both)
  })

  test('every label of a full sheet, peeled off, gives its own item and the dispatch', async () => {
    const labels = Array.from({ length: 14 }, (_, index) => label(index + 1))
    const pdf = await make('L7163', labels)
    labels.forEach(({ itemReference }, index) => {
      expect(scan(pdf, 300, 1, labelBox(MEDIA.L7163, index + 1))).toEqual([`CODE-128:${itemReference}`, `QR-Code:${dispatchReference}`])
    })
  })

  test('on thermal media every bar and gap is a whole number of printer dots, four to a module', async () => {
    const picture = render(await make('thermal-100x150', [label(1)]), 203.2)
    const row = 50 * 8
    const pixels = [...picture.grey.subarray(row * picture.width, (row + 1) * picture.width)]
    // Poppler darkens a pixel by an eighth when an edge touches it; half a dot would be far darker.
    expect(pixels.filter((value) => value > 16 && value < 215)).toEqual([])
    const runs = pixels
      .map((value) => (value < 128 ? '#' : ' '))
      .join('')
      .trim()
      .match(/#+| +/g)!
    expect(runs).toHaveLength(91)
    expect(runs.map(({ length }) => length % 4)).toEqual(runs.map(() => 0))
  })
})

describe.skipIf(lacks('pdftoppm', 'pdfinfo'))('ink and paper (pdfinfo, pdftoppm)', () => {
  test.each(printable)('%s: the page is the medium, to 0.1 mm', async (medium) => {
    const { sizes } = info(await make(medium, [label(1)]))
    expect(sizes).toHaveLength(1)
    expect(Math.abs(sizes[0]!.width - MEDIA[medium].page.width)).toBeLessThan(0.1)
    expect(Math.abs(sizes[0]!.height - MEDIA[medium].page.height)).toBeLessThan(0.1)
  })

  const inset = (box: Box, by: number): Box => ({ x: box.x + by, y: box.y + by, width: box.width - 2 * by, height: box.height - 2 * by })
  const inside = (ink: Box, box: Box, tolerance: number) => {
    expect(ink.x).toBeGreaterThan(box.x - tolerance)
    expect(ink.y).toBeGreaterThan(box.y - tolerance)
    expect(ink.x + ink.width).toBeLessThan(box.x + box.width + tolerance)
    expect(ink.y + ink.height).toBeLessThan(box.y + box.height + tolerance)
  }

  test.each(printable)('%s: first and last label keep all ink 3 mm inside, and start at that edge', async (id) => {
    const medium: Medium = MEDIA[id]
    for (const start of new Set([1, labelsPerPage(medium)])) {
      const picture = render(await make(id, [label(1)], { start }), 300)
      const box = inset(labelBox(medium, start), LABEL_SAFETY)
      const ink = inkBox(picture, undefined, 200)!
      inside(ink, box, 0.15)
      if (id === 'L7163') {
        expect(Math.abs(ink.x - box.x)).toBeLessThan(0.3)
        expect(Math.abs(ink.x + ink.width - box.x - box.width)).toBeLessThan(0.3)
        expect(Math.abs(ink.y + ink.height - box.y - box.height)).toBeLessThan(0.3)
      }
    }
  })

  test('the calibration offset moves all ink by that much', async () => {
    for (const medium of ['L7163', 'thermal-100x150'] as const) {
      const [at, moved] = [
        render(await make(medium, [label(1)]), 300),
        render(await make(medium, [label(1)], { offset: { x: 1.5, y: -0.75 } }), 300),
      ].map((picture) => inkBox(picture)!)
      expect(Math.abs(moved!.x - at!.x - 1.5)).toBeLessThan(0.1)
      expect(Math.abs(moved!.y - at!.y + 0.75)).toBeLessThan(0.1)
    }
  })

  test('recipient lines all start at the same left edge, capitals 2 mm high or more', async () => {
    const picture = render(
      await make('L7163', [label(1, { name: 'Hanna H', address: { lines: ['House', 'Hill'], town: 'Ham', postcode: 'HH9 9HH' } })]),
      600,
    )
    const [box] = [labelBox(MEDIA.L7163, 1)]
    const rows: Box[] = []
    for (let y = box.y + 10.5; y < box.y + box.height - 1; y += 0.05) {
      const ink = inkBox(picture, { x: box.x, y, width: 6, height: 0.06 })
      if (!ink) continue
      const last = rows.at(-1)
      if (last && y - (last.y + last.height) < 0.2) rows[rows.length - 1] = { ...last, x: Math.min(last.x, ink.x), height: y - last.y }
      else rows.push({ ...ink, y, height: 0.06 })
    }
    expect(rows).toHaveLength(5)
    for (const row of rows) {
      expect(Math.abs(row.x - rows[0]!.x)).toBeLessThan(0.05)
      expect(row.height).toBeGreaterThan(2)
    }
  })

  test('20 labels from label 9 on: six on the first sheet, fourteen on the second', async () => {
    const labels = Array.from({ length: 20 }, (_, index) => label(index + 1))
    const pdf = await make('L7163', labels, { start: 9 })
    expect(info(pdf).pages).toBe(2)
    const count = (page: number) => {
      const picture = render(pdf, 100, page)
      return Array.from({ length: 14 }, (_, index) => inkBox(picture, inset(labelBox(MEDIA.L7163, index + 1), 1)) !== undefined)
    }
    expect(count(1)).toEqual(Array.from({ length: 14 }, (_, index) => index >= 8))
    expect(count(2)).toEqual(Array.from({ length: 14 }, () => true))
  })
})
