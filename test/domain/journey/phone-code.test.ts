import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { describeEvent } from '../../../domain/case/describe.ts'
import { findSpentSecrets } from '../../../domain/case/spent-secrets.ts'
import { arrangesCalls, countFailedCodes, isCallOn } from '../../../domain/journey/phone-code.ts'
import { codeAfter, elsewhere, provedElsewhere2026, remote20200408, statusAfter, viewAfter } from '../../support/ask-case.ts'

const texted = journey.phoneCodeTexted
const verified = (result: 'same' | 'different' | 'expired', attempt = 1): CaseEvent => ({ kind: 'phoneCodeVerified', attempt, result })
const after = until('phoneCodeTexted')

describe('phone code', () => {
  const table: readonly [string, readonly CaseEvent[], string | undefined, string][] = [
    ['read out as texted: the mobile is confirmed', [...after, verified('same')], texted.to, 'Completed'],
    ['read out wrong', [...after, verified('different')], undefined, 'There is a problem'],
    ['read out too late', [...after, verified('expired')], undefined, 'There is a problem'],
    ['wrong, then right', [...after, verified('different'), verified('same')], texted.to, 'Completed'],
    ['a fresh code asks again', [...after, verified('same'), { ...texted, attempt: 2 }], undefined, 'In progress'],
    ['another attempt’s code that was never texted', [...after, verified('same', 7)], undefined, 'In progress'],
    [
      'a code texted before the mobile changed proves nothing',
      [...after, { ...journey.detailsRecorded, mobile: '+447700900456' }, verified('same')],
      undefined,
      'In progress',
    ],
    [
      'a code of a call that was broken off proves nothing',
      [...after, { kind: 'callEnded', outcome: 'broken-off' }, verified('same')],
      undefined,
      'Cannot start yet',
    ],
  ]
  test.each(table)('%s', (_name, events, bound, status) => {
    const view = viewAfter(events)
    expect(view.facts.boundNumber).toBe(bound)
    expect(view.steps['phone-code']?.status).toBe(status)
  })

  test('counts how often a code was read out', () =>
    expect(viewAfter([...after, verified('different'), verified('different'), verified('same')]).facts.phoneCodes[0]).toMatchObject({
      attemptsUsed: 3,
      result: 'same',
    }))

  const set = (attempt: number, ...results: ('same' | 'different' | 'expired')[]): CaseEvent[] => [
    { ...texted, attempt },
    ...results.map((result) => verified(result, attempt)),
  ]
  const wrong = (attempt: number) => set(attempt, 'different', 'different', 'different')
  const changedMobile: CaseEvent = { ...journey.detailsRecorded, mobile: '+447700900456' }
  const arranged = until('callArranged')
  const failing: readonly [string, readonly CaseEvent[], number, string | undefined][] = [
    ['none was read out', [...set(1), ...set(2), ...set(3)], 0, undefined],
    ['two were used up', [...wrong(1), ...wrong(2)], 2, undefined],
    ['three were used up', [...wrong(1), ...wrong(2), ...wrong(3)], 3, 'codes-failed'],
    [
      'one wrong reading of each, then a fresh one',
      [...set(1, 'different'), ...set(2, 'different'), ...set(3, 'different')],
      3,
      'codes-failed',
    ],
    ['too late after a wrong reading', [...wrong(1), ...wrong(2), ...set(3, 'different', 'expired')], 3, 'codes-failed'],
    ['read out too late only', [...set(1, 'expired'), ...set(2, 'expired'), ...set(3, 'expired')], 0, undefined],
    ['wrong, then right', [...wrong(1), ...wrong(2), ...set(3, 'different', 'same')], 2, undefined],
    ['another mobile does not begin the count again', [...wrong(1), ...wrong(2), changedMobile, ...wrong(3)], 3, 'codes-failed'],
    [
      'another time of the call does not begin the count again',
      [...wrong(1), ...wrong(2), journey.callArranged, ...wrong(3)],
      3,
      'codes-failed',
    ],
    [
      'the next call begins with none',
      [...wrong(1), ...wrong(2), ...wrong(3), { kind: 'callEnded', outcome: 'broken-off' }, journey.callArranged],
      0,
      undefined,
    ],
  ]
  test.each(failing)('codes that failed: %s', (_name, events, count, code) => {
    expect(countFailedCodes(viewAfter([...arranged, ...events]).facts)).toBe(count)
    expect(codeAfter([...arranged, ...events], { ...texted, attempt: 9 })).toBe(code)
  })

  test.each<[string, Parameters<typeof isCallOn>[0]['phoneCodes'][number]['result'][], number, boolean]>([
    ['no code', [], 0, false],
    ['a code that waits', ['waiting'], 0, true],
    ['a code that was read out', ['same'], 0, true],
    ['a code that was not sent', ['not-sent'], 0, false],
    ['a code to another number', ['withdrawn'], 0, false],
    ['one that was not sent, then one that waits', ['not-sent', 'waiting'], 0, true],
    ['a code of the call before', ['waiting'], 1, false],
    ['a code of the call before and one of now', ['withdrawn', 'different'], 1, true],
  ])('a call goes on with %s', (_name, results, codesOfEarlierCalls, isOn) => {
    const [code] = viewAfter([...arranged, texted]).facts.phoneCodes
    expect(isCallOn({ phoneCodes: results.map((result) => ({ ...code!, result })), codesOfEarlierCalls })).toBe(isOn)
  })

  test('calls are arranged in a step of some editions', () =>
    expect([remote20200408, provedElsewhere2026].map(arrangesCalls)).toEqual([true, false]))

  const failed: CaseEvent = { kind: 'phoneCodesFailed', codes: 3 }
  const three = [...wrong(1), ...wrong(2), ...wrong(3), failed]

  test('broken off by its codes: no code, no comparison and no outcome until another call is arranged', () => {
    const events = [...until('documentShown'), ...set(2, 'different'), failed]
    const { facts, steps, nextStep } = viewAfter(events)
    expect([facts.boundNumber, facts.documentComparison, nextStep]).toEqual([undefined, undefined, 'arrange-call'])
    expect(steps['phone-code']?.problem).toMatch(/^3 codes did not match, so the call was broken off\./)
    for (const event of [{ ...texted, attempt: 9 }, journey.documentShown, journey.callEnded])
      expect(codeAfter(events, event)).toBe('cannot-start-yet')
    expect(codeAfter([...events, journey.callArranged], { ...texted, attempt: 9 })).toBeUndefined()
    expect(viewAfter([...events, journey.callArranged]).steps['phone-code']?.problem).toBeUndefined()
  })

  test('broken off by its codes: none of them confirms the mobile any more', () =>
    expect(viewAfter([...arranged, ...wrong(1), ...wrong(2), ...set(3, 'different'), failed, verified('same', 3)]).facts.boundNumber).toBe(
      undefined,
    ))

  const phoned: CaseEvent[] = [elsewhere.identityProvedElsewhere, elsewhere.deliveryRecorded]
  const edition = provedElsewhere2026
  const next = { ...texted, attempt: 4, to: '+447700900124' }
  test.each([
    ['before anything failed', [], next, undefined],
    ['a new call that was not needed', [], { ...next, newCall: 'Rang again' }, 'not-in-edition'],
    ['after three', [...wrong(1), ...wrong(2), ...wrong(3)], next, 'codes-failed'],
    ['after it was broken off', three, next, 'codes-failed'],
    ['after it was broken off, and how the next came about', three, { ...next, newCall: 'Rang the sponsor' }, undefined],
    ['in the new call', [...three, { ...next, newCall: 'Rang the sponsor' }], { ...next, attempt: 5 }, undefined],
    [
      'after three of the new call',
      [...three, { ...next, newCall: 'x' }, verified('different', 4), ...wrong(5), ...wrong(6)],
      { ...next, attempt: 7 },
      'codes-failed',
    ],
  ] as const)('where the guidance arranges no calls: %s', (_name, events, event, code) =>
    expect(codeAfter([...phoned, ...events], event, { edition })).toBe(code),
  )

  test('where the guidance arranges calls, a new call is arranged in its own step', () =>
    expect(codeAfter([...arranged, ...three, journey.callArranged], { ...texted, attempt: 4, newCall: 'x' })).toBe('not-in-edition'))

  test('begun and sent are one code; one that was not sent cannot be read out', () => {
    const begun: CaseEvent = { ...texted, outcome: 'begun' }
    expect(viewAfter([...arranged, begun, texted]).facts.phoneCodes).toMatchObject([{ outcome: 'sent', result: 'waiting' }])
    const view = viewAfter([...arranged, begun, { ...texted, outcome: 'not-sent' }])
    expect(view.facts.phoneCodes).toMatchObject([{ outcome: 'not-sent', result: 'not-sent' }])
    expect(view.steps['phone-code']?.problem).toBe('The last code was not sent. Text a new one.')
    expect(findSpentSecrets(view.facts)).toEqual([texted.custodyId])
  })

  test('history: each of the entries of one code has its own title', () =>
    expect(
      (['begun', 'sent', 'handed-to-agent', 'unknown', 'not-sent'] as const).map(
        (outcome) => describeEvent({ ...texted, outcome }, remote20200408).title,
      ),
    ).toEqual(['Began to text code 1', 'Code 1 texted', 'Code 1 texted', 'Code 1 texted', 'Code 1 was not sent']))

  test('is texted again at any time in the call, and not before it is arranged', () => {
    expect(codeAfter(until('phoneCodeVerified'), { ...texted, attempt: 2 })).toBeUndefined()
    expect(codeAfter(until('likenessConfirmed'), texted)).toBe('cannot-start-yet')
  })

  test('a mobile that changes after the card was written opens the confirmation again', () =>
    expect(statusAfter([...until('cardWritten'), { ...journey.detailsRecorded, mobile: '+447700900456' }], 'phone-code')).not.toBe(
      'Completed',
    ))
})
