import { describe, expect, test } from 'vitest'
import { canonicalEvents } from '../../../domain/handover/canonical.ts'

describe('events as two workstations compare them', () => {
  test('one line for each, its fields in order of their names, at every depth', () => {
    expect(canonicalEvents([{ b: 1, a: { d: [true, null], c: 'x' } }, {}])).toEqual(['{"a":{"c":"x","d":[true,null]},"b":1}', '{}'])
  })

  test('what belongs to one vault is left out, wherever it is', () => {
    const mine = [{ event: { keyId: '1', passcodeId: '2', pukId: '3', custodyId: '4', scan: [{ keyId: '5', bytes: 6 }] } }]
    expect(canonicalEvents(mine)).toEqual(['{"event":{"scan":[{"bytes":6}]}}'])
  })

  test('a field that is not there and one that is undefined are the same; null is not', () => {
    expect(canonicalEvents([{ a: undefined }])).toEqual(canonicalEvents([{}]))
    expect(canonicalEvents([{ a: null }])).not.toEqual(canonicalEvents([{}]))
  })

  test('the order of a list and the kind of a value count', () => {
    expect(canonicalEvents([{ a: [1, 2] }])).not.toEqual(canonicalEvents([{ a: [2, 1] }]))
    expect(canonicalEvents([{ a: 1 }])).not.toEqual(canonicalEvents([{ a: '1' }]))
  })
})
