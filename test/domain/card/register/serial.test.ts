import { describe, expect, test } from 'vitest'
import { normaliseSerial, parseSerial } from '../../../../domain/card/register/serial.ts'

describe('serial of a card', () => {
  test.each([
    ['0012345678', '12345678'],
    ['000', '0'],
    ['0a1b2c3d', '0A1B2C3D'],
  ])('%s is kept as %s', (serial, kept) => {
    expect(normaliseSerial(serial)).toBe(kept)
  })

  test.each([
    ['12345678', '12345678'],
    [' 12 34-56:78 ', '12345678'],
    ["'0012345678", '12345678'],
    ['="12345678"', '12345678'],
    ['0x0a1b', '0A1B'],
    ['F'.repeat(40), 'F'.repeat(40)],
    ['deadbeef', 'DEADBEEF'],
    ['abc1', 'ABC1'],
  ])('the cell “%s” is read as %s', (cell, serial) => {
    expect(parseSerial(cell)).toEqual({ ok: true, value: serial })
  })

  test.each([
    ['', 'serial-empty'],
    [' - ', 'serial-empty'],
    ['1.23457E+15', 'serial-rounded'],
    ['1,2e15', 'serial-rounded'],
    ['12G4', 'serial-malformed'],
    ['abc', 'serial-malformed'],
    ['facade', 'serial-malformed'],
    ['1'.repeat(41), 'serial-malformed'],
  ])('the cell “%s” is refused: %s', (cell, code) => {
    expect(parseSerial(cell)).toMatchObject({ ok: false, error: { code } })
  })

  test('a cell of any length is quoted short', () => {
    const refused = parseSerial('x'.repeat(500))
    expect(refused.ok ? '' : refused.error.message.length).toBeLessThan(80)
  })
})

test.each([
  ['1005', '1005'],
  ['0001005', '1005'],
  ['000', '0'],
  ['00ab', '00AB'],
])('serial number %s in one form: %s', (raw, expected) => expect(normaliseSerial(raw)).toBe(expected))
