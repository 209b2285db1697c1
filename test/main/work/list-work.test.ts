import { describe, expect, test } from 'vitest'
import { MOST_FOUND } from '../../../domain/work/found-thing.ts'
import type { WorkItem } from '../../../domain/work-item.ts'
import { findAnything, listWork } from '../../../main/work/list-work.ts'
import type { FindSource } from '../../../main/work/work-source.ts'

const item = (id: string, on?: string): WorkItem => ({
  id,
  kind: 'locum',
  title: id,
  action: 'Review access',
  place: '/people',
  ...(on === undefined ? {} : { on }),
})

test('work of all parts: in one list, overdue first, without a day last', async () => {
  const sources = [{ list: () => [item('later', '2026-12-02'), item('some day')] }, { list: async () => [item('late', '2026-11-01')] }]
  expect((await listWork(sources)).map(({ id }) => id)).toEqual(['late', 'later', 'some day'])
})

describe('search beside the cases', () => {
  const asked: [string, number][] = []
  const texts: string[] = []
  const source = (count: number): FindSource => ({
    find: (bare, most, text) => {
      texts.push(text)
      asked.push([bare, most])
      return Array.from({ length: Math.min(count, most) }, () => ({ kind: 'card' as const, title: 'Card', place: '/cards' }))
    },
  })
  test.each([
    ['RD7-K', 'RD7K'],
    [' ab 12 ', 'AB12'],
  ])('%s: asks for letters and digits, and with the text as it was typed', (text, bare) => {
    asked.length = 0
    findAnything([source(1)], text)
    expect(asked).toEqual([[bare, MOST_FOUND]])
    expect(texts.at(-1)).toBe(text)
  })

  test.each(['', 'a', 'a-1', '--'])('%j: too short to be asked', (text) => {
    asked.length = 0
    expect(findAnything([source(1)], text)).toEqual([])
    expect(asked).toEqual([])
  })

  test('in all no more than fit', () => {
    asked.length = 0
    expect(findAnything([source(15), source(15), source(15)], 'abc')).toHaveLength(MOST_FOUND)
    expect(asked.map(([, most]) => most)).toEqual([20, 5])
  })
})
