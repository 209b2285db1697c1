import { beforeAll, describe, expect, test } from 'vitest'
import { CARD_SIZE, DOT, keepOutZone } from '../../../domain/card/card-face.ts'
import { STANDARD_CARD, readCardTemplate, type CardTemplate } from '../../../domain/card/card-template.ts'
import { makeCardFace } from '../../../main/documents/card-face.ts'
import type { CardFace } from '../../../main/documents/card-face.ts'
import { startPdf } from '../../../main/documents/pdf.ts'
import type { DocumentSettings } from '../../../main/documents/pdf.ts'
import { readPhoto } from '../../../main/documents/photo.ts'
import { flatPng, fontTable, info, inkBox, lacks, must, qpdfCheck, render, scan, settings, textLines, toJpeg, unpacked } from './support.ts'

const layout = { chip: STANDARD_CARD.chip, chipClearance: STANDARD_CARD.chipClearance, ...STANDARD_CARD.front }
let plain: DocumentSettings
let practising: DocumentSettings
beforeAll(async () => {
  plain = await settings()
  practising = await settings(true)
})

const face = (change: Partial<CardFace> = {}): CardFace => ({
  name: 'Ann Sample',
  organisation: 'Sample Valley NHS Foundation Trust',
  uuid: '012345678901',
  photo: flatPng(350, 450, 60),
  template: STANDARD_CARD,
  ...change,
})
const refusal = async (change: Partial<CardFace>) => {
  const made = await makeCardFace(face(change), plain)
  return made.ok ? undefined : made.error
}

describe.skipIf(lacks('pdfinfo', 'pdftoppm', 'pdftotext'))('the printed face (poppler)', () => {
  test.each([
    ['plain', false],
    ['practice', true],
  ] as const)('no ink within 1.5 mm of the chip (%s), all type 2 mm from the edge', async (_, practice) => {
    const long = face({
      name: 'Maximiliana Wolfe Bergerdorff-Sampleton',
      organisation: 'Invented Community Pharmacy and Dispensing Surgery of Upper Locality',
    })
    const picture = render(must(await makeCardFace(long, practice ? practising : plain)), 300)
    expect(inkBox(picture, keepOutZone(layout), 250)).toBeUndefined()
    const ink = inkBox(picture, undefined, 200)!
    expect(ink.x).toBeGreaterThan(1.9)
    expect(ink.y).toBeGreaterThan(1.9)
    expect(ink.y + ink.height).toBeLessThan(CARD_SIZE.height - 1.9)
  })

  test('the preview shows the chip; the print does not', async () => {
    expect(inkBox(render(must(await makeCardFace(face({ showKeepOut: true }), plain)), 300), keepOutZone(layout))).toBeDefined()
  })

  test('UUID in groups of four directly under the photograph, its zeros kept', async () => {
    const pdf = must(await makeCardFace(face(), plain))
    expect(textLines(pdf).join('\n')).toContain('0123 4567 8901')
    const below = { x: layout.photo.x - 2, y: layout.photo.y + layout.photo.height + 0.3, width: layout.photo.width + 4, height: 6 }
    const ink = inkBox(render(pdf, 600), below)!
    expect(Math.abs(ink.x + ink.width / 2 - layout.photo.x - layout.photo.width / 2)).toBeLessThan(0.3)
    expect(ink.height).toBeGreaterThan(1.8)
  })

  test.each(['Siân Ŵyn Ŷnyr-Llewellyn', 'Nguyễn Thị Phương Thảo', 'Łukasz Świętosławski', 'Adeọlá Ẹ̀gbẹ́ Ojo', 'deShawn mac an t-Saoir'])(
    '%s is printed as it is',
    async (name) => {
      const all = textLines(must(await makeCardFace(face({ name }), plain)))
        .join('\n')
        .normalize('NFC')
      for (const part of name.split(/[\s-]/)) expect(all).toContain(part)
    },
  )

  test('decomposed letters and line breaks in a name print like the plain name', async () => {
    const bytes = async (name: string) => Buffer.from(must(await makeCardFace(face({ name }), plain)))
    expect((await bytes('Siân\n\tŴyn'.normalize('NFD'))).equals(await bytes('Siân Ŵyn'))).toBe(true)
  })

  test.skipIf(lacks('qpdf'))('a longer name is set smaller, down to the smallest of the layout, and every letter is there', async () => {
    const sizes = []
    for (const name of ['Ann Sample', 'Annabelle Sample-Jones', 'Annabelle Wolfeschlegel Sample-Jones von und zu Inventedshire']) {
      const pdf = must(await makeCardFace(face({ name }), plain))
      sizes.push(Number(/\/semibold ([\d.]+) Tf/.exec(unpacked(pdf))![1]))
      const words = textLines(pdf).join(' ')
      for (const part of name.split(/[\s-]/)) expect(words).toContain(part)
    }
    expect(sizes[0]).toBe(layout.cardholder.largest)
    expect(sizes[1]).toBeLessThan(sizes[0]!)
    expect(sizes[2]).toBeLessThan(sizes[1]!)
    expect(sizes[2]).toBeGreaterThanOrEqual(layout.cardholder.smallest)
  })

  test('practice says so and keeps the photograph clear', async () => {
    expect(textLines(must(await makeCardFace(face(), practising))).join('\n')).toContain('PRACTICE')
  })
})

