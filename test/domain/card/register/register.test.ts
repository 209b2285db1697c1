import { remote20200408 } from '../../../../domain/guidance/editions/remote-2020-04-08.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { liveStates, type CardState, type StationCardAct } from '../../../../domain/card/lifecycle.ts'
import { readCaseCards } from '../../../../domain/case/case-cards.ts'
import { createKeptRegister } from '../../../../domain/card/register/kept-register.ts'
import {
  foldCardOf,
  stationActsOf,
  type CardRegister,
  type CaseOfCards,
  type StationCardEntry,
} from '../../../../domain/card/register/register.ts'
import { checkTakeable, countStock } from '../../../../domain/card/register/stock.ts'
import type { CaseEvent, RecordedEvent } from '../../../../domain/case/events.ts'
import type { CardAttempt, CaseFacts } from '../../../../domain/case/facts.ts'
import { findRefusal } from '../../../../domain/case/guard.ts'
import { viewCase } from '../../../../domain/case/status.ts'
import { CASE_ID, journey, record, SERIAL, until } from '../../../fixtures/journey-events.ts'

const ofCase = (events: readonly RecordedEvent[], caseId = CASE_ID): CaseOfCards => ({
  caseId,
  caseReference: `RA-${caseId.slice(0, 4)}`,
  open: viewCase(events, remote20200408).status === 'open',
  entries: readCaseCards(events),
})
function foldRegister(cases: readonly CaseOfCards[], entries: readonly StationCardEntry[]): CardRegister {
  const register = createKeptRegister()
  for (const one of cases) register.putCase(one)
  register.addStation(entries)
  return register.cards()
}
const registerOf = (events: readonly CaseEvent[], station: readonly StationCardEntry[] = []) =>
  foldRegister([ofCase(record(events))], station)
const stateAfter = (...events: CaseEvent[]) => registerOf(events).get(SERIAL)?.state
const listed = (serial: string, box = 'Box 1'): StationCardEntry => ({
  serial,
  act: 'listed',
  at: '2026-11-01T09:00:00.000Z',
  by: 'Sample Agent',
  box,
})
const station = (act: StationCardAct, more: Partial<StationCardEntry> = {}): StationCardEntry => ({
  serial: SERIAL,
  act,
  at: '2027-03-01T09:00:00.000Z',
  by: 'Sample Agent',
  ...more,
})
const failed = (outcome: 'resumable' | 'refused' | 'spoiled' | 'unknown'): CaseEvent => ({
  kind: 'cardFailed',
  attempt: 1,
  serial: SERIAL,
  outcome,
  step: 'puk',
  reason: 'pulled',
})
const replaced = (why: string, oldCard: 'destroyed' | 'cancelled'): CaseEvent => ({ kind: 'cardReplaced', attempt: 1, why, oldCard })

describe('what a case did to its card', () => {
  const table: readonly (readonly [name: string, events: readonly CaseEvent[], state: CardState | undefined])[] = [
    ['nothing before it was begun', until('cisIdentityCreated'), undefined],
    ['begun', until('cardWriteStarted'), 'begun'],
    ['stopped half way', [...until('cardWriteStarted'), failed('resumable')], 'begun'],
    ['refused before anything was written', [...until('cardWriteStarted'), failed('refused')], 'blank'],
    ['refused before it was even begun: it is no card of this station', [...until('cisIdentityCreated'), failed('refused')], undefined],
    ['spoiled', [...until('cardWriteStarted'), failed('spoiled')], 'spoiled'],
    ['unknown', [...until('cardWriteStarted'), failed('unknown')], 'unknown'],
    ['written', until('cardWritten'), 'issued'],
    ['printed badly', [...until('cardWritten'), { ...journey.cardFaceChecked, good: false }], 'spoiled'],
    ['on a closed manifest, still in our hands', until('manifestClosed'), 'issued'],
    ['posted', until('posted'), 'posted'],
    ['arrived', until('arrivalCallLogged'), 'active'],
    ['arrived opened', [...until('posted'), { ...journey.arrivalCallLogged, envelopeIntact: false }], 'posted'],
    ['arrival corrected', [...until('arrivalCallLogged'), { ...journey.arrivalCallLogged, envelopeIntact: false }], 'posted'],
    ['used', until('firstLogInConfirmed'), 'active'],
    ['used, and its arrival was not recorded', [...until('posted'), journey.firstLogInConfirmed], 'active'],
    ['posted, and no card was written', [...until('cardWriteStarted'), journey.posted], 'begun'],
    ['lost in the post', [...until('posted'), replaced('lost', 'cancelled')], 'lost'],
    ['sent to the wrong address', [...until('posted'), replaced('wrong-address', 'cancelled')], 'cancelled'],
    ['destroyed in our hands', [...until('cardWritten'), replaced('details-changed', 'destroyed')], 'destroyed'],
    ['its case stopped', [...until('cardWritten'), { kind: 'callEnded', outcome: 'not-matched' }], 'spoiled'],
  ]
  for (const [name, events, state] of table) test(name, () => expect(stateAfter(...events)).toBe(state))
})

