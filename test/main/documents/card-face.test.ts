import { beforeAll, describe, expect, test } from 'vitest'
import { CARD_SIZE, keepOutZone } from '../../../domain/card/card-face.ts'
import { STANDARD_CARD } from '../../../domain/card/card-template.ts'
import { makeCardFace } from '../../../main/documents/card-face.ts'
import type { CardFace } from '../../../main/documents/card-face.ts'
import { startPdf } from '../../../main/documents/pdf.ts'
import type { DocumentSettings } from '../../../main/documents/pdf.ts'
import { readPhoto } from '../../../main/documents/photo.ts'
import { layout, face } from './sample-content.ts'
import { flatPng, fontTable, info, inkBox, lacks, must, qpdfCheck, render, settings, textLines, toJpeg, unpacked } from './support.ts'

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
    expect(await refusal({ name: 'علي' })).toMatchObject({ code: 'glyph-missing', message: expect.stringContaining('“ع”') }))
})

describe('the file itself', () => {
  test.skipIf(lacks('qpdf', 'pdffonts', 'pdfinfo'))('is sound, typefaces embedded, properties without anyone', async () => {
    const pdf = must(await makeCardFace(face(), plain))
    expect(qpdfCheck(pdf)).toContain('No syntax or stream encoding errors')
    for (const font of fontTable(pdf)) expect(font).toMatch(/yes yes yes/)
    expect(info(pdf).text).not.toMatch(/Sample|Author|0123/)
  })
})
