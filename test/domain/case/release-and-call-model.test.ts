/**
 * Posting, arrival, release and the codes of the call in any order, with the guard between: a model that counts for itself says what may never
 * happen. `main` records what a device did without asking again, so an allowed text is played with each of its outcomes.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaseEvent, RecordedEvent } from '../../../domain/case/events.ts'
import { findRefusal } from '../../../domain/case/guard.ts'
import { viewCase, type CaseView } from '../../../domain/case/status.ts'
import { countFailedCodes, FAILED_CODES_A_CALL } from '../../../domain/journey/phone-code.ts'
import { CASE_ID, journey, record, until } from '../../fixtures/journey-events.ts'
import { remote20200408, worldOn } from '../../support/ask-case.ts'

const AGENT = { agentId: CASE_ID, agentName: 'Sample Agent' }
const HOUR = 3_600_000
const MONDAY = Date.parse('2026-11-23T12:00:00.000Z')
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** One case, a clock that the model moves, and a policy. */
function begin(events: readonly CaseEvent[], passcodeReleases: number) {
  const recorded: RecordedEvent[] = record(events)
  let now = MONDAY
  const view = (): CaseView => viewCase(recorded, remote20200408)
  const happen = (event: CaseEvent, reason?: string) =>
    void recorded.push({
      seq: recorded.length + 1,
      at: new Date(now).toISOString(),
      ...AGENT,
      ...(reason ? { reason } : {}),
      event,
    })
  return {
    view,
    happen,
    now: () => now,
    pass: (hours: number) => {
      now += hours * HOUR
    },
    /** Whether it was allowed, and so happened. */
    ask(event: CaseEvent, reason?: string): boolean {
      const world = worldOn(dayOf(now), { now: new Date(now).toISOString(), passcodeReleases })
      if (findRefusal(view(), event, reason, world)) return false
      happen(event, reason)
      return true
    },
  }
}

const passing = fc.constantFrom(1, 1, 24, 24, 48, -24)
const posting = fc.constantFrom(0, 0, 0, -1, -24, 24)
const calling = fc.constantFrom(0, 0, 0, 0, -1, -24, -48, 24)
const why = fc.constantFrom(undefined, 'Because')
type Outcome = 'sent' | 'handed-to-agent' | 'unknown' | 'not-sent' | 'crashed'

type Act =
  | { readonly act: 'pass'; readonly hours: number }
  | { readonly act: 'post'; readonly hours: number; readonly reason: string | undefined }
  | { readonly act: 'arrive'; readonly hours: number; readonly sooner: string | undefined; readonly reason: string | undefined }
  | { readonly act: 'text'; readonly again: string | undefined; readonly outcome: Outcome }
  | { readonly act: 'settle'; readonly arrived: boolean }
  | { readonly act: 'replace' }

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('pass' as const), hours: passing }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('post' as const), hours: posting, reason: why }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('arrive' as const), hours: calling, sooner: why, reason: why }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('text' as const),
      again: why,
      outcome: fc.constantFrom<Outcome>('sent', 'handed-to-agent', 'unknown', 'not-sent', 'crashed'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('settle' as const), arrived: fc.constantFrom(false, false, false, true) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('replace' as const) }) },
)

/** What is true by the model's own account, of the card that is under way. */
interface Card {
  postedOn?: string
  firstPosted?: number
  called?: { at: number; explained: boolean }
  released: number
}

const fresh = (): Card => ({ released: 0 })

describe('passcode: model over all orders of posting, arrival, release and replacement', () => {
  test('never before the posting, never sooner than usual or again without a reason, never more often than the policy', () => {
    const reached = { texts: 0, seconds: 0, sooner: 0, capped: 0 }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.array(act, { minLength: 20, maxLength: 40, size: 'max' }), (limit, acts) => {
        const desk = begin(until('manifestClosed'), limit)
        const cards = { count: 1 }
        let card = fresh()
        for (const one of acts) card = play(desk, card, cards, limit, one, reached)
      }),
      { numRuns: 200 },
    )
    for (const [what, times] of Object.entries(reached)) expect(times, what).toBeGreaterThan(0)
  })
})

