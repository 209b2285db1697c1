import { expect, test } from 'vitest'
import { findMatches } from '../../../../renderer/app/find/match-text.ts'

/** Pieces by name: `|` starts a new line, `+` continues it. */
function piecesOf(text: string) {
  return [...text.matchAll(/([|+])([^|+]*)/g)].map(([, mark, words], holder) => ({ holder, text: words!, continues: mark === '+' }))
}
const found = (text: string, query: string) =>
  findMatches(piecesOf(text), query).map(({ start, end }) => [start.holder, start.offset, end.holder, end.offset])

test.each([
  [
    'words in any case',
    '|Read the Passcode. The passcode',
    'PASSCODE',
    [
      [0, 9, 0, 17],
      [0, 23, 0, 31],
    ],
  ],
  ['without accents', '|Zoë Nováková', 'novakova', [[0, 4, 0, 12]]],
  ['with accents that were typed', '|Zoe', 'Zoë', [[0, 0, 0, 3]]],
  ['an accent as a letter of its own', '|Zoe\u0308 x', 'e x', [[0, 2, 0, 6]]],
  ['across elements of one line', '|RA-+7K3M+-2Q', 'a-7k3m-2', [[0, 1, 2, 2]]],
  ['not across lines', '|first|last', 'firstlast', []],
  ['not across lines, by a space', '|first|last', 'first last', []],
  ['several blanks as one', '|one \n  two', 'one two', [[0, 0, 0, 10]]],
  ['a blank that does not break', '|07700\u00a0900', '07700 900', [[0, 0, 0, 9]]],
  ['curly quotes by straight ones', '|the card’s “PIN”', 'card\'s "pin"', [[0, 4, 0, 16]]],
  ['a dash by a hyphen', '|9–5', '9-5', [[0, 0, 0, 3]]],
  [
    'letters beyond 16 bits',
    '|😀 done 😀',
    '😀',
    [
      [0, 0, 0, 2],
      [0, 8, 0, 10],
    ],
  ],
  ['one letter that is compared as two', '|ﬁnd', 'fi', [[0, 0, 0, 1]]],
  [
    'without overlap',
    '|aaaa',
    'aa',
    [
      [0, 0, 0, 2],
      [0, 2, 0, 4],
    ],
  ],
  ['signs as they are', '|a.c abc (x)', 'a.c', [[0, 0, 0, 3]]],
  ['nothing for an empty query', '|text', '  ', []],
] as const)('find on a page: %s', (_what, text, query, places) => {
  expect(found(text, query)).toEqual(places)
})
