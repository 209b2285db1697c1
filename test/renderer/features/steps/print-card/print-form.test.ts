import { expect, test } from 'vitest'
import { printedAgain } from '../../../../../domain/card/face-prints.ts'
import { readReason } from '../../../../../renderer/features/steps/print-card/print-form.tsx'

test.each([
  [
    'nothing is on it',
    { cardShows: 'nothing', accepted: false, why: ' The card jammed ' },
    { cardShows: 'nothing', why: 'The card jammed' },
  ],
  [
    'a part is on it, accepted',
    { cardShows: 'incomplete', accepted: true, why: 'The ribbon ended' },
    { cardShows: 'incomplete', accepted: true, why: 'The ribbon ended' },
  ],
] as const)('printed again: %s', (_, values, again) => {
  expect(readReason(values).again).toEqual(again)
  expect(printedAgain.safeParse(readReason(values).again).success).toBe(true)
})

test.each([
  ['nothing said', { cardShows: '', accepted: false, why: '' }, ['cardShows', 'why']],
  ['no reason', { cardShows: 'nothing', accepted: false, why: '  ' }, ['why']],
  ['a part is on it, not accepted', { cardShows: 'incomplete', accepted: false, why: 'The ribbon ended' }, ['accepted']],
  ['the whole print is on it', { cardShows: 'whole', accepted: true, why: 'Too pale' }, ['cardShows']],
] as const)('not printed again: %s', (_, values, fields) => expect(Object.keys(readReason(values).problems ?? {})).toEqual(fields))
