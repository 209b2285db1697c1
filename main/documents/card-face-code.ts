/** The code of the card's serial on its back. */
import { DOT } from '../../domain/card/card-face.ts'
import type { CardTemplate } from '../../domain/card/card-template.ts'
import { err, ok } from '../../domain/result.ts'
import { code128Symbol, placeSymbol, qrSymbol } from './codes.ts'
import type { Drawn } from './failure.ts'
import type { Page } from './pdf.ts'

/** Modules of a code in dots of the print head: fewer, and a scanner no longer tells them apart. */
const BAR_DOTS = 3
const SQUARE_DOTS = 4
const LOWEST_BARS = 4

/** A symbol in whole dots of the print head, as large as its box allows, in the middle of it. */
export function drawCode(page: Page, serial: string, code: NonNullable<NonNullable<CardTemplate['back']>['code']>): Drawn {
  const bars = code.form === 'bars'
  const symbol = bars ? code128Symbol(serial) : qrSymbol(serial)
  if (!symbol.ok) return symbol
  const { width, height, quiet } = symbol.value
  const room = bars ? code.width / (width + 2 * quiet) : Math.min(code.width / (width + 2 * quiet), code.height / (height + 2 * quiet))
  const dots = Math.min(Math.floor(room / DOT + 1e-9), 8)
  if (dots < (bars ? BAR_DOTS : SQUARE_DOTS) || (bars && code.height < LOWEST_BARS)) {
    return err(
      'code-too-small',
      `The place for the code on the back is too small for the serial ${serial}. Nothing was printed.`,
      'Make it larger in the card template.',
    )
  }
  const module = dots * DOT
  const moduleHeight = bars ? code.height : module
  // A code on a background is read by its contrast: the place is white first.
  page.fill([code], 1)
  page.fill(
    placeSymbol(
      symbol.value,
      { x: code.x + (code.width - width * module) / 2, y: code.y + (code.height - height * moduleHeight) / 2 },
      module,
      moduleHeight,
    ),
  )
  return ok()
}
