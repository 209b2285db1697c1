import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { describe, expect, test } from 'vitest'
import type { AgentEvent, CaseEvent } from '../../../domain/case/events.ts'
import { foldFacts } from '../../../domain/case/facts.ts'
import { findRefusal } from '../../../domain/case/guard.ts'
import { findSpentSecrets } from '../../../domain/case/spent-secrets.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { compareArrival, type Arrival, type CopyHere } from '../../../domain/handover/compare.ts'
import { custodies, custodyActs, isInHand, moveCustody, type Custody, type CustodyAct } from '../../../domain/handover/custody.ts'
import { fingerprintOf, isFingerprint } from '../../../domain/handover/fingerprint.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { journey, record, until } from '../../fixtures/journey-events.ts'

const handoverId = '33333333-3333-4333-8333-333333333333'
const later = '44444444-4444-4444-8444-444444444444'
const there = { stationId: 'a'.repeat(32), name: 'Invented South Desk' }
const handedOver: CaseEvent = { kind: 'handedOver', handoverId, to: there }
const receipted: CaseEvent = { kind: 'handoverReceipted', handoverId, acceptedAt: '2026-11-25T10:00:00.000Z' }
const takenBack: CaseEvent = { kind: 'handoverTakenBack', handoverId }
const takenOver: CaseEvent = { kind: 'takenOver', handoverId, from: there }
const note: AgentEvent = { kind: 'noteAdded', note: 'Invented' }

test.each([
  ['here', 'hand-over', 'outstanding'],
  ['here', 'receipt', 'not-handed-over'],
  ['here', 'take-back', 'not-handed-over'],
  ['here', 'take-over', 'held-here'],
  ['outstanding', 'hand-over', 'handed-over'],
  ['outstanding', 'receipt', 'gone'],
  ['outstanding', 'take-back', 'taken-back'],
  ['outstanding', 'take-over', 'here'],
  ['gone', 'hand-over', 'handed-over'],
  ['gone', 'receipt', 'gone'],
  ['gone', 'take-back', 'receipt-came'],
  ['gone', 'take-over', 'here'],
  ['taken-back', 'hand-over', 'outstanding'],
  ['taken-back', 'receipt', 'gone'],
  ['taken-back', 'take-back', 'not-handed-over'],
  ['taken-back', 'take-over', 'held-here'],
] as const satisfies readonly (readonly [Custody, CustodyAct, string])[])('%s and %s: %s', (from, act, result) => {
  const moved = moveCustody(from, act)
  expect(moved.ok ? moved.value : moved.error.code).toBe(result)
})

test('custody: every state answers every act, and each refusal says what to do', () => {
  for (const state of custodies)
    for (const act of custodyActs) {
      const moved = moveCustody(state, act)
      if (!moved.ok) expect(moved.error.message.length * moved.error.next.length).toBeGreaterThan(0)
    }
})

describe('a case that was handed over cannot be changed here', () => {
  const states: readonly { readonly name: string; readonly events: CaseEvent[]; readonly custody: Custody }[] = [
    { name: 'on its way', events: [handedOver], custody: 'outstanding' },
    { name: 'signed for', events: [handedOver, receipted], custody: 'gone' },
    { name: 'taken back', events: [handedOver, takenBack], custody: 'taken-back' },
    { name: 'taken back and signed for after all', events: [handedOver, takenBack, receipted], custody: 'gone' },
    { name: 'come here', events: [handedOver, takenOver], custody: 'here' },
  ]
  for (const { name, events, custody } of states)
    test(name, () => {
      for (const before of [
        until('requestReceived'),
        until('cardWritten'),
        until('firstLogInConfirmed'),
        [...until('callArranged'), { ...journey.callEnded, outcome: 'not-matched' as const }],
      ]) {
        const view = viewCase(record([...before, ...events]), remote20200408)
        expect(view.facts.custody?.state).toBe(custody)
        expect(view.status === 'handed-over').toBe(!isInHand(custody))
        // A case that is finished takes a note and nothing else, wherever it is.
        expect(findRefusal(view, note, undefined)?.code).toBe(isInHand(custody) ? undefined : 'handed-over')
        if (!isInHand(custody))
          for (const event of Object.values(journey) as CaseEvent[]) expect(findRefusal(view, event, 'a reason')?.code).toBe('handed-over')
      }
    })

  test('a mark of another handover moves nothing', () => {
    expect(foldFacts(record([...until('cardWritten'), handedOver, { ...receipted, handoverId: later } as CaseEvent])).custody?.state).toBe(
      'outstanding',
    )
  })
})

describe('secrets of a case that was handed over', () => {
  const { passcodeId, pukId } = journey.cardWriteStarted
  test.each([
    { name: 'stay until the receipt', events: [handedOver], gone: false },
    { name: 'are spent with the receipt', events: [handedOver, receipted], gone: true },
    { name: 'stay when the case was taken back', events: [handedOver, takenBack], gone: false },
    { name: 'stay where the case came to', events: [handedOver, takenOver], gone: false },
  ])('$name', ({ events, gone }) => {
    const spent = findSpentSecrets(foldFacts(record([...until('cardWritten'), ...events])))
    expect([spent.includes(passcodeId), spent.includes(pukId)]).toEqual([gone, gone])
  })

  test('a secret of a card that was written after it was taken back did not go', () => {
    const replaced: CaseEvent[] = [
      { kind: 'cardReplaced', attempt: 1, why: 'lost', oldCard: 'cancelled' },
      { ...journey.cardWriteStarted, attempt: 2, passcodeId: later, pukId: handoverId },
    ]
    expect(findSpentSecrets(foldFacts(record([...until('cardWritten'), handedOver, takenBack, ...replaced, receipted])))).not.toContain(
      later,
    )
  })
})

