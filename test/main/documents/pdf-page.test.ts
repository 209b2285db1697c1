import { PDFDocument, PDFName, PDFRawStream, decodePDFRawStream, type PDFFont, type PDFImage } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import { createPage, type Page } from '../../../main/documents/pdf-page.ts'
import { settings } from './support.ts'

/** 72 points high and wide: a millimetre is 72 / 25.4 points. */
const SIZE = { width: 25.4, height: 25.4 }

/** The content stream of a page that is 25.4 mm square. */
async function contentOf(draw: (page: Page) => void): Promise<string> {
  const document = await PDFDocument.create()
  const { fonts } = await settings()
  const regular = { ref: document.context.nextRef(), encodeText: (text: string) => ({ asString: () => `(${text})` }) } as unknown as PDFFont
  const page = createPage(
    { document, fonts, embedded: new Map([['regular', regular]]), shape: (text, weight) => fonts[weight].shape(text) },
    SIZE,
  )
  draw(page)
  page.finish()
  const stream = document.context.lookup(document.getPage(0).node.get(PDFName.of('Contents')))
  return new TextDecoder('latin1').decode(decodePDFRawStream(stream as PDFRawStream).decode())
}

describe('page of a document', () => {
  test('millimetres from the top left become points from the bottom left', async () => {
    expect(await contentOf((page) => page.fill([{ x: 0, y: 0, width: 25.4, height: 12.7 }]))).toBe('0 g 0 G\n0 36 72 36 re\nf\n')
  })

  test('rectangles of one call are one path; none is nothing', async () => {
    const box = { x: 0, y: 0, width: 12.7, height: 12.7 }
    expect((await contentOf((page) => page.fill([box, { ...box, x: 12.7 }]))).match(/f\n/g)).toHaveLength(1)
    expect(await contentOf((page) => page.fill([]))).toBe('')
  })

  test('the grey is written when it changes, and not again', async () => {
    const box = { x: 0, y: 0, width: 1, height: 1 }
    const content = await contentOf((page) => {
      for (const grey of [0, 0, 0.5, 0.5, 0]) page.fill([box], grey)
    })
    expect(content.match(/\S+ G\n/g)).toEqual(['0 G\n', '0.5 G\n', '0 G\n'])
  })

  test.each(['left', 'centre', 'right'] as const)('text aligned %s', async (align) => {
    const { fonts } = await settings()
    const size = 10
    const width = fonts.regular.shape('Ann').width * size
    const content = await contentOf((page) => page.text('Ann', { x: 12.7, y: 12.7, size, align }))
    const [, x, y] = /Tf (\S+) (\S+) Td/.exec(content)!.map(Number) as [number, number, number]
    const moved = { left: 0, centre: width / 2, right: width }[align]
    expect(x).toBeCloseTo(36 - moved, 2)
    expect(y).toBeCloseTo(36, 2)
  })

  test('no text draws nothing; a weight that the document was not started with is a bug', async () => {
    expect(await contentOf((page) => page.text('', { x: 0, y: 0, size: 10 }))).toBe('')
    await expect(contentOf((page) => page.text('Ann', { x: 0, y: 0, size: 10, weight: 'semibold' }))).rejects.toThrow('semibold')
  })

  test('lines and outlines put the state of the page back; dashes and round corners only when asked', async () => {
    const box = { x: 0, y: 0, width: 12.7, height: 12.7 }
    const content = await contentOf((page) => {
      page.line({ x: 0, y: 0 }, { x: 25.4, y: 25.4 }, 25.4 / 72)
      page.line({ x: 0, y: 0 }, { x: 1, y: 1 }, 1, { dash: 25.4 / 72 })
      page.outline(box, 1)
      page.outline(box, 1, { radius: 2 })
    })
    const [plain, dashed, sharp, round] = content.match(/q [^q]* Q\n/g)!
    expect(plain).toBe('q 1 w 0 72 m 72 0 l S Q\n')
    expect(dashed).toContain(' [1] 0 d ')
    expect(sharp).toMatch(/^q 2\.835 w 0 36 36 36 re\n S Q\n$/)
    expect(round!.match(/ c/g)).toHaveLength(4)
    expect(round).not.toContain(' re')
  })

  test('an image is cut to its box; a hole is left out by the even-odd rule', async () => {
    const document = await PDFDocument.create()
    const image = { ref: document.context.nextRef() } as unknown as PDFImage
    const box = { x: 0, y: 0, width: 12.7, height: 12.7 }
    const content = await contentOf((page) => {
      page.image(image, box, [1, 0, 0, 1, 0, 0])
      page.image(image, box, [1, 0, 0, 1, 0, 0], { x: 0, y: 0, width: 2.54, height: 2.54 })
    })
    expect(content).toContain('q 0 36 36 36 re\nW n 1 0 0 1 0 0 cm /Image1 Do Q\n')
    expect(content).toMatch(/q 0 0 72 72 re 0 64\.8 7\.2 7\.2 re\nW\* n 0 36 36 36 re\nW n .*\/Image2 Do Q/)
  })

  test('the watermark is drawn in its box', async () => {
    expect(await contentOf((page) => page.watermark({ x: 0, y: 0, width: 25.4, height: 25.4 }))).toMatch(/^q 0\.9 g /)
  })
})
