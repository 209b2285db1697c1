import { describe, expect, test } from 'vitest'
import {
  REFERENCE_ALPHABET,
  dispatchReference,
  findDispatchReference,
  itemReference,
  makeDispatchReference,
  makeItemReference,
  nameOfPostingList,
  readItemReference,
} from '../../../domain/dispatch/reference.ts'

/** A repeatable source of bytes (xorshift). */
function bytesFrom(seed: number): (count: number) => Uint8Array {
  let state = seed
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      return state & 0xff
    })
}

describe('dispatch references', () => {
  test('have the day and four drawn characters, and are read back in any case and with any dash', () => {
    const reference = makeDispatchReference({ date: '2026-11-23', randomBytes: bytesFrom(7) })
    expect(reference).toMatch(/^RD-20261123-[346789CDFGHJKMNPQRTVWXY]{4}$/)
    expect(findDispatchReference(reference.toLowerCase().replaceAll('-', '–'))).toEqual({
      reference,
      date: '2026-11-23',
      suffix: reference.slice(-4),
    })
    expect(dispatchReference.safeParse(reference).success).toBe(true)
  })

  test.each(['RD-20261323-7K3M', 'RD-20260230-7K3M', 'RD-20261123-7K3', 'RD-20261123-7K3O', 'RD20261123-7K3M', ''])(
    '%s is none',
    (text) => {
      expect(findDispatchReference(text)).toBeUndefined()
      expect(dispatchReference.safeParse(text).success).toBe(false)
    },
  )

  test('posting list: its file is named for what it is and for its day', () => {
    expect(nameOfPostingList('RD-20261123-7K3M')).toBe('posting-list-2026-11-23-7K3M')
    expect(() => nameOfPostingList('RD-1')).toThrow(RangeError)
  })

  test('a suffix that the station used before is drawn again', () => {
    const first = makeDispatchReference({ date: '2026-11-23', randomBytes: bytesFrom(7) }).slice(-4)
    const second = makeDispatchReference({ date: '2026-11-24', randomBytes: bytesFrom(7), isTaken: (suffix) => suffix === first })
    expect(second.slice(-4)).not.toBe(first)
  })

  test('every character is drawn equally often: bytes past the last whole multiple are thrown away', () => {
    const counts = new Map<string, number>()
    const everyByte = (count: number) => Uint8Array.from({ length: count }, () => next++ & 0xff)
    let next = 0
    for (let draw = 0; draw < 253; draw += 1) {
      for (const letter of makeDispatchReference({ date: '2026-11-23', randomBytes: everyByte }).slice(-4))
        counts.set(letter, (counts.get(letter) ?? 0) + 1)
    }
    expect(counts.size).toBe(REFERENCE_ALPHABET.length)
    expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(4)
  })

  test('the alphabet has no vowel and no two look-alikes', () => {
    for (const alike of ['0O', '1IL', '2Z', '5S', '8B', 'UV', 'AEIOU']) {
      expect([...alike].filter((letter) => REFERENCE_ALPHABET.includes(letter)).length).toBeLessThanOrEqual(1)
    }
    expect(new Set(REFERENCE_ALPHABET).size).toBe(23)
  })
})

describe('item references', () => {
  const dispatch = 'RD-20261123-7K3M'

  test('carry the suffix of their dispatch, their position and a check character', () => {
    const reference = makeItemReference(dispatch, 1)
    expect(reference).toMatch(/^RD7K3M-001-[346789CDFGHJKMNPQRTVWXY]$/)
    expect(readItemReference(` ${reference.toLowerCase()} `)).toEqual({ ok: true, value: { reference, suffix: '7K3M', position: 1 } })
    expect(itemReference.safeParse(reference).success).toBe(true)
    expect(makeItemReference(dispatch, 1_234)).toMatch(/^RD7K3M-1234-/)
  })

  test('every single wrong character is noticed', () => {
    for (const position of [1, 42, 199, 999, 1_234]) {
      const good = makeItemReference(dispatch, position)
      for (let index = 2; index < good.length; index += 1) {
        if (good[index] === '-') continue
        for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
          if (character === good[index]) continue
          expect(readItemReference(good.slice(0, index) + character + good.slice(index + 1)).ok, `${good} → ${character} at ${index}`).toBe(
            false,
          )
        }
      }
    }
  })

  test('every swap of two unlike neighbours is noticed', () => {
    for (let position = 1; position < 300; position += 7) {
      const good = makeItemReference(dispatch, position)
      for (let index = 2; index < good.length - 1; index += 1) {
        const [one, other] = [good[index]!, good[index + 1]!]
        if (one === other || one === '-' || other === '-') continue
        expect(readItemReference(good.slice(0, index) + other + one + good.slice(index + 2)).ok).toBe(false)
      }
    }
  })

  test.each(['RD7K3M-000-X', 'RD7K3M-01-X', 'RD7K3M-0001-X', 'RB123456785GB', ''])('%s is not one of ours', (text) => {
    expect(readItemReference(text)).toMatchObject({ ok: false, error: { code: 'not-an-item-reference' } })
  })

  test('a dispatch has items 1 to 9,999', () => {
    expect(() => makeItemReference(dispatch, 0)).toThrow(RangeError)
    expect(() => makeItemReference(dispatch, 10_000)).toThrow(RangeError)
    expect(() => makeItemReference('RD-1', 1)).toThrow(RangeError)
  })
})
