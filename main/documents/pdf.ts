/**
 * A small drawing layer over pdf-lib. Millimetres from the top-left corner; each page is one content stream of text and vector rectangles,
 * which is several times faster than one operator object per bar and keeps the bars of a code in one path, without seams.
 * The file says nothing about anyone: a fixed title, producer and creator, and the instant it was asked for.
 */
import { PDFDocument, PDFName } from 'pdf-lib'
import type { PDFFont, PDFImage } from 'pdf-lib'
import { toPoints } from '../../domain/dispatch/media.ts'
import type { Box, Size } from '../../domain/dispatch/media.ts'
import { singleLine } from '../../domain/text-from-outside.ts'
import { ok } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import { glyphMissing } from './failure.ts'
import type { DocumentFonts, LoadedFont, ShapedText, Weight } from './fonts.ts'

export interface DocumentSettings {
  readonly fonts: DocumentFonts
  /** Instant in UTC that the file carries as its date, `2026-11-23T09:30:00.000Z`. */
  readonly now: string
  /** Practice mode: every output says so, across the page and in words. */
  readonly practice?: boolean
}

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

export interface Pdf {
  addPage(size: Size): Page
  shape(text: string, weight?: Weight): ShapedText
  /** Width in millimetres at a type size in points. */
  measure(text: string, size: number, weight?: Weight): number
  /** The document itself, for embedding images. */
  readonly document: PDFDocument
  finish(): Promise<Result<Uint8Array, 'glyph-missing'>>
}

export const PRODUCER = 'RA Desk'
const MILLIMETRES_PER_POINT = 1 / toPoints(1)
const WATERMARK_WORD = 'PRACTICE'
const WATERMARK_GREY = 0.9

const number = (value: number): string => String(Math.round(value * 1000) / 1000)

/** What pdf-lib wants of a font, answered by the parsed font that is kept and by our own shaping. */
function fontEngine({ parsed, shape }: LoadedFont) {
  return {
    postscriptName: parsed.postscriptName,
    unitsPerEm: parsed.unitsPerEm,
    ascent: parsed.ascent,
    descent: parsed.descent,
    italicAngle: parsed.italicAngle,
    capHeight: parsed.capHeight,
    xHeight: parsed.xHeight,
    bbox: parsed.bbox,
    characterSet: [],
    glyphForCodePoint: (codePoint: number) => parsed.glyphForCodePoint(codePoint),
    layout: (text: string) => ({ glyphs: [...shape(text).glyphs] }),
    createSubset: () => parsed.createSubset(),
  }
}

/** Glyph outlines of the watermark at 1 pt, from the baseline: outlines, so that text copied out of the file is not disturbed. */
function watermarkPath({ parsed }: LoadedFont): { readonly path: string; readonly width: number } {
  const scale = 1 / parsed.unitsPerEm
  let x = 0
  let path = ''
  for (const glyph of parsed.glyphsForString(WATERMARK_WORD)) {
    let last: [number, number] = [0, 0]
    const at = (args: readonly number[], index: number): [number, number] => [x + args[index]! * scale, args[index + 1]! * scale]
    const put = (points: readonly [number, number][], operator: string) => {
      path += `${points.map(([px, py]) => `${px.toFixed(4)} ${py.toFixed(4)}`).join(' ')} ${operator}\n`
      last = points.at(-1) ?? last
    }
    for (const { command, args } of glyph.path.commands) {
      if (command === 'moveTo') put([at(args, 0)], 'm')
      else if (command === 'lineTo') put([at(args, 0)], 'l')
      else if (command === 'bezierCurveTo') put([at(args, 0), at(args, 2), at(args, 4)], 'c')
      else if (command === 'quadraticCurveTo') {
        const control = at(args, 0)
        const end = at(args, 2)
        const third = (from: [number, number]): [number, number] => [
          from[0] + (2 / 3) * (control[0] - from[0]),
          from[1] + (2 / 3) * (control[1] - from[1]),
        ]
        put([third(last), third(end), end], 'c')
      } else path += 'h\n'
    }
    x += glyph.advanceWidth * scale
  }
  return { path, width: x }
}

