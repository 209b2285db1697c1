/**
 * In every order of acts over several cases of one person: never two cards that were posted and can be used. Real guards, real register;
 * only cards and printers are left out.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { liveStates } from '../../../../domain/card/lifecycle.ts'
import { createKeptRegister } from '../../../../domain/card/register/kept-register.ts'
import { readCaseCards } from '../../../../domain/case/case-cards.ts'
import type { CaseEvent } from '../../../../domain/case/events.ts'
import { findRefusal } from '../../../../domain/case/guard.ts'
import { viewCase } from '../../../../domain/case/status.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import type { LiveCardElsewhere, World } from '../../../../domain/journey/part.ts'
import { journey, record } from '../../../fixtures/journey-events.ts'
import { elsewhere, provedElsewhere2026, replaceCard2026, replacing, worldOn } from '../../../support/ask-case.ts'

const TODAY = '2026-11-30'
const CASES = 4

interface Modelled {
  readonly caseId: string
  readonly edition: Edition
  readonly events: CaseEvent[]
}

const ready: CaseEvent[] = [elsewhere.deliveryRecorded, journey.photographAttached, journey.photographAssessed]

/** One first card, one registered twice, and two replacements of the card that the run names. */
function begin(named: readonly (string | undefined)[]): Modelled[] {
  return Array.from({ length: CASES }, (_, index) => {
    const first: CaseEvent =
      index < 2
        ? elsewhere.identityProvedElsewhere
        : { ...replacing.replacementRequested, oldCard: { from: 'here', ...(named[index - 2] ? { serial: named[index - 2]! } : {}) } }
    return { caseId: `case-${String(index)}`, edition: index < 2 ? provedElsewhere2026 : replaceCard2026, events: [first, ...ready] }
  })
}

const kinds = ['write', 'finish', 'ready', 'cancel', 'override', 'list', 'post', 'arrive', 'lose', 'end', 'link'] as const
type Kind = (typeof kinds)[number]

