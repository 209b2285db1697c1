/** Bars and squares as rectangles on a grid of modules. The document sets the size of a module. */
import { code128 } from 'bwip-js/node'
import { create as createQr } from 'qrcode'
import { err, ok } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { Box } from '../../domain/dispatch/media.ts'

/** A symbol in modules. The quiet zone is not in `width` and `height`: it must be left free on every side that `quiet` names. */
export interface Symbol2d {
  readonly width: number
  readonly height: number
  readonly quiet: number
  readonly dark: readonly Box[]
}

type Encoded = Result<Symbol2d, 'reference-not-encodable'>

const notEncodable = (): Encoded =>
  err(
    'reference-not-encodable',
    'A reference holds characters that bars cannot carry. Nothing was printed.',
    'Make a new dispatch reference.',
  )

/** Code 128 (ISO/IEC 15417), one module high. Quiet zone: 10 modules at either end. */
export function code128Symbol(text: string): Encoded {
  if (!/^[\x20-\x7e]+$/.test(text)) return notEncodable()
  const dark: Box[] = []
  let width = 0
  code128(
    { bcid: 'code128', text, scale: 1, height: 1 },
    {
      scale: () => null,
      measure: () => ({ width: 0, ascent: 0, descent: 0 }),
      init: (pixels) => {
        width = pixels
      },
      // Lines are given by their middle, rounded up to a whole pixel when they are an odd number wide.
      line: (x, _y0, _x1, _y1, thickness) => {
        dark.push({ x: Math.floor(x - thickness / 2), y: 0, width: thickness, height: 1 })
      },
      polygon: () => undefined,
      hexagon: () => undefined,
      ellipse: () => undefined,
      fill: () => undefined,
      text: () => undefined,
      end: () => undefined,
    },
  )
  return ok({ width, height: 1, quiet: 10, dark })
}

/** QR code (ISO/IEC 18004) at error correction level Q, runs of dark modules joined row by row. Quiet zone: 4 modules. */
export function qrSymbol(text: string): Encoded {
  if (!/^[\x20-\x7e]+$/.test(text)) return notEncodable()
  const { size, data } = createQr(text, { errorCorrectionLevel: 'Q' }).modules
  const dark: Box[] = []
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const start = x
      while (x < size && data[y * size + x]) x += 1
      if (x > start) dark.push({ x: start, y, width: x - start, height: 1 })
    }
  }
  return ok({ width: size, height: size, quiet: 4, dark })
}

/** Places a symbol with its top-left dark corner at `at`, modules `module` wide and `moduleHeight` high, in millimetres. */
export function placeSymbol(symbol: Symbol2d, at: { x: number; y: number }, module: number, moduleHeight = module): readonly Box[] {
  return symbol.dark.map((box) => ({
    x: at.x + box.x * module,
    y: at.y + box.y * moduleHeight,
    width: box.width * module,
    height: box.height * moduleHeight,
  }))
}