/** What the case's own facts say of an attempt. */
function stateInFacts(card: CardAttempt, facts: CaseFacts, stopped: boolean): CardState {
  switch (card.state) {
    case 'writing':
    case 'resumable':
      return stopped ? 'spoiled' : 'begun'
    case 'refused':
      return 'blank'
    case 'spoiled':
      return 'spoiled'
    case 'unknown':
      return 'unknown'
    case 'replaced':
      return 'cancelled'
    case 'written':
      return stopped ? 'spoiled' : facts.firstLogIn || facts.arrival?.envelopeIntact ? 'active' : facts.posting ? 'posted' : 'issued'
  }
}

/** Events that a case could meet from its card on; which of them may happen is for the guard to say. */
const anyEvent = fc.oneof(
  fc.constantFrom<CaseEvent>(
    journey.cardFacePrinted,
    journey.cardFaceChecked,
    { ...journey.cardFaceChecked, good: false },
    journey.labelMade,
    journey.labelChecked,
    journey.manifestClosed,
    journey.posted,
    journey.arrivalCallLogged,
    { ...journey.arrivalCallLogged, envelopeIntact: false },
    journey.passcodeTexted,
    journey.accessRecorded,
    journey.firstLogInConfirmed,
    { kind: 'callEnded', outcome: 'not-matched' },
  ),
  fc
    .record({ attempt: fc.integer({ min: 1, max: 4 }), serial: fc.constantFrom('11', '22', '33', '44') })
    .map(({ attempt, serial }): CaseEvent => ({ ...journey.cardWriteStarted, attempt, serial })),
  fc.integer({ min: 1, max: 4 }).map((attempt): CaseEvent => ({ ...journey.cardWritten, attempt })),
  fc
    .record({ attempt: fc.integer({ min: 1, max: 4 }), outcome: fc.constantFrom('resumable', 'refused', 'spoiled', 'unknown') })
    .map(({ attempt, outcome }): CaseEvent => ({ ...failed(outcome as 'spoiled'), attempt }) as CaseEvent),
  fc.integer({ min: 1, max: 4 }).map((attempt): CaseEvent => ({ kind: 'cardReplaced', attempt, why: 'other', oldCard: 'cancelled' })),
)

/** What the agent would do next with the card that there is. */
function onward(facts: CaseFacts, events: readonly CaseEvent[]): CaseEvent {
  const last = facts.cards.at(-1)
  if (last?.state === 'writing' || last?.state === 'resumable') return { ...journey.cardWritten, attempt: last.attempt }
  if (!facts.liveCard) return { ...journey.cardWriteStarted, attempt: (last?.attempt ?? 0) + 1, serial: String(1000 + events.length) }
  const { facePrinted, faceChecked, label, labelChecked, manifest, posting: posted, arrival, passcodeText, access } = facts
  return !facePrinted
    ? journey.cardFacePrinted
    : !faceChecked
      ? journey.cardFaceChecked
      : !label
        ? journey.labelMade
        : !labelChecked
          ? journey.labelChecked
          : !manifest
            ? journey.manifestClosed
            : !posted
              ? journey.posted
              : !arrival
                ? journey.arrivalCallLogged
                : !passcodeText
                  ? journey.passcodeTexted
                  : !access
                    ? journey.accessRecorded
                    : journey.firstLogInConfirmed
}