function run(acts: readonly (readonly [number, Kind])[], named: readonly (string | undefined)[], withOverride: boolean): void {
  const cases = begin(named)
  const register = createKeptRegister()
  const viewOf = ({ events, edition }: Modelled) => viewCase(record(events), edition)
  const observe = (one: Modelled) =>
    register.putCase({
      caseId: one.caseId,
      caseReference: one.caseId,
      open: viewOf(one).status === 'open',
      entries: readCaseCards(record(one.events)),
    })
  const cardsOf = ({ caseId }: Modelled): LiveCardElsewhere[] =>
    [...register.cards().values()]
      .filter((card) => card.caseId === caseId && (liveStates.has(card.state) || card.state === 'begun'))
      .map(({ serial, state }) => ({ serial, state, caseReference: caseId }))
  // The second case is found to be of the same person only when it is linked.
  const linked = new Set(cases.filter((_, index) => index !== 1))
  const othersOf = (one: Modelled) => (linked.has(one) ? cases.filter((other) => other !== one && linked.has(other)) : [])
  const worldFor = (one: Modelled): World => worldOn(TODAY, { liveCardsElsewhere: () => othersOf(one).flatMap(cardsOf) })
  cases.forEach(observe)

  for (const [index, kind] of acts) {
    const one = cases[index]!
    const { facts } = viewOf(one)
    // Two cards that are out already are found by linking, and not made by it.
    if (kind === 'link' && !facts.posting) linked.add(one)
    const attempt = (facts.cards.at(-1)?.attempt ?? 0) + (kind === 'write' ? 1 : 0)
    const serial = `${String(index + 1)}${String(attempt)}`
    const wanted: Readonly<Record<Kind, CaseEvent[]>> = {
      write: [{ ...journey.cardWriteStarted, attempt, serial }],
      finish: [{ ...journey.cardWritten, attempt, serial }],
      ready: [journey.cardFacePrinted, journey.cardFaceChecked, journey.labelMade, journey.labelChecked],
      cancel: [{ ...replacing.oldCardCancelled, place: 'returned' }],
      override: withOverride ? [replacing.oldCardOverridden] : [],
      list: [journey.manifestClosed],
      post: [{ ...journey.posted, postedOn: TODAY, trackingReference: undefined } as CaseEvent],
      arrive: [{ ...journey.arrivalCallLogged, calledAt: `${TODAY}T11:00:00.000Z`, soonerBecause: 'Fetched' } as CaseEvent],
      lose: [{ kind: 'cardReplaced', attempt, why: 'lost', oldCard: 'cancelled' }],
      end: [{ kind: 'caseEnded', why: 'withdrawn', note: 'x' }],
      link: [],
    }
    const before = one.events.length
    for (const event of wanted[kind]) {
      // What the device says of a card that was begun is recorded unasked.
      const unasked = event.kind === 'cardWritten' && facts.cards.at(-1)?.state === 'writing'
      if (event.kind === 'cardWritten' && !unasked) break
      if (!unasked && findRefusal(viewOf(one), event, 'x', worldFor(one))) break
      one.events.push(event)
      observe(one)
    }
    const excused = new Set(
      cases
        .map((each) => viewOf(each))
        .filter(({ facts: { oldCardOverridden } }) => oldCardOverridden)
        .map(({ facts: { replacement } }) => replacement?.oldCard.serial),
    )
    const ofPerson = [...linked].flatMap(cardsOf)
    const out = ofPerson.filter(({ state, serial: each }) => (state === 'posted' || state === 'active') && !excused.has(each))
    if (out.length > 1) throw new Error(`two live cards: ${out.map((card) => `${card.serial} ${card.state}`).join(', ')}`)
    if (
      kind === 'write' &&
      // A case may be linked after the writing was begun.
      one.events.length > before &&
      othersOf(one)
        .flatMap(cardsOf)
        .some(({ serial: each }) => each !== facts.replacement?.oldCard.serial)
    )
      throw new Error('a card was begun beside one that it does not replace')
    const conflicts = [...register.cards().values()].flatMap(({ history }) => history.filter(({ conflict }) => conflict))
    expect(conflicts).toEqual([])
  }
}

const acts = fc.array(fc.tuple(fc.integer({ min: 0, max: CASES - 1 }), fc.constantFrom(...kinds)), { maxLength: 60 })
/** Whole journeys of a case in one piece, so that runs come far. */
const far = fc
  .array(
    fc.oneof(
      fc.tuple(fc.integer({ min: 0, max: CASES - 1 }), fc.constantFrom(...kinds)).map((one) => [one]),
      fc
        .integer({ min: 0, max: CASES - 1 })
        .map((index) => (['write', 'finish', 'ready', 'cancel', 'list', 'link', 'post'] as const).map((kind) => [index, kind] as const)),
    ),
    { maxLength: 14 },
  )
  .map((all) => all.flat() as (readonly [number, Kind])[])
/** The card that may be replaced is out before anybody asks for another. */
const firstCard = (['write', 'finish', 'ready', 'list', 'post'] as const).map((kind) => [0, kind] as const)
const named = fc.array(fc.constantFrom('11', undefined), { minLength: 2, maxLength: 2 })

describe('one live card a person, over all cases', () => {
  test.each([
    ['without an override', false],
    ['beside the card that an RA manager excused', true],
  ])('%s', (_name, withOverride) => {
    fc.assert(
      fc.property(fc.oneof(acts, far), named, (all, serials) => run([...firstCard, ...all], serials, withOverride)),
      { numRuns: 250 },
    )
  })

  test('a replacement comes to its posting, and the old card is cancelled by it', () => {
    const done = (index: number, ...all: Kind[]) => all.map((kind) => [index, kind] as const)
    const cases = [
      ...done(0, 'write', 'finish', 'ready', 'list', 'post', 'arrive', 'end'),
      ...done(2, 'write', 'finish', 'ready', 'cancel', 'list', 'post'),
    ]
    expect(() => run(cases, ['11', undefined], false)).not.toThrow()
  })
})
