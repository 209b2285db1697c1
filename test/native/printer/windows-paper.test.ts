import { describe, expect, test } from 'vitest'
import { findPaper } from '../../../native/printer/windows-paper.ts'

const card = { x: 8_560, y: 5_398 }
const a4 = { x: 21_000, y: 29_700 }
const label = { x: 10_000, y: 15_000 }

/** As .NET gives them: hundredths of an inch. */
const drivers = {
  cards: [
    { name: 'CR100', kind: 257, width: 264, height: 389 },
    { name: 'CR79', kind: 258, width: 201, height: 330 },
    { name: 'CR80, 54 x 86 mm', kind: 256, width: 213, height: 339 },
  ],
  office: [
    { name: 'Letter', kind: 1, width: 850, height: 1100 },
    { name: 'A4', kind: 9, width: 827, height: 1169 },
    { name: 'A5', kind: 11, width: 583, height: 827 },
  ],
  labels: [
    { name: '4 x 6 in', kind: 260, width: 400, height: 600 },
    { name: '100 x 150 mm', width: 394, height: 591 },
  ],
}

describe('Windows papers', () => {
  test.each([
    ['a card, by the number of its paper, under any name', card, drivers.cards, 'paperkind=256'],
    ['a document', a4, drivers.office, 'paperkind=9'],
    ['a label, by its name where there is no number', label, drivers.labels, 'paper=100 x 150 mm'],
    ['a card where only names are known', card, [{ name: 'A4' }, { name: 'ID-1' }], 'paper=ID-1'],
    ['a document where only names are known', a4, [{ name: 'A4 small' }, { name: 'A4' }], 'paper=A4'],
    ['a name that the program would cut in two', card, [{ name: 'CR80, portrait' }], undefined],
    ['a page that no name is known for', { x: 9_000, y: 2_900 }, [{ name: 'A4' }], undefined],
    ['a driver that says nothing', card, [], undefined],
  ])('%s', (_title, page, papers, word) => {
    expect(findPaper(page, papers)).toEqual({ ok: true, value: word })
  })

  test('a printer without paper of this size takes nothing, and the message says what it has', () => {
    expect(findPaper(card, drivers.office)).toMatchObject({
      ok: false,
      error: { code: 'printer-refused', message: expect.stringMatching(/85\.6 × 54 mm: it takes 215\.9 × 279\.4 mm.*Nothing was printed/) },
    })
  })
})
