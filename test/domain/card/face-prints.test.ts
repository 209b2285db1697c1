import { describe, expect, test } from 'vitest'
import { findFacePrint, printedAgain, printedSidesOf, wasPrinted } from '../../../domain/card/face-prints.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { foldFacts } from '../../../domain/case/facts.ts'
import { journey, record, until } from '../../fixtures/journey-events.ts'

const facts = (...more: CaseEvent[]) => foldFacts(record([...until('cardWritten'), ...more]))
const print = (sides: 'front' | 'back' | 'both'): CaseEvent => ({ ...journey.cardFacePrinted, sides })
const spoiled: CaseEvent = { ...journey.cardFaceChecked, good: false, spoiledCard: 'cut' }
const second: CaseEvent[] = [
  { ...journey.cardWriteStarted, attempt: 2 },
  { ...journey.cardWritten, attempt: 2 },
]

test('the print that is asked about is the one of the card that is live', () => {
  expect(findFacePrint(facts())).toBeUndefined()
  expect(findFacePrint(facts(journey.cardFacePrinted))?.printer).toBe('Printer')
  expect(findFacePrint(facts(journey.cardFacePrinted, spoiled, ...second))).toBeUndefined()
  expect(findFacePrint(facts(journey.cardFacePrinted, spoiled, ...second, journey.cardFacePrinted))).toBeDefined()
})

test.each([
  ['nothing', [], { front: false, back: false }],
  ['a print of before sides were known', [journey.cardFacePrinted], { front: true, back: false }],
  ['the front, then the back', [print('front'), print('back')], { front: true, back: true }],
  ['both at once', [print('both')], { front: true, back: true }],
  ['the back alone', [print('back')], { front: false, back: true }],
] as const)('%s', (_, events, sides) => {
  expect(printedSidesOf(facts(...events))).toEqual(sides)
  expect(wasPrinted(facts(...events), 'both')).toBe(sides.front || sides.back)
})

describe('why it is printed again', () => {
  test.each([
    ['nothing came out', { cardShows: 'nothing', why: 'The printer jammed' }, true],
    ['a part, and printing over it is accepted', { cardShows: 'incomplete', accepted: true, why: 'The ribbon ended' }, true],
    ['a part, and no one accepted that', { cardShows: 'incomplete', why: 'The ribbon ended' }, false],
    ['no reason', { cardShows: 'nothing', why: '' }, false],
    ['a whole print', { cardShows: 'whole', accepted: true, why: 'Too pale' }, false],
  ])('%s', (_, again, accepted) => expect(printedAgain.safeParse(again).success).toBe(accepted))
})

test('prints of a card that is not live are another card’s, whatever is still kept of them', () => {
  const prints = [
    { seq: 3, sides: 'front' as const },
    { seq: 5, sides: 'back' as const },
    { seq: 6, sides: 'back' as const },
  ]
  expect(printedSidesOf({ facePrints: prints, inputChangedAt: { card: 5 } })).toEqual({ front: false, back: true })
  expect(findFacePrint({ facePrints: prints, inputChangedAt: { card: 6 } })).toBeUndefined()
  expect(findFacePrint({ facePrints: prints, inputChangedAt: {} })).toBe(prints[2])
})
