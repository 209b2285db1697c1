import { describe, expect, test } from 'vitest'
import { number, roundedRectangle, textOperators } from '../../../main/documents/pdf-operators.ts'
import { settings } from './support.ts'
import { newPdf } from './drawn-page.ts'

test.each([
  [1, '1'],
  [0.12345, '0.123'],
  [0.0004, '0'],
  [-2.0006, '-2.001'],
  [1e-9, '0'],
  [123456.7, '123456.7'],
])('%d is written as %s: never in exponents', (value, text) => {
  expect(number(value)).toBe(text)
})

describe('one line of text', () => {
  /** Each letter as the code 0041 of the letter A: what pdf-lib's subset does with glyph ids is its own. */
  const embedded = {
    encodeText: (text: string) => ({
      asString: () => [...text].map((letter) => letter.charCodeAt(0).toString(16).padStart(4, '0')).join(''),
    }),
  }
  const operators = async (text: string) => {
    const { fonts } = await settings()
    const loaded = fonts.regular
    const run = (await newPdf()).shape(text)
    return textOperators({ run, loaded, embedded: embedded as never, size: 10, x: 1.5, y: 2.25 })
  }

  test('letters that need no shaping are one string', async () => {
    expect(await operators('Ann')).toBe('BT /regular 10 Tf 1.5 2.25 Td <0041006e006e> Tj ET\n')
  })

  test('letters with marks of their own are placed one by one, and can be copied as they were typed', async () => {
    const text = 'm̂'
    const written = await operators(text)
    expect(written).toMatch(/^\/Span <<\/ActualText <FEFF006D0302>>> BDC BT \/regular 10 Tf 1\.5 2\.25 Td /)
    expect(written.match(/TJ/g)).toHaveLength(2)
    expect(written).toMatch(/ 0 Ts ET EMC\n$/)
  })

  test('a character beyond the basic plane is two units in the text to copy', async () => {
    expect(await operators('\u{1d400}̂')).toContain('<FEFFD835DC000302>')
  })
})

test('a rounded rectangle begins and ends at the same point, touches each side, and stays inside its box', () => {
  const path = roundedRectangle({ x: 10, y: 20, width: 30, height: 40 }, 5, (x, y) => `${x},${y}`)
  const points = [...path.matchAll(/([\d.]+),([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
  expect(points[0]).toEqual(points.at(-1))
  expect(Math.min(...points.map(([x]) => x))).toBe(10)
  expect(Math.max(...points.map(([x]) => x))).toBe(40)
  expect(Math.min(...points.map(([, y]) => y))).toBe(20)
  expect(Math.max(...points.map(([, y]) => y))).toBe(60)
  expect(path.match(/ c/g)).toHaveLength(4)
  expect(path.endsWith('h')).toBe(true)
})
