import { describe, expect, test } from 'vitest'
import { evidenceOf, journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, remote20200408, statusAfter } from '../../support/ask-case.ts'

const { photographAssessed: assessed, likenessConfirmed: likeness } = journey
const reason = remote20200408.photographRejectionReasons[0]!.id
const strict = { ...remote20200408, likenessWays: remote20200408.likenessWays.filter(({ id }) => id !== 'other') }

describe('photograph', () => {
  test.each([
    ['accepted', assessed, undefined],
    ['another one than the one attached', { ...assessed, evidenceId: evidenceOf(9).evidenceId }, 'not-this-evidence'],
    ['rejected for a reason on the list', { ...assessed, outcome: 'rejected' as const, reasons: [reason] }, undefined],
    ['rejected for a reason that is not on the list', { ...assessed, outcome: 'rejected' as const, reasons: ['mood'] }, 'not-on-the-list'],
  ])('%s: %s', (_name, event, code) => expect(codeAfter(until('photographAttached'), event)).toBe(code))

  test.each([
    ['none attached', until('itemsChecked'), assessed, 'not-this-evidence'],
    ['rejected, and not said why', until('photographAttached'), { ...assessed, outcome: 'rejected' as const }, 'reason-needed'],
    [
      'rejected for another reason, and not said which',
      until('photographAttached'),
      { ...assessed, outcome: 'rejected' as const, reasons: ['other'] },
      'reason-needed',
    ],
  ])('assessed with %s', (_name, before, event, code) => expect(codeAfter(before, event)).toBe(code))

  test('another one opens the assessment, the likeness and the written card again', () => {
    const events = [...until('cardWritten'), { ...journey.photographAttached, evidence: evidenceOf(9) }]
    expect(statusAfter(events, 'photograph')).toBe('In progress')
    expect(statusAfter(events, 'likeness')).not.toBe('Completed')
    expect(statusAfter(events, 'write-card')).not.toBe('Completed')
  })
})

describe('likeness', () => {
  test.each([
    ['today', { ...likeness, on: '2026-11-30' }, remote20200408, undefined],
    ['tomorrow', { ...likeness, on: '2026-12-01' }, remote20200408, 'not-in-time'],
    ['in another way, in words', { ...likeness, how: 'By letter' }, remote20200408, undefined],
    ['in another way, where the edition has no “another”', { ...likeness, how: 'By letter' }, strict, 'not-on-the-list'],
  ])('%s: %s', (_name, event, edition, code) => expect(codeAfter(until('photographAssessed'), event, { edition })).toBe(code))

  test('before the photograph was accepted: cannot start yet', () =>
    expect(codeAfter(until('photographAttached'), likeness)).toBe('cannot-start-yet'))
})
