/** PDF content stream operators (ISO 32000-1, 8 and 9) for text and shapes. */
import type { PDFFont } from 'pdf-lib'
import type { LoadedFont, ShapedText } from './fonts.ts'

/** As it is written in a content stream: three decimals. */
export const number = (value: number): string => String(Math.round(value * 1000) / 1000)

export interface TextRun {
  readonly run: ShapedText
  readonly loaded: LoadedFont
  readonly embedded: PDFFont
  /** Points. */
  readonly size: number
  readonly x: number
  readonly y: number
}

/**
 * One line of shaped text. Marks are moved by the shaper's offsets; the letters that they mark are given as ActualText, so that the text
 * can be copied.
 */
export function textOperators({ run, loaded, embedded, size, x, y }: TextRun): string {
  const codes = embedded.encodeText(run.text).asString()
  const start = `BT /${loaded.weight} ${number(size)} Tf ${number(x)} ${number(y)} Td`
  if (!run.positions) return `${start} <${codes}> Tj ET\n`
  const scale = 1000 / loaded.parsed.unitsPerEm
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

function utf16(character: string): string {
  return Array.from({ length: character.length }, (_, index) =>
    character.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0'),
  ).join('')
}

/** How far from its end a curve's control point lies so that it follows a quarter circle, in radii. */
const BEND = 0.4477

/** Path of a rectangle with rounded corners. `point` places a point of the page. */
export function roundedRectangle(
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  radius: number,
  point: (x: number, y: number) => string,
): string {
  const bend = radius * BEND
  const [x0, y0, x1, y1] = [box.x, box.y, box.x + box.width, box.y + box.height]
  return [
    `${point(x0 + radius, y0)} m`,
    `${point(x1 - radius, y0)} l`,
    `${point(x1 - bend, y0)} ${point(x1, y0 + bend)} ${point(x1, y0 + radius)} c`,
    `${point(x1, y1 - radius)} l`,
    `${point(x1, y1 - bend)} ${point(x1 - bend, y1)} ${point(x1 - radius, y1)} c`,
    `${point(x0 + radius, y1)} l`,
    `${point(x0 + bend, y1)} ${point(x0, y1 - bend)} ${point(x0, y1 - radius)} c`,
    `${point(x0, y0 + radius)} l`,
    `${point(x0, y0 + bend)} ${point(x0 + bend, y0)} ${point(x0 + radius, y0)} c h`,
  ].join(' ')
}