/** Only what the guard lets through, and only cards and attempts as the app would number and take them. */
function play(wished: readonly (CaseEvent | 'onward')[]): RecordedEvent[] {
  let events: CaseEvent[] = until('cisIdentityCreated')
  for (const wish of wished) {
    const view = viewCase(record(events), remote20200408)
    const event = wish === 'onward' ? onward(view.facts, events) : wish
    const last = view.facts.cards.at(-1)
    const underWay = last?.state === 'writing' || last?.state === 'resumable'
    if (event.kind === 'cardWriteStarted') {
      const known = foldRegister([ofCase(record(events))], []).get(event.serial)
      if (underWay || event.attempt !== (last?.attempt ?? 0) + 1 || (known && known.state !== 'blank')) continue
    }
    if ((event.kind === 'cardWritten' || event.kind === 'cardFailed') && (!underWay || event.attempt !== last.attempt)) continue
    if (findRefusal(view, event, 'a reason')) continue
    events = [...events, event]
  }
  return record(events)
}

describe('whatever happens to a case', () => {
  test('the register says of each card what the case’s facts say of it, and one card at most is live', () => {
    const reached = new Set<CardState>()
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant('onward' as const) }, { weight: 1, arbitrary: anyEvent }), {
          minLength: 1,
          maxLength: 50,
        }),
        (wished) => {
          const events = play(wished)
          const { facts, status } = viewCase(events, remote20200408)
          const register = foldRegister([ofCase(events)], [])
          const lastOf = new Map(facts.cards.filter(({ passcodeId }) => passcodeId).map((card) => [card.serial!, card]))
          expect(new Map([...register].map(([serial, { state }]) => [serial, state]))).toEqual(
            new Map([...lastOf].map(([serial, card]) => [serial, stateInFacts(card, facts, status === 'stopped')])),
          )
          expect([...register.values()].filter(({ state }) => liveStates.has(state)).length).toBeLessThanOrEqual(1)
          expect([...register.values()].flatMap(({ history }) => history.filter(({ conflict }) => conflict))).toEqual([])
          for (const { state } of register.values()) reached.add(state)
        },
      ),
      { numRuns: 600, seed: 20_261_123 },
    )
    // A property that never got anywhere would hold as well.
    expect([...reached].sort()).toEqual(['active', 'begun', 'blank', 'cancelled', 'issued', 'posted', 'spoiled', 'unknown'].sort())
  })
})

describe('what the station says', () => {
  test('a listed card is blank stock, in its box', () => {
    const register = registerOf(until('cisIdentityCreated'), [listed('4242')])
    expect(register.get('4242')).toMatchObject({ state: 'blank', box: 'Box 1', heldByCase: false })
  })
  test('a card that a case holds is not for the station to cancel, lose or destroy; the case says it', () => {
    expect(stationActsOf(registerOf(until('posted')).get(SERIAL)!)).toEqual([])
    expect(stationActsOf(registerOf(until('cardWriteStarted')).get(SERIAL)!)).toEqual([])
  })
  test('when the case is closed the station cancels it, and destroys it when it comes back', () => {
    const closed = until('firstLogInConfirmed')
    expect(stationActsOf(registerOf(closed).get(SERIAL)!)).toEqual(['cancel', 'markLost', 'destroy', 'renew'])
    expect(registerOf(closed, [station('cancel')]).get(SERIAL)).toMatchObject({ state: 'cancelled', since: '2027-03-01T09:00:00.000Z' })
    const gone = registerOf(closed, [station('cancel'), station('destroy', { method: 'cut', witness: 'Witness Invented' })]).get(SERIAL)!
    expect(gone).toMatchObject({ state: 'destroyed', destructionProved: true })
    expect(stationActsOf(gone)).toEqual([])
  })
  test('a card that a case calls destroyed waits for method and witness', () => {
    const events = [...until('cardWritten'), replaced('details-changed', 'destroyed')]
    const said = registerOf(events).get(SERIAL)!
    expect([said.destructionProved, stationActsOf(said)]).toEqual([false, ['proveDestroyed']])
    const proved = registerOf(events, [station('proveDestroyed', { method: 'folded', witness: 'Witness Invented' })]).get(SERIAL)!
    expect([proved.state, proved.destructionProved, stationActsOf(proved)]).toEqual(['destroyed', true, []])
  })
  test('what cannot be true together makes the card unknown, and the line is marked', () => {
    const other = '33333333-3333-4333-8333-333333333333'
    const twice = foldRegister([ofCase(record(until('posted'))), ofCase(record(until('cardWritten')), other)], []).get(SERIAL)!
    expect(twice.state).toBe('unknown')
    expect(twice.history.some(({ conflict }) => conflict)).toBe(true)
  })
})

