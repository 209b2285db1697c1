import { beforeAll, describe, expect, test } from 'vitest'
import type { CardTextBox } from '../../../domain/card/card-face.ts'
import { drawFitted, drawWords } from '../../../main/documents/card-face-text.ts'
import type { Pdf } from '../../../main/documents/pdf.ts'
import { drawnPage, newPdf } from './drawn-page.ts'

const box: CardTextBox = { x: 4, y: 10, width: 40, height: 12, largest: 14, smallest: 8, lines: 2, align: 'left' }
let pdf: Pdf
beforeAll(async () => {
  pdf = await newPdf()
})

function fitted(text: string, change: Partial<CardTextBox> = {}) {
  const drawn = drawnPage()
  return { fits: drawFitted(pdf, drawn.page, text, { ...box, ...change }, 'regular'), rows: drawn.texts() }
}
function words(text: string, change: Partial<CardTextBox> = {}) {
  const drawn = drawnPage()
  return { fits: drawWords(pdf, drawn.page, text, { ...box, ...change }), rows: drawn.texts() }
}

describe('text as large as fits', () => {
  test('a short one: one row at the largest size, at the left edge', () => {
    const { fits, rows } = fitted('Ann')
    expect(fits).toBe(true)
    expect(rows).toMatchObject([{ text: 'Ann', size: 14, x: 4 }])
  })

  test('centred: at the middle of the box', () => {
    expect(fitted('Ann', { align: 'centre' }).rows).toMatchObject([{ x: 24, align: 'centre' }])
  })

  test('a longer one is smaller or has two rows, and every row stays in the box', () => {
    const { fits, rows } = fitted('Maximiliana Wolfe Bergerdorff-Sampleton')
    expect(fits).toBe(true)
    expect(rows.length).toBe(2)
    for (const { text, y, size } of rows) {
      expect(pdf.measure(text, size)).toBeLessThanOrEqual(box.width)
      expect(y).toBeGreaterThan(box.y)
      expect(y).toBeLessThan(box.y + box.height)
    }
    expect(rows[1]!.y).toBeGreaterThan(rows[0]!.y)
  })

  test('too long at the smallest size: not drawn at all', () => {
    expect(fitted('An organisation whose name never ends '.repeat(4))).toEqual({ fits: false, rows: [] })
  })

  test('marks above a capital need room: the text is lower, or smaller, than without them', () => {
    const low = { height: 5.2, lines: 1 }
    const [plain, marked] = [fitted('ANN', low).rows[0]!, fitted('Ấ̉NN', low).rows[0]!]
    expect(marked.size < plain.size || marked.y > plain.y).toBe(true)
  })
})

describe('words of the station', () => {
  test('one line is set like any other text', () => {
    expect(words('If found')).toEqual(fitted('If found'))
  })

  test('line breaks stay; lines of white space do not count', () => {
    const { fits, rows } = words('If found,\n\n  \nplease return')
    expect(fits).toBe(true)
    expect(rows.map(({ text }) => text)).toEqual(['If found,', 'please return'])
    expect(new Set(rows.map(({ size }) => size)).size).toBe(1)
  })

  test('more lines than the box may have: not drawn', () => {
    expect(words('a\nb\nc')).toEqual({ fits: false, rows: [] })
    expect(words('a\nb\nc', { lines: 3 }).fits).toBe(true)
  })

  test('a single word wider than the box at the smallest size: not drawn', () => {
    expect(words('x\nW'.padEnd(60, 'W'), { lines: 4 })).toEqual({ fits: false, rows: [] })
  })
})
