/** Text in the boxes of a card template, as large as fits. */
import { CARD_LEADING, DOT, type CardTextBox } from '../../domain/card/card-face.ts'
import { MILLIMETRES_PER_POINT } from '../../domain/dispatch/media.ts'
import type { Weight } from './fonts.ts'
import type { Page, Pdf } from './pdf.ts'
import { shrinkToFit, wrap } from './text-fit.ts'

interface SetRow {
  readonly text: string
  readonly y: number
}

/** Rows of fitted text with their baselines, or nothing where ink would leave the box: stacked marks reach above an ordinary capital. */
function setRows(pdf: Pdf, rows: readonly string[], size: number, box: CardTextBox, weight: Weight): SetRow[] | undefined {
  const em = size * MILLIMETRES_PER_POINT
  const shapes = rows.map((row) => pdf.shape(row, weight))
  let y = box.y + Math.max(0.95 * em, (shapes[0]?.ascent ?? 0) * em + DOT)
  const set: SetRow[] = []
  for (const [index, text] of rows.entries()) {
    if (index > 0) y += Math.max(CARD_LEADING, shapes[index - 1]!.descent + shapes[index]!.ascent + 0.03) * em
    set.push({ text, y })
  }
  return y + (shapes.at(-1)?.descent ?? 0) * em <= box.y + box.height + 0.001 ? set : undefined
}

/** Sets text in a box of the layout, as large as fits; false when it does not fit even at the smallest size. */
export function drawFitted(pdf: Pdf, page: Page, text: string, box: CardTextBox, weight: Weight): boolean {
  for (let largest = box.largest; largest >= box.smallest; largest -= 0.5) {
    const fitted = shrinkToFit(pdf, text, { ...box, largest, leading: CARD_LEADING, weight })
    if (!fitted) return false
    const rows = setRows(pdf, fitted.rows, fitted.size, box, weight)
    if (rows) return drawRows(page, rows, fitted.size, box, weight)
  }
  return false
}

/** A text of the station, whose line breaks stay. */
export function drawWords(pdf: Pdf, page: Page, text: string, box: CardTextBox): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length < 2) return drawFitted(pdf, page, text, box, 'regular')
  for (let size = box.largest; size >= box.smallest; size -= 0.5) {
    const wrapped = lines.map((line) =>
      wrap(
        line,
        (part) => pdf.measure(part, size),
        () => box.width,
      ),
    )
    const all = wrapped.flatMap((rows) => rows ?? [])
    const rows = wrapped.includes(undefined) || all.length > box.lines ? undefined : setRows(pdf, all, size, box, 'regular')
    if (rows) return drawRows(page, rows, size, box, 'regular')
  }
  return false
}

function drawRows(page: Page, rows: readonly SetRow[], size: number, box: CardTextBox, weight: Weight): true {
  for (const row of rows)
    page.text(row.text, { x: box.align === 'centre' ? box.x + box.width / 2 : box.x, y: row.y, size, weight, align: box.align })
  return true
}