export async function startPdf(title: string, settings: DocumentSettings, weights: readonly Weight[] = ['regular']): Promise<Pdf> {
  const { fonts, now } = settings
  const document = await PDFDocument.create({ updateMetadata: false })
  document.setTitle(title)
  document.setProducer(PRODUCER)
  document.setCreator(PRODUCER)
  document.setLanguage('en-GB')
  const date = new Date(now)
  document.setCreationDate(date)
  document.setModificationDate(date)

  const embedded = new Map<Weight, PDFFont>()
  for (const weight of weights) {
    document.registerFontkit({ create: () => fontEngine(fonts[weight]) })
    embedded.set(
      weight,
      await document.embedFont(fonts[weight].bytes, {
        subset: true,
        customName: `${weight === 'regular' ? 'RADESK' : 'RADESB'}+${fonts[weight].parsed.postscriptName}`,
      }),
    )
  }

  const missing = new Set<number>()
  const shaped = new Map<string, ShapedText>()
  const finishers: (() => void)[] = []

  function shape(raw: string, weight: Weight = 'regular'): ShapedText {
    const key = `${weight}\n${raw}`
    const known = shaped.get(key)
    if (known) return known
    const result = fonts[weight].shape(singleLine(raw))
    for (const codePoint of result.missing) missing.add(codePoint)
    shaped.set(key, result)
    return result
  }
  const measure = (text: string, size: number, weight?: Weight) => shape(text, weight).width * size * MILLIMETRES_PER_POINT

  /** One line of shaped text as PDF operators. Marks are moved by the shaper's offsets, and the letters they mark are given as ActualText. */
  function textOperators(run: ShapedText, weight: Weight, size: number, x: number, y: number): string {
    const font = embedded.get(weight)
    if (!font) throw new Error(`weight ${weight} was not asked for`)
    const codes = font.encodeText(run.text).asString()
    const start = `BT /${weight} ${number(size)} Tf ${number(x)} ${number(y)} Td`
    if (!run.positions) return `${start} <${codes}> Tj ET\n`
    const scale = 1000 / fonts[weight].parsed.unitsPerEm
    let body = ''
    run.glyphs.forEach((glyph, index) => {
      const { xOffset, yOffset, xAdvance } = run.positions![index]!
      const code = codes.slice(index * 4, index * 4 + 4)
      const before = -xOffset * scale
      const after = -(xAdvance - xOffset - glyph.advanceWidth) * scale
      body += ` ${number((yOffset / 1000) * scale * size)} Ts [${number(before)} <${code}> ${number(after)}] TJ`
    })
    const actual = `FEFF${[...run.text].map(utf16).join('')}`
    return `/Span <</ActualText <${actual}>>> BDC ${start}${body} 0 Ts ET EMC\n`
  }

  function addPage(size: Size): Page {
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
    const rectangle = (box: Box) => `${left(box.x)} ${up(box.y + box.height)} ${left(box.width)} ${left(box.height)} re\n`
    const stroke = (width: number, style: { readonly grey?: number; readonly dash?: number }, path: string) => {
      setGrey(style.grey ?? 0)
      operators += `q ${left(width)} w${style.dash ? ` [${left(style.dash)}] 0 d` : ''} ${path} S Q\n`
    }
    finishers.push(() => {
      page.node.set(PDFName.of('Contents'), document.context.register(document.context.flateStream(operators)))
    })
    return {
      size,
      text(text, { x, y, size: points, weight = 'regular', align = 'left', grey: tone = 0 }) {
        const run = shape(text, weight)
        if (run.text === '') return
        const width = align === 'left' ? 0 : run.width * points * MILLIMETRES_PER_POINT
        setGrey(tone)
        operators += textOperators(run, weight, points, toPoints(x - (align === 'centre' ? width / 2 : width)), height - toPoints(y))
      },
      fill(boxes, tone = 0) {
        if (boxes.length === 0) return
        setGrey(tone)
        operators += `${boxes.map(rectangle).join('')}f\n`
      },
      line(from, to, width, style = {}) {
        stroke(width, style, `${left(from.x)} ${up(from.y)} m ${left(to.x)} ${up(to.y)} l`)
      },
      outline(box, width, style = {}) {
        const { radius = 0 } = style
        if (radius === 0) return stroke(width, style, rectangle(box))
        const bend = radius * 0.4477
        const [x0, y0, x1, y1] = [box.x, box.y, box.x + box.width, box.y + box.height]
        const point = (x: number, y: number) => `${left(x)} ${up(y)}`
        stroke(
          width,
          style,
          [
            point(x0 + radius, y0),
            'm',
            point(x1 - radius, y0),
            'l',
            point(x1 - bend, y0),
            point(x1, y0 + bend),
            point(x1, y0 + radius),
            'c',
            point(x1, y1 - radius),
            'l',
            point(x1, y1 - bend),
            point(x1 - bend, y1),
            point(x1 - radius, y1),
            'c',
            point(x0 + radius, y1),
            'l',
            point(x0 + bend, y1),
            point(x0, y1 - bend),
            point(x0, y1 - radius),
            'c',
            point(x0, y0 + radius),
            'l',
            point(x0, y0 + bend),
            point(x0 + bend, y0),
            point(x0 + radius, y0),
            'c h',
          ].join(' '),
        )
      },
      watermark(box) {
        const { path, width } = watermarkPath(fonts.semibold)
        const angle = Math.atan2(box.height, box.width)
        const capHeight = fonts.semibold.parsed.capHeight / fonts.semibold.parsed.unitsPerEm
        const diagonal = Math.hypot(toPoints(box.width), toPoints(box.height))
        const points = (diagonal * 0.72) / (width + capHeight / Math.tan(angle) / 2)
        const [cos, sin] = [Math.cos(angle) * points, Math.sin(angle) * points]
        const [dx, dy] = [-width / 2, -capHeight / 2]
        const x = toPoints(box.x + box.width / 2) + dx * cos - dy * sin
        const y = height - toPoints(box.y + box.height / 2) + dx * sin + dy * cos
        operators += `q ${WATERMARK_GREY} g ${number(cos)} ${number(sin)} ${number(-sin)} ${number(cos)} ${number(x)} ${number(y)} cm\n${path}f Q\n`
      },
      image(image, box, matrix, except) {
        images += 1
        page.node.setXObject(PDFName.of(`Image${images}`), image.ref)
        // By the even-odd rule (ISO 32000-1, 8.5.4) a rectangle around both, with `except` in it, leaves that out.
        const hole = except ? `0 0 ${number(toPoints(size.width))} ${number(height)} re ${rectangle(except)}W* n ` : ''
        operators += `q ${hole}${rectangle(box)}W n ${matrix.map(number).join(' ')} cm /Image${images} Do Q\n`
      },
    }
  }

  return {
    addPage,
    shape,
    measure,
    document,
    async finish() {
      if (missing.size > 0) return glyphMissing([...missing].sort((one, other) => one - other))
      for (const finish of finishers) finish()
      return ok(await document.save({ addDefaultPage: false, updateFieldAppearances: false }))
    },
  }
}

function utf16(character: string): string {
  return Array.from({ length: character.length }, (_, index) =>
    character.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0'),
  ).join('')
}
