/** One page of a document, drawn as one content stream. */
import { PDFName, type PDFDocument, type PDFFont, type PDFImage } from 'pdf-lib'
import { MILLIMETRES_PER_POINT, toPoints, type Box, type Size } from '../../domain/dispatch/media.ts'
import type { DocumentFonts, ShapedText, Weight } from './fonts.ts'
import { number, roundedRectangle, textOperators } from './pdf-operators.ts'
import { watermarkOperators } from './pdf-watermark.ts'

export interface TextStyle {
  readonly x: number
  /** Baseline. */
  readonly y: number
  /** Points. */
  readonly size: number
  readonly weight?: Weight
  readonly align?: 'left' | 'centre' | 'right'
  /** 0 black, 1 white. */
  readonly grey?: number
}

export interface Page {
  readonly size: Size
  text(text: string, style: TextStyle): void
  /** Fills rectangles as one path. */
  fill(boxes: readonly Box[], grey?: number): void
  line(
    from: { x: number; y: number },
    to: { x: number; y: number },
    width: number,
    style?: { readonly grey?: number; readonly dash?: number },
  ): void
  outline(box: Box, width: number, style?: { readonly grey?: number; readonly dash?: number; readonly radius?: number }): void
  /** "PRACTICE" along the diagonal of a box, as outlines filled light grey. Draw it first: everything else lies over it. */
  watermark(box: Box): void
  /**
   * Fills `box`, cutting off what is beyond it; `matrix` places the unit square of the image, in points from the bottom-left corner.
   * Nothing of it is drawn in `except`.
   */
  image(image: PDFImage, box: Box, matrix: readonly number[], except?: Box): void
}

export interface PageContext {
  readonly document: PDFDocument
  readonly fonts: DocumentFonts
  readonly embedded: ReadonlyMap<Weight, PDFFont>
  readonly shape: (text: string, weight: Weight) => ShapedText
}

interface StrokeStyle {
  readonly grey?: number
  readonly dash?: number
}

/** `finish` writes the page into the document. */
export function createPage({ document, fonts, embedded, shape }: PageContext, size: Size): Page & { finish(): void } {
  const height = toPoints(size.height)
  const page = document.addPage([toPoints(size.width), height])
  for (const [weight, font] of embedded) page.node.setFontDictionary(PDFName.of(weight), font.ref)
  let operators = ''
  let grey = -1
  let images = 0
  const setGrey = (wanted: number) => {
    if (wanted !== grey) operators += `${number(wanted)} g ${number(wanted)} G\n`
    grey = wanted
  }
  const left = (x: number) => number(toPoints(x))
  const up = (y: number) => number(height - toPoints(y))
  const point = (x: number, y: number) => `${left(x)} ${up(y)}`
  const rectangle = (box: Box) => `${left(box.x)} ${up(box.y + box.height)} ${left(box.width)} ${left(box.height)} re\n`
  const stroke = (width: number, style: StrokeStyle, path: string) => {
    setGrey(style.grey ?? 0)
    operators += `q ${left(width)} w${style.dash ? ` [${left(style.dash)}] 0 d` : ''} ${path} S Q\n`
  }
  return {
    size,
    text(text, { x, y, size: points, weight = 'regular', align = 'left', grey: tone = 0 }) {
      const run = shape(text, weight)
      if (run.text === '') return
      const font = embedded.get(weight)
      if (!font) throw new Error(`the document was started without the weight ${weight}`)
      const width = align === 'left' ? 0 : run.width * points * MILLIMETRES_PER_POINT
      setGrey(tone)
      operators += textOperators({
        run,
        loaded: fonts[weight],
        embedded: font,
        size: points,
        x: toPoints(x - (align === 'centre' ? width / 2 : width)),
        y: height - toPoints(y),
      })
    },
    fill(boxes, tone = 0) {
      if (boxes.length === 0) return
      setGrey(tone)
      operators += `${boxes.map(rectangle).join('')}f\n`
    },
    line: (from, to, width, style = {}) => stroke(width, style, `${point(from.x, from.y)} m ${point(to.x, to.y)} l`),
    outline(box, width, { radius = 0, ...style } = {}) {
      stroke(width, style, radius === 0 ? rectangle(box) : roundedRectangle(box, radius, point))
    },
    watermark(box) {
      operators += watermarkOperators(fonts.semibold, box, height)
    },
    image(image, box, matrix, except) {
      images += 1
      page.node.setXObject(PDFName.of(`Image${images}`), image.ref)
      // By the even-odd rule (ISO 32000-1, 8.5.4) a rectangle around both, with `except` in it, leaves that out.
      const hole = except ? `0 0 ${number(toPoints(size.width))} ${number(height)} re ${rectangle(except)}W* n ` : ''
      operators += `q ${hole}${rectangle(box)}W n ${matrix.map(number).join(' ')} cm /Image${images} Do Q\n`
    },
    finish() {
      page.node.set(PDFName.of('Contents'), document.context.register(document.context.flateStream(operators)))
    },
  }
}