describe('photographs', () => {
  /** A picture of which, seen upright, the left half of the top quarter is black, as stored with an EXIF orientation. */
  async function stored(orientation: number): Promise<Uint8Array> {
    const turned = orientation >= 5
    const size = turned ? { width: 45, height: 35 } : { width: 35, height: 45 }
    const pdf = await startPdf('Photo', plain)
    const page = pdf.addPage(size)
    const [long, short] = [35 / 2, 45 / 4]
    const [width, height] = turned ? [short, long] : [long, short]
    const right = [2, 3, 7, 8].includes(orientation)
    const bottom = [3, 4, 6, 7].includes(orientation)
    page.fill([{ x: right ? size.width - width : 0, y: bottom ? size.height - height : 0, width, height }])
    return withExif(toJpeg(must(await pdf.finish()), 300), orientation)
  }

  function withExif(jpeg: Uint8Array, orientation: number): Uint8Array {
    const tiff = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0])
    const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS 51.5007N 0.1246W', 'latin1')])
    const comment = Buffer.from('taken by Ann Sample', 'latin1')
    const segment = (marker: number, data: Buffer) =>
      Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff]), data])
    return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, body), segment(0xfe, comment), jpeg.subarray(2)]))
  }

  test.skipIf(lacks('pdftoppm')).each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i is printed upright', async (orientation) => {
    const picture = render(must(await makeCardFace(face({ photo: await stored(orientation) }), plain)), 300)
    const inner = { x: layout.photo.x + 0.3, y: layout.photo.y + 0.3, width: layout.photo.width - 0.6, height: layout.photo.height - 0.6 }
    const ink = inkBox(picture, inner)!
    expect(Math.abs(ink.x - inner.x)).toBeLessThan(0.2)
    expect(Math.abs(ink.y - inner.y)).toBeLessThan(0.2)
    expect(Math.abs(ink.width - (layout.photo.width / 2 - 0.3))).toBeLessThan(0.3)
    expect(Math.abs(ink.height - (layout.photo.height / 4 - 0.3))).toBeLessThan(0.3)
  })

  test.skipIf(lacks('pdftoppm', 'qpdf'))('camera data, places and comments do not get into the card', async () => {
    const photo = await stored(1)
    expect(Buffer.from(photo).toString('latin1')).toContain('GPS 51.5007N')
    const pdf = must(await makeCardFace(face({ photo }), plain))
    expect(unpacked(pdf)).not.toMatch(/GPS 51|Exif|taken by/)
    expect(Buffer.from(pdf).toString('latin1')).not.toMatch(/GPS 51|Exif|taken by/)
  })

  test('a photograph of 4:5, as passport photos are uploaded, loses a little at its sides; one of another shape is refused', async () => {
    expect(await refusal({ photo: flatPng(600, 750, 90) })).toBeUndefined()
    expect(await refusal({ photo: flatPng(750, 600, 90) })).toMatchObject({ code: 'photo-wrong-shape' })
    expect(await refusal({ photo: flatPng(500, 500, 90) })).toMatchObject({ code: 'photo-wrong-shape' })
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('GIF89a not a photograph')],
    ['a JPEG that ends in its head', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a])],
    ['a PNG that ends in its head', flatPng(35, 45, 0).subarray(0, 20)],
    ['a PNG cut in the middle of its picture', flatPng(350, 450, 7).subarray(0, 60)],
    [
      'a PNG that claims 50,000 pixels a side',
      (() => {
        const png = Buffer.from(flatPng(35, 45, 0))
        png.writeUInt32BE(50_000, 16)
        png.writeUInt32BE(50_000, 20)
        return new Uint8Array(png)
      })(),
    ],
  ])('%s is refused as a photograph', async (_, photo) => expect(await refusal({ photo })).toMatchObject({ code: 'photo-unreadable' }))

  test.skipIf(lacks('pdftoppm'))('a JPEG cut anywhere in its head is refused, and never throws', async () => {
    const photo = await stored(6)
    const scanStart = Buffer.from(photo).lastIndexOf(Buffer.from([0xff, 0xda]))
    expect(readPhoto(photo).ok).toBe(true)
    for (let length = 0; length < scanStart; length += 1) expect(readPhoto(photo.subarray(0, length)).ok).toBe(false)
  })
})

