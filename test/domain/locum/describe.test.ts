import { expect, test } from 'vitest'
import { describeLocumEvent } from '../../../domain/locum/describe.ts'
import type { LocumEvent } from '../../../domain/locum/events.ts'
import { grant, granted, review, revoked } from './grants.ts'

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
