import { describe, expect, test } from 'vitest'
import { announcesText, isInformation, readFinal } from '../../../native/modem/at-reply.ts'

describe('AT: what a line is', () => {
  test.each([
    ['OK', { result: 'ok' }],
    ['ERROR', { result: 'error' }],
    ['COMMAND NOT SUPPORT', { result: 'error' }],
    ['+CMS ERROR: 500', { result: 'error', fault: { kind: 'CMS', code: 500 } }],
    ['+CME ERROR:10', { result: 'error', fault: { kind: 'CME', code: 10 } }],
    ['+CME ERROR: SIM not inserted', { result: 'error' }],
    ['+CMS ERROR: 123456', { result: 'error' }],
    ['OK then', undefined],
    ['+CSQ: 17,0', undefined],
    ['ERRORS', undefined],
  ])('AT final result: %s', (line, final) => {
    expect(readFinal(line)).toEqual(final)
  })

  test.each([
    ['+CMT: "+447700900123",,"26/11/29"', true],
    ['+CBM: 1,2', true],
    ['+CDS: 25', true],
    ['+CDS: 6,42,"+447700900123",145', false],
    ['+CMTI: "SM",1', false],
  ])('AT text that follows: %s → %s', (line, announces) => {
    expect(announcesText(line)).toBe(announces)
  })

  test.each([
    ['SIM-ULATED 900', '', true],
    ['RING', '', false],
    ['RINGO 5', '', true],
    ['^BOOT:1', '', false],
    ['+CMTI: "SM",1', '', false],
    ['+CSQ: 17,0', '+CSQ:', true],
    ['+CREG: 1', '+CSQ:', false],
  ])('AT information: %s for "%s" → %s', (line, answer, belongs) => {
    expect(isInformation(line, answer)).toBe(belongs)
  })
})
