import { describe, expect, test } from 'vitest'
import { firstQuery, listQuery, MOST_QUEUES, putQueue, type SavedQueue } from '../../../domain/work/list-query.ts'

const queue = (id: string, name: string, change: object = {}): SavedQueue => ({ id, name, query: { ...firstQuery, ...change } })
const two = [queue('a', 'Overdue'), queue('b', 'Riverside')]

describe('saved queue', () => {
  const table: readonly [string, SavedQueue, readonly string[] | string][] = [
    ['a new one comes last', queue('c', ' Calls '), ['a Overdue', 'b Riverside', 'c Calls']],
    ['renamed: stays in its place', queue('a', 'Late'), ['a Late', 'b Riverside']],
    ['its own name in other letters', queue('a', 'OVERDUE'), ['a OVERDUE', 'b Riverside']],
    ['a name of another in other letters', queue('c', 'overdue '), 'name-taken'],
    ['no name', queue('c', '  '), 'name-missing'],
  ]
  test.each(table)('%s', (_name, one, expected) => {
    const put = putQueue(two, one)
    expect(typeof put === 'string' ? put : put.map(({ id, name }) => `${id} ${name}`)).toEqual(expected)
  })

  test(`more than ${MOST_QUEUES}: refused, and a known one can still be renamed`, () => {
    const full = Array.from({ length: MOST_QUEUES }, (_, index) => queue(`q${index}`, `Queue ${index}`))
    expect(putQueue(full, queue('more', 'More'))).toBe('too-many')
    expect(putQueue(full, queue('q3', 'More'))).toHaveLength(MOST_QUEUES)
  })
})

test('query of a queue: nothing that was typed into the search is kept', () => {
  expect(listQuery.safeParse(firstQuery).success).toBe(true)
  expect(listQuery.safeParse({ ...firstQuery, text: 'Sample' }).success).toBe(false)
  expect(listQuery.safeParse({ ...firstQuery, sort: 'mobile' }).success).toBe(false)
})
