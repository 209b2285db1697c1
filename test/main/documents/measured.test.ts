/** Every printed measure, from the rendered PDF, to 0.1 mm; and the ruler itself, which must notice 0.2 mm. */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { keepOutZone } from '../../../domain/card/card-face.ts'
import { STANDARD_CARD, readCardTemplate, type CardTemplate } from '../../../domain/card/card-template.ts'
import { MEDIA } from '../../../domain/dispatch/media.ts'
import type { DocumentSettings } from '../../../main/documents/pdf.ts'
import { makeLabels } from '../../../main/documents/label.ts'
import { isOff, measureBack, measureFront, measureLabels, table } from '../../support/measure.ts'
import { STATION_CARD, drawCard, measureAll } from '../../support/measured-documents.ts'
import { flatPng, inkBox, lacks, must, render, settings } from './support.ts'

let plain: DocumentSettings
beforeAll(async () => {
  plain = await settings()
})

describe.skipIf(lacks('pdftoppm', 'pdfinfo'))('measured at 600 dpi', () => {
  test('faces of cards and the labels that the desk prints lie where template and media table say, to 0.1 mm', async () => {
    for (const { title, measured } of await measureAll(plain, ['L7163', 'thermal-100x150'])) {
      expect(measured.length, title).toBeGreaterThan(4)
      expect(measured.filter(isOff), `${title}\n${table(measured).join('\n')}`).toEqual([])
    }
  })

  const moved = (front: Partial<CardTemplate['front']>): CardTemplate => ({ ...STANDARD_CARD, front: { ...STANDARD_CARD.front, ...front } })
  const { photo, cardholder, uuid } = STANDARD_CARD.front
  test.each([
    ['a photograph 0.2 mm too far right', moved({ photo: { ...photo, x: photo.x + 0.2 } }), /photograph.*, (left|right)/],
    ['a photograph 0.2 mm too low', moved({ photo: { ...photo, y: photo.y + 0.2 } }), /photograph.*, (top|bottom)/],
    ['a name that begins 0.2 mm left of its box', moved({ cardholder: { ...cardholder, x: cardholder.x - 0.2 } }), /^the name/],
    ['a UUID in another place', moved({ uuid: { ...uuid, y: uuid.y + 3 } }), /^the uuid/],
  ])('the ruler notices %s', async (_, template, what) => {
    const off = measureFront(must(await drawCard(plain, template)), STANDARD_CARD).filter(isOff)
    expect(off.length).toBeGreaterThan(0)
    for (const each of off) expect(each.what).toMatch(what)
  })

  test('whatever template is accepted and whatever name is on it, no ink comes within the clearance of the chip', async () => {
    const random = fc.record({
      chip: fc.record({ x: fc.integer({ min: 6, max: 40 }), y: fc.integer({ min: 6, max: 38 }) }),
      chipClearance: fc.integer({ min: 1, max: 3 }),
      at: fc.record({ x: fc.integer({ min: 2, max: 20 }), y: fc.integer({ min: 2, max: 44 }), height: fc.integer({ min: 6, max: 14 }) }),
      scene: fc.boolean(),
      name: fc.constantFrom('Ŵ', 'Jörg Jaźń Ẫñ', 'Annabelle Wolfe Sample-Jones', 'Nguyễn Ỗ Ặ Ỷ Ṻ', 'Jj Qq Ęģ'),
    })
    const [drawn, wanted] = [[] as string[], 10]
    for (const { chip, chipClearance, at, scene, name } of fc.sample(random, { seed: 5, numRuns: 2_000 })) {
      if (drawn.length === wanted) break
      const read = readCardTemplate({
        ...STANDARD_CARD,
        chip: { ...chip, width: 9.62, height: 9.32 },
        chipClearance,
        front: {
          ...STANDARD_CARD.front,
          ...(scene ? { background: { image: 'sky.png', leaveChipClear: true } } : {}),
          cardholder: { ...cardholder, ...at, width: 34, largest: 16, smallest: 7, lines: 3 },
          organisation: { ...STANDARD_CARD.front.organisation, x: 2, y: 48, width: 50, height: 3.5, lines: 1 },
        },
      })
      if (!read.ok) continue
      const made = await drawCard(plain, read.value, name, new Map([['sky.png', flatPng(1_100, 700, 40)]]))
      if (!made.ok) continue
      drawn.push(name)
      expect(inkBox(render(made.value, 300), keepOutZone(read.value), 250), JSON.stringify(read.value)).toBeUndefined()
    }
    // A property that drew nothing would have proved nothing.
    expect(drawn).toHaveLength(wanted)
    expect(new Set(drawn).size).toBeGreaterThan(3)
  })

  test('the ruler notices ink in the clearance of the chip', async () => {
    const measured = measureFront(must(await drawCard(plain, STANDARD_CARD)), { ...STANDARD_CARD, chip: { ...STANDARD_CARD.chip, y: 26 } })
    expect(measured.filter(isOff).map(({ what }) => what)).toEqual(['ink within the clearance of the chip, mm²'])
  })

  test('the ruler notices a code and a text that were moved on the back, and ink on a stripe', async () => {
    const { back } = STATION_CARD
    const pdf = must(await drawCard(plain, STATION_CARD))
    const wrong = {
      ...STATION_CARD,
      back: { ...back!, code: { ...back!.code!, x: back!.code!.x + 8 }, keepOut: [{ x: 0, y: 18, width: 85.6, height: 4 }] },
    }
    expect(
      measureBack(pdf, wrong)
        .filter(isOff)
        .map(({ what }) => what),
    ).toEqual(['code on the back, ink beyond its box', 'empty place 1 on the back, mm²'])
  })

  test('the ruler notices labels printed 0.2 mm off', async () => {
    const pdf = must(
      await makeLabels(
        {
          medium: 'L7163',
          start: 3,
          offset: { x: 0.2, y: 0 },
          returnTo: { name: 'Invented RA', address: { lines: ['4 Invented Way'], town: 'Sampleton', postcode: 'ZZ1 4AB' } },
          labels: [
            {
              name: 'Ann Sample',
              address: { lines: ['12 Invented Road'], town: 'Sampleton', postcode: 'ZZ9 9ZZ' },
              itemReference: 'RD7K3M-001-X',
              dispatchReference: 'RD-20261123-7K3M',
            },
          ],
        },
        plain,
      ),
    )
    const off = measureLabels('L7163', pdf)
      .filter(isOff)
      .map(({ what }) => what)
    expect(off).toEqual(expect.arrayContaining(['L7163, ink of label 3, left edge', 'L7163, ink of label 3, right edge']))
    expect(off).not.toContain('L7163, ink of label 3, bottom edge')
    expect(MEDIA.L7163.pitch.x).toBe(101.6)
  })
})
