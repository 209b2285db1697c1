import { describe, expect, test } from 'vitest'
import { decodeAtr, historicalText } from '../../../native/card-inspection/atr.ts'
import { findKnownCard, knownCards, matchesAtr } from '../../../native/card-inspection/known-cards.ts'
import { fromHex } from '../../../domain/bytes.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'

describe('an answer to reset', () => {
  test.each([
    ['the NHS card', '3BF91800008131FE454A434F503431563232AF', ['T=1'], '18', 115_200, 'JCOP41V22', true],
    ['the older NHS card', '3B6A00FF4A434F50343156323231', ['T=0'], undefined, 9_600, 'JCOP41V221', undefined],
    ['TA1 95', '3B119500'.slice(0, 6) + '41', ['T=0'], '95', 111_600, 'A', undefined],
    ['TA1 97', '3B119741', ['T=0'], '97', 446_400, 'A', undefined],
    ['a reserved TA1', '3B117041', ['T=0'], '70', undefined, 'A', undefined],
    ['nothing said', '3B00', ['T=0'], undefined, 9_600, undefined, undefined],
    ['a card without contacts', '3B80800101', ['T=0', 'T=1'], undefined, 9_600, undefined, true],
    ['a wrong check byte', '3BF91800008131FE454A434F503431563232AE', ['T=1'], '18', 115_200, 'JCOP41V22', false],
  ])('%s', (_what, atr, protocols, ta1, bitsPerSecond, text, checkIsRight) => {
    const decoded = decodeAtr(fromHex(atr))!
    expect({ ...decoded, historical: historicalText(decoded.historical) }).toEqual({
      protocols,
      ta1,
      bitsPerSecond,
      historical: text,
      checkIsRight,
    })
  })

  test.each(['', '3B', '00', '3B0A', '3BF918', '3B004142', '3BF91800008131FE454A434F5034315632'])('"%s" is none', (atr) => {
    expect(decodeAtr(fromHex(atr))).toBeUndefined()
  })

  test('no bytes at all make it throw', () => {
    for (let seed = 0; seed < 3_000; seed++)
      decodeAtr(Uint8Array.from({ length: seed % 34 }, (_, index) => (index === 0 ? 0x3b : (seed * 31 + index * 97) & 0xff)))
  })
})

describe('cards that are known', () => {
  test.each([
    ['3B..00', '3BFF00', true],
    ['3B..00', '3BFF01', false],
    ['3BFF*', '3BFF0102', true],
    ['3BFF*', '3BFF', true],
    ['3BFF*', '3B', false],
    ['3BFF', '3BFF00', false],
  ])('%s and %s: %s', (pattern, atr, fits) => {
    expect(matchesAtr(pattern, atr)).toBe(fits)
  })

  test('the NHS cards are among them and are never touched, blank stock is', () => {
    expect(knownCards.filter(({ touch }) => !touch).map(({ atr }) => atr)).toEqual([
      '3BF91800008131FE454A434F503431563232AF',
      '3B6A00FF4A434F50343156323231',
    ])
    expect(findKnownCard('3bf91800008131fe454a434f503431563232af')?.what).toMatch(/NHS Care Identity/)
    for (const extendedLength of [true, false])
      expect(findKnownCard(blankCard({ serial: 1, extendedLength }).atr)).toMatchObject({ touch: true })
  })

  test('every answer to reset in the list is one', () => {
    for (const { atr } of knownCards) if (!atr.endsWith('*')) expect(decodeAtr(fromHex(atr)), atr).toBeDefined()
  })
})
