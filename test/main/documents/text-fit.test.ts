import { beforeAll, describe, expect, test } from 'vitest'
import { fitAddress, shrinkToFit, wrap } from '../../../main/documents/text-fit.ts'
import type { Pdf } from '../../../main/documents/pdf.ts'
import { newPdf } from './drawn-page.ts'

/** Each character is one wide. */
const rowsOf = (text: string, width: number, anywhere = false) =>
  wrap(
    text,
    ({ length }) => length,
    () => width,
    anywhere,
  )

describe('wrapping', () => {
  test.each([
    ['fits in one row', 'Ann Sample', 10, ['Ann Sample']],
    ['breaks at a space, which ends no row', 'Ann Sample', 9, ['Ann', 'Sample']],
    ['breaks after a hyphen', 'Bergerdorff-Sampleton', 12, ['Bergerdorff-', 'Sampleton']],
    ['breaks after a slash', 'Estates/Facilities', 10, ['Estates/', 'Facilities']],
    ['white space around and between counts once', '  Ann \n Sample ', 20, ['Ann Sample']],
    ['nothing is no row', '   ', 5, []],
    ['one piece alone is too wide', 'Ann Bergerdorff', 10, undefined],
  ])('%s', (_, text, width, rows) => {
    expect(rowsOf(text, width)).toEqual(rows)
  })

  test('inside a piece only when that is allowed, and never through a letter', () => {
    expect(rowsOf('Bergerdorff', 5)).toBeUndefined()
    expect(rowsOf('Bergerdorff', 5, true)).toEqual(['Berge', 'rdorf', 'f'])
    expect(rowsOf('\u{1d400}\u{1d400}\u{1d400}', 4, true)).toEqual(['\u{1d400}\u{1d400}', '\u{1d400}'])
  })

  test('each row has a width of its own', () => {
    expect(
      wrap(
        'aa bb cc',
        ({ length }) => length,
        (row) => (row === 0 ? 2 : 5),
      ),
    ).toEqual(['aa', 'bb cc'])
  })
})

describe('with a typeface', () => {
  let pdf: Pdf
  beforeAll(async () => {
    pdf = await newPdf()
  })
  const room = { width: 40, height: 12, lines: 2, largest: 14, smallest: 8, leading: 1.2 }

  test('the largest size at which it fits', () => {
    expect(shrinkToFit(pdf, 'Ann', room)).toEqual({ size: 14, rows: ['Ann'] })
    const smaller = shrinkToFit(pdf, 'Ann', { ...room, height: 4 })!
    expect(smaller.size).toBeLessThan(14)
    expect(smaller.size).toBeGreaterThanOrEqual(8)
  })

  test('rather one row a little smaller than a last word alone on a second', () => {
    const widthAt = (size: number) => pdf.measure('Ann Samplesampleton', size)
    const fitted = shrinkToFit(pdf, 'Ann Samplesampleton', { ...room, width: widthAt(12.6) })!
    expect([fitted.size, fitted.rows.length]).toEqual([12.5, 1])
    expect(shrinkToFit(pdf, 'Ann Samplesampleton', { ...room, width: widthAt(10) })!.rows.length).toBe(2)
  })

  test('not at all when it does not fit at the smallest size', () => {
    expect(shrinkToFit(pdf, 'Ann', { ...room, height: 2 })).toBeUndefined()
    expect(shrinkToFit(pdf, 'one two three four five six seven eight nine ten eleven', { ...room, width: 15 })).toBeUndefined()
  })

  type Line = Parameters<typeof fitAddress>[1][number]
  const line = (text: string, role: Line['role']): Line => ({ text, role })
  const area = { x: 10, y: 10, width: 60, height: 30 }

  test('an address stands in the middle of its box, row under row, around what must stay clear', () => {
    const lines = [line('Ann Sample', 'name'), line('1 Invented Street', 'street'), line('SA1 9ZZ', 'postcode')]
    const fitted = fitAddress(pdf, lines, area, [])!
    expect(fitted.size).toBe(12)
    expect(fitted.rows.map(({ text }) => text)).toEqual(['Ann Sample', '1 Invented Street', 'SA1 9ZZ'])
    const ys = fitted.rows.map(({ y }) => y)
    expect(ys).toEqual(ys.toSorted((one, other) => one - other))
    expect(fitAddress(pdf, lines, area, [{ x: 12, y: 0, width: 60, height: 60 }])).toBeUndefined()
    expect(fitAddress(pdf, lines, { ...area, height: 6 }, [])).toBeUndefined()
  })

  test('a long line goes on in the next row; a post town is never broken', () => {
    const long = 'The Invented Estates and Facilities Directorate House'
    expect(fitAddress(pdf, [line(long, 'street')], area, [])!.rows.length).toBe(2)
    expect(fitAddress(pdf, [line(long, 'post-town')], area, [])).toBeUndefined()
  })
})