describe('what is refused, with advice', () => {
  test('a name that does not fit at a legible size is not cut', async () => {
    const error = await refusal({
      name: 'Maximiliana Wolfeschlegelsteinhausen-Bergerdorff zu Sample-Inventedshire and Upper Locality on the Water',
    })
    expect(error).toMatchObject({ code: 'name-too-long', next: expect.stringContaining('name on the card') })
    expect(JSON.stringify(error)).not.toContain('Maximiliana')
  })

  test('an organisation that does not fit', async () => {
    expect(await refusal({ organisation: 'Invented Community Pharmacy '.repeat(6) })).toMatchObject({ code: 'text-too-long' })
  })

  test('a layout over the chip', async () => {
    const error = await refusal({
      template: { ...STANDARD_CARD, front: { ...STANDARD_CARD.front, cardholder: { ...layout.cardholder, y: 20 } } },
    })
    expect(error).toMatchObject({
      code: 'layout-invalid',
      message: expect.stringContaining('The name must keep 1.5 mm away from the chip.'),
    })
  })

  test('a photograph with fewer dots than the printer prints', async () => {
    expect(await refusal({ photo: flatPng(280, 360, 60) })).toMatchObject({
      code: 'image-too-coarse',
      message: expect.stringContaining('290 dots to the inch'),
    })
    expect(await refusal({ photo: flatPng(294, 378, 60) })).toBeUndefined()
  })

  test('letters that the typeface lacks', async () =>
    expect(await refusal({ name: 'علي' })).toMatchObject({ code: 'glyph-missing', message: expect.stringContaining('U+0639') }))
})

describe('the file itself', () => {
  test.skipIf(lacks('qpdf', 'pdffonts', 'pdfinfo'))('is sound, typefaces embedded, properties without anyone', async () => {
    const pdf = must(await makeCardFace(face(), plain))
    expect(qpdfCheck(pdf)).toContain('No syntax or stream encoding errors')
    for (const font of fontTable(pdf)) expect(font).toMatch(/yes yes yes/)
    expect(info(pdf).text).not.toMatch(/Sample|Author|0123/)
  })
})

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
    ['a back that says where to, and nobody knows', { template: own({}, { texts: [words('{return address}')] }) }, 'no-return-address'],
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