function play(
  desk: ReturnType<typeof begin>,
  card: Card,
  cards: { count: number },
  limit: number,
  one: Act,
  reached: { texts: number; seconds: number; sooner: number; capped: number },
): Card {
  switch (one.act) {
    case 'pass':
      desk.pass(one.hours)
      return card
    case 'post': {
      const postedOn = dayOf(desk.now() + one.hours * HOUR)
      if (!desk.ask({ ...journey.posted, postedOn }, one.reason)) return card
      expect(postedOn <= dayOf(desk.now()), 'posted in the future').toBe(true)
      return { ...card, postedOn, firstPosted: card.firstPosted ?? desk.now() }
    }
    case 'arrive': {
      const at = desk.now() + one.hours * HOUR
      const soonerBecause = one.sooner
      const event = { ...journey.arrivalCallLogged, calledAt: new Date(at).toISOString(), ...(soonerBecause ? { soonerBecause } : {}) }
      if (!desk.ask(event, one.reason)) return card
      expect(card.postedOn !== undefined && dayOf(at) >= card.postedOn, 'arrived before the posting').toBe(true)
      const isSameDay = dayOf(at) === card.postedOn
      if (isSameDay && dayOf(card.firstPosted!) === card.postedOn) expect(at).toBeGreaterThanOrEqual(card.firstPosted!)
      if (isSameDay) {
        expect(soonerBecause, 'sooner than usual without a reason').toBeDefined()
        reached.sooner += 1
      }
      return { ...card, called: { at, explained: soonerBecause !== undefined } }
    }
    case 'text': {
      const again = one.again === undefined ? {} : { againBecause: one.again }
      if (!desk.ask({ ...journey.passcodeTexted, outcome: 'begun', ...again })) {
        if (card.released === limit) reached.capped += 1
        return card
      }
      expect(card.postedOn !== undefined && card.postedOn <= dayOf(desk.now()), 'released before the posting').toBe(true)
      expect(card.called !== undefined && dayOf(card.called.at) >= card.postedOn!, 'released before the arrival').toBe(true)
      if (dayOf(card.called!.at) === card.postedOn) expect(card.called!.explained, 'released too soon, without a reason').toBe(true)
      expect(card.released, 'released more often than the policy').toBeLessThan(limit)
      if (card.released > 0) expect(one.again, 'released again without a reason').toBeDefined()
      reached.texts += 1
      if (card.released > 0) reached.seconds += 1
      if (one.outcome === 'not-sent') desk.happen({ kind: 'passcodeTextSettled', arrived: false, notSent: true })
      else if (one.outcome !== 'crashed') desk.happen({ ...journey.passcodeTexted, outcome: one.outcome, ...again })
      return one.outcome === 'not-sent' ? card : { ...card, released: card.released + 1 }
    }
    case 'settle':
      desk.ask({ kind: 'passcodeTextSettled', arrived: one.arrived })
      return card
    case 'replace': {
      const number = cards.count
      if (!desk.ask({ kind: 'cardReplaced', attempt: number, why: 'lost', oldCard: 'cancelled' })) return card
      cards.count += 1
      const attempt = number + 1
      for (const event of [
        { ...journey.cardWriteStarted, attempt },
        { ...journey.cardWritten, attempt },
        journey.cardFacePrinted,
        journey.cardFaceChecked,
        journey.labelMade,
        journey.labelChecked,
        journey.manifestClosed,
      ])
        desk.happen(event)
      return fresh()
    }
  }
}

type Reading = 'same' | 'different' | 'expired'
type CallAct =
  | { readonly act: 'text'; readonly sent: boolean }
  | { readonly act: 'read'; readonly result: 'same' | 'different' | 'expired' }
  | { readonly act: 'arrange'; readonly reason: string | undefined }
  | { readonly act: 'end' }
  | { readonly act: 'mobile'; readonly mobile: string }

