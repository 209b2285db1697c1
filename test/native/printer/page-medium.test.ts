import { describe, expect, test } from 'vitest'
import { ippAttributes, type IppValue } from '../../../native/printer/ipp.ts'
import { findMedium, findPages } from '../../../native/printer/page-medium.ts'
import { keyword, size } from '../../support/ipp-server.ts'
import { cardPdf, samplePdf } from '../../support/print-samples.ts'

const card = { x: 8560, y: 5398 }
const range = (low: number, high: number): IppValue => ({ kind: 'rangeOfInteger', low, high })
const spans = (x: IppValue, y: IppValue): IppValue => ({
  kind: 'collection',
  members: ippAttributes({ 'x-dimension': x, 'y-dimension': y }),
})

describe('the page', () => {
  test('is measured to a hundredth of a millimetre', async () => {
    expect(await findPages(await cardPdf('size'))).toEqual({ size: card, pages: 1 })
    expect(await findPages(await samplePdf('two', [85.6, 53.98], [85.6, 53.98]))).toEqual({ size: card, pages: 2 })
  })
  test('has no size when pages differ, or when it is no PDF', async () => {
    expect(await findPages(await samplePdf('two', [85.6, 53.98], [53.98, 85.6]))).toBeUndefined()
    expect(await findPages(new TextEncoder().encode('%PDF-1.7 and then nothing'))).toBeUndefined()
    expect(await findPages(new Uint8Array())).toBeUndefined()
  })
})

describe('the medium asked for', () => {
  test.each([
    ['the very size', [size(8560, 5398)], card],
    ['the size upright', [size(5398, 8560)], { x: 5398, y: 8560 }],
    ['what the maker rounded it to', [size(21_000, 29_700), size(5400, 8600)], { x: 5400, y: 8600 }],
    ['the nearest of several', [size(5400, 8600), size(5398, 8560)], { x: 5398, y: 8560 }],
    ['the page’s own size where any will do', [spans(range(5000, 21_600), range(5000, 35_600))], card],
    ['one side fixed, one free', [spans({ kind: 'integer', value: 5400 }, range(2000, 10_000))], { x: 5400, y: 8560 }],
  ])('%s', (_what, sizes, medium) => expect(findMedium(card, ippAttributes({ 'media-size-supported': sizes })).medium).toEqual(medium))

  test.each([['half a millimetre and a hair', [size(5449, 8560)], [size(5398, 8611)]]])(
    '%s away is another medium',
    (_what, small, large) => {
      expect(findMedium(card, ippAttributes({ 'media-size-supported': small })).medium).toBeUndefined()
      expect(findMedium(card, ippAttributes({ 'media-size-supported': large })).medium).toBeUndefined()
    },
  )

  test('A4 is not a card, and is offered in words', () => {
    expect(
      findMedium(
        card,
        ippAttributes({ 'media-size-supported': [size(21_000, 29_700), spans(range(7620, 21_590), range(12_700, 35_560))] }),
      ),
    ).toEqual({ medium: undefined, offers: ['210 × 297 mm', '76.2–215.9 × 127–355.6 mm'] })
  })

  test('an older printer says it in its media database, or in names', () => {
    const database: IppValue = { kind: 'collection', members: ippAttributes({ 'media-size': size(5400, 8600) }) }
    expect(findMedium(card, ippAttributes({ 'media-col-database': [database] })).medium).toEqual({ x: 5400, y: 8600 })
    expect(
      findMedium(card, ippAttributes({ 'media-supported': keyword('custom_min_10x10mm', 'om_card_54x86mm', 'iso_a4_210x297mm') })),
    ).toEqual({ medium: { x: 5400, y: 8600 }, offers: ['54 × 86 mm', '210 × 297 mm'] })
    expect(findMedium({ x: 10_160, y: 15_240 }, ippAttributes({ 'media-supported': keyword('na_index-4x6_4x6in') })).medium).toEqual({
      x: 10_160,
      y: 15_240,
    })
  })

  test('a printer that does not say is asked for the page’s own size', () =>
    expect(findMedium(card, new Map())).toEqual({ medium: card, offers: [] }))
})
