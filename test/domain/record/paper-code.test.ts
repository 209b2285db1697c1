import { describe, expect, test } from 'vitest'
import { findPaperCode } from '../../../domain/record/paper-code.ts'

describe('a record code typed from paper', () => {
  test.each([
    ['214-7K3MQ0X9WR'],
    [' 214 7k3mq 0x9wr '],
    ['214-7K3MQ-OX9WR'],
    ['Record code 214-7K3MQ0X9WR'],
    ['Checkpoint 214-7K3MQ0X9WR'],
    ['214 – 7K3MQ0X9WR'],
  ])('%s', (typed) => expect(findPaperCode(typed)).toEqual({ size: 214, code: '7K3MQ0X9WR' }))

  test.each([
    [''],
    ['7K3MQ0X9WR'],
    ['214'],
    ['214-7K3MQ0X9W'],
    ['214-7K3MQ0X9WRR'],
    ['214-7K3MQ0X9WU'],
    ['x-7K3MQ0X9WR'],
    ['-1-7K3MQ0X9WR'],
  ])('%s is none', (typed) => {
    expect(findPaperCode(typed)).toBeUndefined()
  })
})