describe('taking a card for a case', () => {
  const stock = [listed('4242'), listed('4243'), station('markLost', { serial: '4243' })]
  const register = registerOf(until('cardWriteStarted'), stock)
  const take = (serial: string, more: { caseId?: string; attempt?: number; onlyListed?: boolean } = {}) => {
    const answer = checkTakeable(register.get(serial), { serial, caseId: CASE_ID, attempt: 1, onlyListed: true, ...more })
    return answer.ok ? 'taken' : answer.error.code
  }
  const table: readonly (readonly [name: string, taken: string, expected: string])[] = [
    ['blank and listed', take('4242'), 'taken'],
    ['marked as lost', take('4243'), 'card-not-blank-here'],
    ['not listed, with the switch on', take('9999'), 'card-not-listed'],
    ['not listed, with the switch off', take('9999', { onlyListed: false }), 'taken'],
    ['this attempt’s own, begun', take(SERIAL), 'taken'],
    ['begun by another attempt', take(SERIAL, { attempt: 2 }), 'card-not-blank-here'],
    ['begun by another case', take(SERIAL, { caseId: '33333333-3333-4333-8333-333333333333', onlyListed: false }), 'card-not-blank-here'],
  ]
  for (const [name, taken, expected] of table) test(name, () => expect(taken).toBe(expected))
})

test('stock is counted box by box; a card of a case that came in no box is no stock', () => {
  const register = registerOf(until('cardWritten'), [
    listed('1001'),
    listed('1002'),
    listed('1003', 'Box 2'),
    listed(SERIAL),
    station('markLost', { serial: '1002' }),
  ])
  expect(countStock(register)).toMatchObject({
    blank: 2,
    byState: { blank: 2, issued: 1, lost: 1 },
    boxes: [
      { box: 'Box 1', listed: 3, blank: 1, wasted: 1 },
      { box: 'Box 2', listed: 1, blank: 1, wasted: 0 },
    ],
  })
  expect(countStock(registerOf(until('cardWritten')))).toMatchObject({ blank: 0, boxes: [], byState: { issued: 1 } })
})

test('a card that one case left blank and another took: the order in which cases are read does not matter', () => {
  const other = '33333333-3333-4333-8333-333333333333'
  const first = ofCase(record([...until('cardWriteStarted'), failed('refused')]))
  const second = ofCase(record(until('cardWritten')), other)
  const later = { ...second, entries: second.entries.map((entry) => ({ ...entry, at: entry.at.replace('2026-11-23', '2026-11-24') })) }
  const inOrder = foldCardOf(SERIAL, { cases: [first, later], station: [listed(SERIAL)] })
  expect(inOrder.caseId).toBe(other)
  expect(inOrder.history.some((line) => line.conflict)).toBe(false)
  expect(foldCardOf(SERIAL, { cases: [later, first], station: [listed(SERIAL)] })).toEqual(inOrder)
})
