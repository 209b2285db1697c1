import { beforeAll, describe, expect, test } from 'vitest'
import { CARD_SIZE, DOT, keepOutZone } from '../../../domain/card/card-face.ts'
import { STANDARD_CARD, readCardTemplate, type CardTemplate } from '../../../domain/card/card-template.ts'
import { makeCardFace } from '../../../main/documents/card-face.ts'
import type { CardFace } from '../../../main/documents/card-face.ts'
import type { DocumentSettings } from '../../../main/documents/pdf.ts'
import { layout, face } from './sample-content.ts'
import { flatPng, info, inkBox, lacks, must, render, scan, settings, textLines, unpacked } from './support.ts'

let plain: DocumentSettings
let practising: DocumentSettings
beforeAll(async () => {
  plain = await settings()
  practising = await settings(true)
})

const refusal = async (change: Partial<CardFace>) => {
  const made = await makeCardFace(face(change), plain)
  return made.ok ? undefined : made.error
}

describe('a station’s own card', () => {
  const words = (text: string, change: object = {}) => ({
    x: 5,
    y: 30,
    width: 60,
    height: 8,
    largest: 9,
    smallest: 6,
    lines: 2,
    text,
    ...change,
  })
  const own = (front: object, back?: object): CardTemplate =>
    must(readCardTemplate({ ...STANDARD_CARD, front: { ...STANDARD_CARD.front, ...front }, ...(back ? { back } : {}) }))
  const blue = flatPng(1100, 700, 90)
  const images = new Map([
    ['blue.png', blue],
    ['mark.png', flatPng(300, 300, 0)],
  ])
  const background = { image: 'blue.png', leaveChipClear: true }

  test.skipIf(lacks('pdftoppm')).each([
    ['plain', false],
    ['practice', true],
  ] as const)('a background covers the card and leaves the chip out, to 0.1 mm (%s)', async (_, practice) => {
    const picture = render(
      must(
        await makeCardFace(face({ template: own({ background }), images, photo: flatPng(350, 450, 90) }), practice ? practising : plain),
      ),
      600,
    )
    const zone = keepOutZone(layout)
    expect(inkBox(picture, zone, 250)).toBeUndefined()
    if (practice) return
    for (const [side, strip] of Object.entries({
      left: { x: zone.x - 0.3, y: zone.y, width: 0.2, height: zone.height },
      right: { x: zone.x + zone.width + 0.1, y: zone.y, width: 0.2, height: zone.height },
      over: { x: zone.x, y: zone.y - 0.3, width: zone.width, height: 0.2 },
      under: { x: zone.x, y: zone.y + zone.height + 0.1, width: zone.width, height: 0.2 },
    }))
      expect(inkBox(picture, strip), side).toMatchObject({ width: expect.closeTo(strip.width, 0), height: expect.closeTo(strip.height, 0) })
    expect(inkBox(picture)).toMatchObject({
      x: 0,
      y: 0,
      width: expect.closeTo(CARD_SIZE.width, 1),
      height: expect.closeTo(CARD_SIZE.height, 1),
    })
  })

  test.skipIf(lacks('pdftoppm'))('a logo is whole, in the middle of its place', async () => {
    const box = { x: 30, y: 18, width: 20, height: 10 }
    const picture = render(must(await makeCardFace(face({ template: own({ logo: { ...box, image: 'mark.png' } }), images }), plain)), 600)
    const ink = inkBox(picture, { x: 28, y: 17, width: 24, height: 12 })!
    expect(ink.x).toBeCloseTo(35, 0)
    expect(Math.abs(ink.x - 35)).toBeLessThan(0.1)
    expect(Math.abs(ink.width - 10)).toBeLessThan(0.1)
    expect(Math.abs(ink.y - 18)).toBeLessThan(0.1)
  })

  test.skipIf(lacks('pdftotext', 'pdfinfo', 'zbarimg'))(
    'series on the front; return text and a code of the serial on the back, and nothing of the person',
    async () => {
      const template = own(
        { series: words('Series 10', { y: 46.5, height: 4.5, width: 30, lines: 1 }) },
        {
          texts: [words('Please return to {provider}, {return address}. Card {serial}, {series}')],
          code: { x: 10, y: 10, width: 46, height: 9, form: 'bars' },
        },
      )
      const pdf = must(
        await makeCardFace(
          face({ template, serial: '0A1B2C3D', provider: 'Invented RA', returnAddress: '1 Invented Way, ZZ1 4AB' }),
          plain,
        ),
      )
      expect(info(pdf).pages).toBe(2)
      expect(textLines(pdf, 1).join(' ')).toContain('Series 10')
      const back = textLines(pdf, 2).join(' ').replace(/\s+/g, ' ')
      expect(back).toContain('Please return to Invented RA, 1 Invented Way, ZZ1 4AB. Card 0A1B2C3D, Series 10')
      expect(back).not.toMatch(/Ann|0123|Valley/)
      for (const dpi of [300, 600]) expect(scan(pdf, dpi, 2)).toEqual(['CODE-128:0A1B2C3D'])
      expect(info(must(await makeCardFace(face({ template, sides: 'front' }), plain))).pages).toBe(1)
      expect(textLines(must(await makeCardFace(face({ template, sides: 'back', returnAddress: 'ZZ1' }), plain))).join(' ')).toContain(
        'Please return',
      )
    },
  )

  test.skipIf(lacks('pdftotext'))('line breaks of a text stay, so that town and postcode stand on a line of their own', async () => {
    const template = own({}, { texts: [words('Please return to {provider}, {return address}', { lines: 3, height: 14 })] })
    const lines = textLines(
      must(
        await makeCardFace(
          face({
            template,
            sides: 'back',
            provider: 'Invented Valley RA Service',
            returnAddress: 'Estates House, 4 Invented Way,\nSampleton ZZ1 4AB',
          }),
          plain,
        ),
      ),
    )
    expect(lines).toHaveLength(3)
    expect(lines.at(-1)!.trim()).toBe('Sampleton ZZ1 4AB')
    expect(await refusal({ template: own({}, { texts: [words('one\ntwo\nthree', { lines: 2 })] }), sides: 'back' })).toMatchObject({
      code: 'text-too-long',
    })
  })

  test.skipIf(lacks('zbarimg'))('a square of the serial is read as well', async () => {
    const pdf = must(
      await makeCardFace(
        face({
          template: own({}, { texts: [], code: { x: 60, y: 30, width: 14, height: 14, form: 'square' } }),
          serial: '0A1B2C3D',
          sides: 'back',
        }),
        plain,
      ),
    )
    expect(scan(pdf, 300)).toEqual(['QR-Code:0A1B2C3D'])
  })

  test.each([
    ['a picture that did not come', { template: own({ background }), images: new Map() }, 'image-missing'],
    ['a picture that is none', { template: own({ background }), images: new Map([['blue.png', new Uint8Array(40)]]) }, 'image-unreadable'],
    [
      'a background coarser than the printer',
      { template: own({ background }), images: new Map([['blue.png', flatPng(900, 570, 9)]]) },
      'image-too-coarse',
    ],
    [
      'a place too small for the code',
      { template: own({}, { texts: [], code: { x: 5, y: 5, width: 20, height: 9, form: 'bars' } }), serial: '0A1B2C3D' },
      'code-too-small',
    ],
    [
      'a series that does not fit',
      { template: own({ series: words('Series '.repeat(20), { y: 46.5, height: 4.5, width: 20, lines: 1 }) }) },
      'text-too-long',
    ],
    ['a back that says where to, and no one knows', { template: own({}, { texts: [words('{return address}')] }) }, 'no-return-address'],
    ['the back of a card without one', { sides: 'back' }, 'layout-invalid'],
  ] as const)('%s is refused', async (_, change, code) => expect(await refusal(change as Partial<CardFace>)).toMatchObject({ code }))

  test.skipIf(lacks('pdftoppm'))(
    'letters with stacked marks stay under the edge of their box, however close it is to the chip',
    async () => {
      const zone = keepOutZone(layout)
      const template = own({ cardholder: { ...layout.cardholder, y: zone.y + zone.height, height: 15, largest: 18 } })
      for (const name of ['Ẫn Ỗ Ặ Ỷ Ṻ', 'Ŵ Ŷ Ǻ Ẫ Ẩ Ấ Ö Ẫ Ẩ Ấ Ẫ Ẩ Ấ Ẫ Ẩ Ấ']) {
        expect(inkBox(render(must(await makeCardFace(face({ template, name }), plain)), 600), zone, 250), name).toBeUndefined()
      }
    },
  )

  test.skipIf(lacks('qpdf'))('no line on a printed card is thinner than a dot of a 300 dpi head', async () => {
    const widths = [...unpacked(must(await makeCardFace(face(), plain))).matchAll(/([\d.]+) w[\s[]/g)].map(
      (match) => (Number(match[1]) * 25.4) / 72,
    )
    expect(widths.length).toBeGreaterThan(0)
    for (const width of widths) expect(width).toBeGreaterThanOrEqual(DOT)
  })
})
