import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { findRefusal } from '../../../domain/case/guard.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { codeAsFirst, elsewhere, provedElsewhere2026 } from '../../support/ask-case.ts'
import { journey, journeyKinds, record, until, type JourneyKind } from '../../fixtures/journey-events.ts'

const ask = (before: readonly CaseEvent[], event: CaseEvent, reason?: string) =>
  findRefusal(viewCase(record(before), remote20200408), event, reason)?.code

test('each act of the journey is allowed in its turn', () => {
  for (const [index, kind] of journeyKinds.entries()) {
    if (index === 0) continue
    expect(ask(until(journeyKinds[index - 1]!), journey[kind]), kind).toBeUndefined()
  }
})

const notMatched = remote20200408.notMatchedReasons[0]!.id

describe('refused', () => {
  const table: readonly { name: string; after: JourneyKind; event: CaseEvent; reason?: string; code: string }[] = [
    { name: 'the passcode before the registrant rang', after: 'posted', event: journey.passcodeTexted, code: 'cannot-start-yet' },
    { name: 'a card before the identity is in CIS', after: 'callEnded', event: journey.cardWriteStarted, code: 'cannot-start-yet' },
    {
      name: 'a second card while one is live',
      after: 'cardWritten',
      event: { ...journey.cardWriteStarted, attempt: 2 },
      code: 'step-finished',
    },
    { name: 'posting before the manifest is closed', after: 'labelChecked', event: journey.posted, code: 'cannot-start-yet' },
    { name: 'changing finished details without a reason', after: 'itemsChecked', event: journey.detailsRecorded, code: 'reason-needed' },
    {
      name: 'assessing a scan that is not the one attached',
      after: 'identityDocumentAttached',
      event: { ...journey.identityDocumentAssessed, evidenceId: '99999999-0000-4000-8000-000000000000' },
      code: 'not-this-evidence',
    },
    { name: 'texting the passcode twice', after: 'passcodeTexted', event: journey.passcodeTexted, code: 'step-finished' },
    {
      name: 'any act on a closed case',
      after: 'firstLogInConfirmed',
      event: journey.detailsRecorded,
      reason: 'typing error',
      code: 'case-closed',
    },
  ]
  for (const { name, after, event, reason, code } of table) test(name, () => expect(ask(until(after), event, reason)).toBe(code))

  test('the outcome “matched” when something did not match', () => {
    expect(ask([...until('phoneCodeVerified'), { ...journey.documentShown, faceMatchesDocument: false }], journey.callEnded)).toBe(
      'not-this-evidence',
    )
  })
  test('but not the outcome “not matched” then', () => {
    expect(
      ask([...until('phoneCodeVerified'), { ...journey.documentShown, faceMatchesDocument: false }], {
        kind: 'callEnded',
        outcome: 'not-matched',
        reasons: [notMatched],
      }),
    ).toBeUndefined()
  })
  test('a second text while the result of the first is unknown', () => {
    expect(ask([...until('arrivalCallLogged'), { ...journey.passcodeTexted, outcome: 'unknown' }], journey.passcodeTexted)).toBe(
      'text-unsettled',
    )
  })
  test('a second text after the app died while the first was handed over', () => {
    expect(ask([...until('arrivalCallLogged'), { ...journey.passcodeTexted, outcome: 'begun' }], journey.passcodeTexted)).toBe(
      'text-unsettled',
    )
  })
  test('anything but a note on a stopped case', () => {
    const stopped: CaseEvent[] = [...until('documentShown'), { kind: 'callEnded', outcome: 'not-matched' }]
    expect(ask(stopped, journey.callArranged, 'try again')).toBe('case-stopped')
    expect(ask(stopped, { kind: 'noteAdded', note: 'Sponsor told.' })).toBeUndefined()
  })
})

describe('a call that ends early', () => {
  for (const after of ['callArranged', 'phoneCodeTexted', 'phoneCodeVerified'] as const) {
    for (const ended of [{ outcome: 'not-matched' as const, reasons: [notMatched] }, { outcome: 'broken-off' as const }]) {
      test(`${ended.outcome} after ${after} is recorded`, () => expect(ask(until(after), { kind: 'callEnded', ...ended })).toBeUndefined())
    }
    test(`matched after ${after} is refused`, () =>
      expect(ask(until(after), { kind: 'callEnded', outcome: 'matched' })).toBe('cannot-start-yet'))
  }
  test('before a call was arranged nothing can end', () =>
    expect(ask(until('likenessConfirmed'), { kind: 'callEnded', outcome: 'not-matched', reasons: [notMatched] })).toBe('cannot-start-yet'))
})

describe('allowed', () => {
  test('changing finished details with a reason', () =>
    expect(ask(until('itemsChecked'), journey.detailsRecorded, 'typing error')).toBeUndefined())
  test('a fresh set of numbers at any time in the call, without a reason', () =>
    expect(ask(until('phoneCodeVerified'), { ...journey.phoneCodeTexted, attempt: 2 })).toBeUndefined())
  test('the passcode again after the registrant said it did not arrive', () => {
    expect(
      ask([...until('passcodeTexted'), { kind: 'passcodeTextSettled', arrived: false }], {
        ...journey.passcodeTexted,
        againBecause: 'No signal',
      }),
    ).toBeUndefined()
  })
  test('a new card after one was spoiled', () => {
    const spoiled: CaseEvent[] = [
      ...until('cardWriteStarted'),
      { kind: 'cardFailed', attempt: 1, outcome: 'spoiled', step: 'write', reason: 'broken' },
    ]
    expect(ask(spoiled, { ...journey.cardWriteStarted, attempt: 2 })).toBeUndefined()
  })
})

describe('first event of a case', () => {
  const table: readonly [string, CaseEvent, typeof remote20200408 | typeof provedElsewhere2026, string | undefined][] = [
    ['the request', journey.requestReceived, remote20200408, undefined],
    ['the request, received tomorrow', { ...journey.requestReceived, receivedOn: '2026-12-01' }, remote20200408, 'not-in-time'],
    ['another step', journey.detailsRecorded, remote20200408, 'cannot-start-yet'],
    ['an act of no step', { kind: 'noteAdded', note: 'Invented' }, remote20200408, 'cannot-start-yet'],
    ['an identity that was proved elsewhere', elsewhere.identityProvedElsewhere, provedElsewhere2026, undefined],
    ['the first step of another edition', elsewhere.identityProvedElsewhere, remote20200408, 'cannot-start-yet'],
    ['an edition without steps', journey.requestReceived, { ...remote20200408, steps: [] }, 'cannot-start-yet'],
  ]
  test.each(table)('%s', (_name, event, edition, code) => expect(codeAsFirst(event, edition)).toBe(code))
})