const callAct: fc.Arbitrary<CallAct> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('text' as const), sent: fc.constantFrom(true, true, true, false) }) },
  {
    weight: 16,
    arbitrary: fc.record({
      act: fc.constant('read' as const),
      result: fc.constantFrom<Reading>('different', 'different', 'different', 'different', 'different', 'different', 'same', 'expired'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('arrange' as const), reason: why }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('end' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('mobile' as const), mobile: fc.constantFrom('+447700900123', '+447700900456') }),
  },
)

describe('phone code: model over all orders of codes, readings and calls', () => {
  test('never a code after the call was broken off, never a fourth code after three that failed', () => {
    const reached = { brokenOff: 0, refused: 0, nextCall: 0 }
    fc.assert(
      fc.property(fc.array(callAct, { minLength: 20, maxLength: 60, size: 'max' }), (acts) => {
        const desk = begin(until('callArranged'), 2)
        const call = { misread: new Set<number>(), brokenOff: false, attempts: 0 }
        for (const one of acts) {
          playCall(desk, call, one, reached)
          // The mobile is never confirmed on a call that was broken off.
          if (call.brokenOff) expect(desk.view().facts.boundNumber).toBeUndefined()
        }
      }),
      { numRuns: 200 },
    )
    for (const [what, times] of Object.entries(reached)) expect(times, what).toBeGreaterThan(0)
  })
})

function playCall(
  desk: ReturnType<typeof begin>,
  call: { misread: Set<number>; brokenOff: boolean; attempts: number },
  one: CallAct,
  reached: { brokenOff: number; refused: number; nextCall: number },
): void {
  switch (one.act) {
    case 'text': {
      const { facts } = desk.view()
      const texted = {
        ...journey.phoneCodeTexted,
        attempt: call.attempts + 1,
        to: facts.registrant!.mobile!,
        custodyId: `${String(call.attempts + 1).padStart(8, '0')}-0000-4000-8000-000000000000`,
      }
      if (!desk.ask({ ...texted, outcome: 'begun' })) {
        if (call.brokenOff || call.misread.size >= 3) reached.refused += 1
        return
      }
      expect(call.brokenOff, 'texted after the call was broken off').toBe(false)
      expect(call.misread.size, 'texted after three codes that failed').toBeLessThan(3)
      call.attempts += 1
      desk.happen({ ...texted, outcome: one.sent ? 'sent' : 'not-sent' })
      return
    }
    case 'read': {
      // As `verify-phone-code.ts` does it.
      const { facts } = desk.view()
      const last = facts.phoneCodes.at(-1)
      if (!last || (last.result !== 'waiting' && last.result !== 'different') || last.attemptsUsed >= 3) return
      desk.happen({ kind: 'phoneCodeVerified', attempt: last.attempt, result: one.result })
      if (one.result === 'different') call.misread.add(last.attempt)
      if (one.result === 'same') call.misread.delete(last.attempt)
      const failed = countFailedCodes(desk.view().facts)
      expect(failed).toBe(call.misread.size)
      if (failed < FAILED_CODES_A_CALL || (one.result !== 'expired' && last.attemptsUsed + 1 < 3) || one.result === 'same') return
      desk.happen({ kind: 'phoneCodesFailed', codes: failed })
      call.misread.clear()
      call.brokenOff = true
      reached.brokenOff += 1
      return
    }
    case 'arrange':
      if (!desk.ask({ ...journey.callArranged, override: 'Agreed by telephone' }, one.reason)) return
      if (call.brokenOff) reached.nextCall += 1
      call.brokenOff = false
      return
    case 'end':
      if (desk.ask({ kind: 'callEnded', outcome: 'broken-off' })) call.misread.clear()
      return
    case 'mobile':
      desk.ask({ ...journey.detailsRecorded, mobile: one.mobile }, 'Another number')
  }
}
