import { describe, expect, test } from 'vitest'
import { findPaperCode, formatPaperCode, isCodeOf } from '../../../domain/record/paper-code.ts'

const CODE = '7K3MQ0X9WRABCDEF'

describe('a record code typed from paper', () => {
  test.each([
    ['214-7K3M-Q0X9-WRAB-CDEF'],
    ['214-7K3MQ0X9WRABCDEF'],
    [' 214 7k3m q0x9 wrab cdef '],
    ['214-7K3M-QOX9-WRAB-CDEF'],
    ['Record code 214-7K3M-Q0X9-WRAB-CDEF'],
    ['Checkpoint 214-7K3M-Q0X9-WRAB-CDEF'],
    ['214 – 7K3MQ0X9WRABCDEF'],
  ])('%s', (typed) => expect(findPaperCode(typed)).toEqual({ size: 214, code: CODE }))

  test.each([
    [''],
    [CODE],
    ['214'],
    ['214-7K3MQ0X9WRABCDE'],
    ['214-7K3M-Q0X9-WRAB-CDEFR'],
    ['214-7K3MQ0X9WRABCDEU'],
    ['214-7K3MQ0X9W'],
    ['x-7K3MQ0X9WRABCDEF'],
    ['-1-7K3MQ0X9WRABCDEF'],
  ])('%s is none', (typed) => {
    expect(findPaperCode(typed)).toBeUndefined()
  })

  test('of the first version, with ten characters: the first ten of today’s', () => {
    expect(findPaperCode('214-7K3MQ0X9WR')).toEqual({ size: 214, code: '7K3MQ0X9WR' })
    for (const [printed, same] of [
      [CODE, true],
      [CODE.slice(0, 10), true],
      [CODE.slice(0, 9), false],
      ['', false],
      [CODE.slice(1, 11), false],
      [`${CODE.slice(0, 15)}G`, false],
      [`${CODE}0`, false],
    ] as const)
      expect(isCodeOf(printed, CODE), printed).toBe(same)
  })

  test('is printed in groups of four, and read back', () => {
    expect(formatPaperCode({ size: 214, code: CODE })).toBe('214-7K3M-Q0X9-WRAB-CDEF')
    expect(findPaperCode(formatPaperCode({ size: 7, code: CODE }))).toEqual({ size: 7, code: CODE })
  })
})
