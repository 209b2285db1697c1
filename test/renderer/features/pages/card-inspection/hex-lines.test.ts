import { describe, expect, it } from 'vitest'
import { hexLines } from '../../../../../renderer/features/pages/card-inspection/hex-lines.ts'

describe('bytes to read', () => {
  it.each([
    ['', ''],
    ['AB', '0000  AB'],
    ['00'.repeat(16), `0000  ${'00 '.repeat(16).trim()}`],
    ['00'.repeat(17), `0000  ${'00 '.repeat(16).trim()}\n0010  00`],
  ])('%s', (hex, lines) => {
    expect(hexLines(hex)).toBe(lines)
  })
})
