import { describe, expect, test } from 'vitest'
import { DOT } from '../../../domain/card/card-face.ts'
import type { Box } from '../../../domain/dispatch/media.ts'
import { drawCode } from '../../../main/documents/card-face-code.ts'
import { code128Symbol, qrSymbol } from '../../../main/documents/codes.ts'
import { must } from './support.ts'
import { drawnPage } from './drawn-page.ts'

type Code = Parameters<typeof drawCode>[2]
const serial = '0A1B2C3D'
const bars: Code = { x: 5, y: 30, width: 50, height: 8, form: 'bars' }
const square: Code = { x: 5, y: 30, width: 20, height: 20, form: 'square' }

function drawn(code: Code, text = serial) {
  const { page, calls } = drawnPage()
  const result = drawCode(page, text, code)
  const [under, modules] = calls.map(({ args }) => args) as [readonly [readonly Box[], number], readonly [readonly Box[]]]
  return { code: result.ok ? 'ok' : result.error.code, calls, under, modules: modules?.[0] ?? [] }
}

describe('the code of the serial', () => {
  test.each([
    ['bars', bars],
    ['square', square],
  ] as const)('%s: white first, then modules of whole dots of the print head, in the middle of the box', (_, code) => {
    const { under, modules } = drawn(code)
    expect(under).toEqual([[code], 1])
    const narrowest = Math.min(...modules.map(({ width }) => width))
    expect(narrowest / DOT).toBeCloseTo(Math.round(narrowest / DOT), 6)
    const left = Math.min(...modules.map(({ x }) => x)) - code.x
    const right = code.x + code.width - Math.max(...modules.map(({ x, width }) => x + width))
    expect(left).toBeCloseTo(right, 6)
    const symbol = must(code.form === 'bars' ? code128Symbol(serial) : qrSymbol(serial))
    expect(left).toBeGreaterThanOrEqual(symbol.quiet * narrowest - 1e-6)
  })

  test('bars are as high as the box; the modules of a square are square', () => {
    expect(drawn(bars).modules.every(({ height }) => height === bars.height)).toBe(true)
    const [one] = drawn(square).modules
    expect(one!.height).toBeCloseTo(Math.min(...drawn(square).modules.map(({ width }) => width)), 6)
  })

  test('never more than 8 dots a module, however large the box', () => {
    const { modules } = drawn({ ...square, width: 50, height: 50 })
    expect(modules[0]!.height / DOT).toBeCloseTo(8, 6)
  })

  const barModules = must(code128Symbol(serial)).width + 20
  const squareModules = must(qrSymbol(serial)).width + 8
  test.each([
    ['bars of 3 dots', { ...bars, width: barModules * 3 * DOT }, 'ok'],
    ['bars narrower than 3 dots', { ...bars, width: barModules * 3 * DOT - 0.01 }, 'code-too-small'],
    ['bars 4 mm high', { ...bars, height: 4 }, 'ok'],
    ['bars lower than 4 mm', { ...bars, height: 3.9 }, 'code-too-small'],
    ['a square of 4 dots', { ...square, width: squareModules * 4 * DOT, height: squareModules * 4 * DOT }, 'ok'],
    ['a square too narrow', { ...square, width: squareModules * 4 * DOT - 0.01 }, 'code-too-small'],
    ['a square too low', { ...square, height: squareModules * 4 * DOT - 0.01 }, 'code-too-small'],
  ] as const)('%s: %s', (_, code, expected) => {
    const made = drawn(code)
    expect(made.code).toBe(expected)
    if (expected !== 'ok') expect(made.calls).toEqual([])
  })

  test('a serial that bars cannot carry is refused', () => {
    expect(drawn(bars, 'é')).toMatchObject({ code: 'reference-not-encodable', calls: [] })
  })
})
