import { expect, test } from 'vitest'
import { describeLocumEvent } from '../../../domain/locum/describe.ts'
import type { LocumEvent } from '../../../domain/locum/events.ts'
import { grant, granted, review, revocation, revoked } from './grants.ts'

test.each<[LocumEvent, string, string]>([
  [{ kind: 'reviewed', ...review }, 'Reviewed', 'Next review by 1 May 2027'],
  [revoked, 'Revoked', 'Reference REQ-1'],
  [{ kind: 'revocationWithdrawn', reason: 'Wrong person' }, 'Revocation withdrawn', 'Wrong person'],
  [
    { kind: 'corrected', grant: { ...grant, reviewBy: '2027-04-01', organisations: ['FZZ01', 'FZZ02'] }, reason: 'Typing mistake' },
    'Corrected',
    'Organisations: FZZ01 → FZZ01, FZZ02; Review by: 1 March 2027 → 1 April 2027; Reason: Typing mistake',
  ],
])('locum log in words: %o', (event, title, line) => {
  const words = describeLocumEvent([granted, event])
  expect(words.title).toBe(title)
  expect(words.lines.join('; ')).toContain(line)
})

test('locum log in words: the grant, here and from an earlier log', () => {
  expect(describeLocumEvent([granted])).toEqual({
    title: 'Granted',
    lines: [
      'By Sample Agent on 1 November 2026',
      'Review by 1 March 2027, ends on 31 October 2027',
      'Exceptional reason: Covers a pharmacy that would close',
    ],
  })
  expect(describeLocumEvent([{ kind: 'granted', grant, source: 'import' }]).title).toBe('Added from an earlier log')
})

test.each<[string, LocumEvent, readonly string[]]>([
  [
    'a second grant for more than a year',
    { kind: 'granted', source: 'log', grant: { ...grant, secondBecause: 'Two agencies', longerBecause: 'Agreed with the board' } },
    [
      'By Sample Agent on 1 November 2026',
      'Review by 1 March 2027, ends on 31 October 2027',
      'Exceptional reason: Covers a pharmacy that would close',
      'Second grant because: Two agencies',
      'Longer than a year because: Agreed with the board',
    ],
  ],
  ['a review', { kind: 'reviewed', ...review }, ['On 20 November 2026', 'Next review by 1 May 2027, ends on 31 October 2027']],
  [
    'a review with all that may be said of it',
    { kind: 'reviewed', ...review, longerBecause: 'Agreed with the board', note: 'By telephone' },
    [
      'On 20 November 2026',
      'Next review by 1 May 2027, ends on 31 October 2027',
      'Longer than a year because: Agreed with the board',
      'By telephone',
    ],
  ],
  [
    'a revocation with a note',
    { kind: 'revoked', ...revocation, note: 'Left the agency' },
    ['On 20 November 2026 by Sample Agent', 'In CIM, for several people at once', 'Reference REQ-1', 'Left the agency'],
  ],
  [
    'a revocation without a reference',
    { kind: 'revoked', on: '2026-11-20', by: 'Sample Agent', how: 'never-given' },
    ['On 20 November 2026 by Sample Agent', 'The access was never given: this entry was a mistake'],
  ],
])('locum log in words: %s, line by line', (_, event, lines) => {
  expect(describeLocumEvent(event.kind === 'granted' ? [event] : [granted, event]).lines).toEqual(lines)
})

test('locum log in words: a correction says each field before and after, and what is the same is left out', () => {
  const { registerNumber: _number, ...without } = grant
  const first: LocumEvent = { kind: 'corrected', grant: { ...grant, name: 'Corrected Once' }, reason: 'Name' }
  const second: LocumEvent = {
    kind: 'corrected',
    grant: {
      ...without,
      name: 'Corrected Twice',
      uuid: '555000111333',
      mobile: '+447700900123',
      registerChecked: true,
      endsOn: '2027-09-30',
    },
    reason: 'Read again',
  }
  expect(describeLocumEvent([granted, first, second]).lines).toEqual([
    'Name: Corrected Once → Corrected Twice',
    'UUID: 5550 0011 1222 → 5550 0011 1333',
    'Mobile: none → +447700900123',
    'Register number: 2000001 → none',
    'Register number confirmed: none → yes',
    'Ends on: 31 October 2027 → 30 September 2027',
    'Reason: Read again',
  ])
})
