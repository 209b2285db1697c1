/** The word PRACTICE across a page: outlines, so that text copied out of the file is not disturbed. */
import { toPoints, type Box } from '../../domain/dispatch/media.ts'
import type { LoadedFont } from './fonts.ts'
import { number } from './pdf-operators.ts'

const WORD = 'PRACTICE'
const GREY = 0.9

/** Along the diagonal of `box`, on a page of this height in points. */
export function watermarkOperators(font: LoadedFont, box: Box, pageHeight: number): string {
  const { path, width } = watermarkPath(font)
  const angle = Math.atan2(box.height, box.width)
  const capHeight = font.parsed.capHeight / font.parsed.unitsPerEm
  const diagonal = Math.hypot(toPoints(box.width), toPoints(box.height))
  const points = (diagonal * 0.72) / (width + capHeight / Math.tan(angle) / 2)
  const [cos, sin] = [Math.cos(angle) * points, Math.sin(angle) * points]
  const [dx, dy] = [-width / 2, -capHeight / 2]
  const x = toPoints(box.x + box.width / 2) + dx * cos - dy * sin
  const y = pageHeight - toPoints(box.y + box.height / 2) + dx * sin + dy * cos
  return `q ${GREY} g ${number(cos)} ${number(sin)} ${number(-sin)} ${number(cos)} ${number(x)} ${number(y)} cm\n${path}f Q\n`
}

/** Glyph outlines at 1 pt, from the baseline. */
function watermarkPath({ parsed }: LoadedFont): { readonly path: string; readonly width: number } {
  const scale = 1 / parsed.unitsPerEm
  let x = 0
  let path = ''
  for (const glyph of parsed.glyphsForString(WORD)) {
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