describe('a case with unfinished work is not handed over', () => {
  test.each([
    { name: 'a card being written', events: until('cardWriteStarted'), code: 'card-half-written' },
    {
      name: 'a card that can be resumed',
      events: [...until('cardWriteStarted'), { kind: 'cardFailed', attempt: 1, outcome: 'resumable', step: 'x', reason: 'y' } as CaseEvent],
      code: 'card-half-written',
    },
    {
      name: 'a text whose outcome is not known',
      events: [...until('arrivalCallLogged'), { ...journey.passcodeTexted, outcome: 'unknown' } as CaseEvent],
      code: 'text-unsettled',
    },
    { name: 'a written card', events: until('cardWritten'), code: undefined },
    { name: 'a closed case', events: until('firstLogInConfirmed'), code: undefined },
  ])('$name: $code', ({ events, code }) =>
    expect(findRefusal(viewCase(record(events), remote20200408), handedOver, undefined)?.code).toBe(code),
  )
})

const copyOf = (events: readonly CaseEvent[]): CopyHere => ({
  events: record(events),
  custody: foldFacts(record(events)).custody,
})

describe('a bundle compared with the copy here', () => {
  const went = [...until('cardWritten'), handedOver]
  const erased: CaseEvent = { kind: 'erased', what: 'documents', evidenceIds: [], days: 3, countedFrom: '2026-11-23' }
  const held: CaseEvent = { kind: 'heldFromErasing', held: true, why: 'Inquiry' }
  const returned = [...went, takenOver, note, { ...handedOver, handoverId: later } as CaseEvent]
  const rows: readonly {
    readonly name: string
    readonly here: CaseEvent[] | undefined
    readonly coming: CaseEvent[]
    readonly arrival: Arrival
  }[] = [
    { name: 'nothing is here', here: undefined, coming: went, arrival: 'new' },
    { name: 'the same is here', here: went, coming: went, arrival: 'here-already' },
    { name: 'more is here', here: [...went, takenOver, note], coming: went, arrival: 'here-already' },
    { name: 'it comes back before a receipt came', here: went, coming: returned, arrival: 'comes-back' },
    {
      name: 'it comes back after its scans were erased here on their day',
      here: [...went, receipted, erased, { ...erased, what: 'photographs' }, held, { ...held, held: false }],
      coming: [...went, takenOver, { ...handedOver, handoverId: later } as CaseEvent],
      arrival: 'comes-back',
    },
    { name: 'it comes back after the receipt', here: [...went, receipted], coming: returned, arrival: 'comes-back' },
    {
      name: 'it comes back after it was taken back and signed for',
      here: [...went, takenBack, receipted],
      coming: returned,
      arrival: 'comes-back',
    },
    { name: 'it was taken back and is worked on', here: [...went, takenBack, note], coming: returned, arrival: 'apart' },
    { name: 'both worked on it, and the receipt came', here: [...went, takenBack, note, receipted], coming: returned, arrival: 'apart' },
    { name: 'it never went and the bundle knows more', here: until('cardWritten'), coming: went, arrival: 'held-here' },
    { name: 'other things happened', here: [...until('cardWritten'), note], coming: went, arrival: 'apart' },
  ]
  for (const { name, here, coming, arrival } of rows)
    test(`${name}: ${arrival}`, () => expect(compareArrival(here && copyOf(here), record(coming))).toBe(arrival))

  test('keys and ids of another vault make no difference', () => {
    const rekeyed = went.map((event) => (event.kind === 'cardWriteStarted' ? { ...event, passcodeId: later, pukId: later } : event))
    expect(compareArrival(copyOf(went), record(rekeyed))).toBe('here-already')
  })
})

describe('station fingerprint', () => {
  const station = { stationId: 'b'.repeat(32), name: 'Invented North Desk', recipient: 'age1invented', deviceKey: 'AAAA' }
  test('six groups of four; accepted as an agent types it', () => {
    const groups = fingerprintOf(station, sha256)
    expect(groups.map((group) => group.length)).toEqual([4, 4, 4, 4, 4, 4])
    expect(isFingerprint(` ${groups.join('-').toLowerCase()} `, station, sha256)).toBe(true)
    expect(isFingerprint(groups.slice(1).join(''), station, sha256)).toBe(false)
    expect(isFingerprint('', station, sha256)).toBe(false)
  })
  test.each(['stationId', 'name', 'recipient', 'deviceKey'] as const)('is another one when the %s is', (field) => {
    expect(fingerprintOf({ ...station, [field]: `${station[field]}x` }, sha256)).not.toEqual(fingerprintOf(station, sha256))
  })
})
