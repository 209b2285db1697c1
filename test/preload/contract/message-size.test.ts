import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMessageFault, largestMessage, mostLevels, mostValues } from '../../../preload/contract/message-size.ts'

function nested(levels: number): unknown {
  let message: unknown = {}
  for (let level = 0; level < levels; level += 1) message = level % 2 === 0 ? [message] : { message }
  return message
}
const named = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`name${index}`, 0]))
const zeros = (length: number) => Array.from({ length }, () => 0)
const cycle: Record<string, unknown> = {}
cycle['again'] = [cycle]
/** Where a list says that it is long, only its length is looked at. */
const endless: unknown[] = []
endless.length = 4_000_000_000

describe('size of a message', () => {
  const table: readonly (readonly [name: string, message: unknown, fault: ReturnType<typeof findMessageFault>])[] = [
    ['an act on a case', { channel: 'case.act', input: { caseId: 'x', event: { kind: 'k', name: { given: 'g' } } } }, undefined],
    ['the longest text', 'x'.repeat(largestMessage), undefined],
    ['a longer text', 'x'.repeat(largestMessage + 1), 'too-large'],
    ['two texts that are longer together', ['x'.repeat(largestMessage), 'y'], 'too-large'],
    ['a name that is longer', { ['x'.repeat(largestMessage + 1)]: 0 }, 'too-large'],
    ['most values', zeros(mostValues - 1), undefined],
    ['more values', zeros(mostValues), 'too-large'],
    ['four thousand million values that are not there', endless, 'too-large'],
    ['most names', named(mostValues - 1), undefined],
    ['more names', named(mostValues), 'too-large'],
    ['many small lists', Array.from({ length: 200 }, () => zeros(100)), 'too-large'],
    ['most levels', nested(mostLevels - 1), undefined],
    ['more levels', nested(mostLevels), 'malformed'],
    ['a hundred thousand levels', nested(100_000), 'malformed'],
    ['a cycle', cycle, 'malformed'],
    ['a number that JSON does not have', { count: 1n }, 'malformed'],
    ['bytes', { bytes: new Uint8Array(8) }, 'malformed'],
    ['a Map', new Map([['a', 1]]), 'malformed'],
    ['a date', { at: new Date(0) }, 'malformed'],
    ['nothing', undefined, undefined],
    ['a null', { a: null }, undefined],
  ]
  for (const [name, message, fault] of table) test(name, () => expect(findMessageFault(message)).toBe(fault))
})

test('size of a message: no more is looked at than the limit', () => {
  let looked = 0
  const many: number[] = []
  many.length = 10_000_000
  const values = new Proxy(many, {
    get: (list, name) => {
      looked += 1
      return Reflect.get(list, name) as unknown
    },
  })
  expect(findMessageFault({ values })).toBe('too-large')
  expect(looked).toBeLessThan(mostValues)
})

test('size of a message: whatever JSON can hold has a size, and no value makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (message) => {
      expect(findMessageFault(message)).toBeUndefined()
    }),
  )
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withSparseArray: true }),
      (message) => {
        expect([undefined, 'malformed', 'too-large']).toContain(findMessageFault(message))
      },
    ),
  )
})
