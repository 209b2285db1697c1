/** "Did it print well?" A card that did not is spoiled, and a new one begins; none is printed twice without a reason. */
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { findRefusal } from '../../../domain/case/guard.ts'
import { findSpentSecrets } from '../../../domain/case/spent-secrets.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { journey, record, until } from '../../fixtures/journey-events.ts'

const see = (events: readonly CaseEvent[]) => viewCase(record(events), remote20200408)
const ask = (events: readonly CaseEvent[], event: CaseEvent) => findRefusal(see(events), event, undefined)?.code
const print = (sides?: 'front' | 'back' | 'both', more: object = {}): CaseEvent => ({
  ...journey.cardFacePrinted,
  ...(sides ? { sides } : {}),
  ...more,
})
const again = { again: { cardShows: 'nothing', why: 'The printer jammed' } } as const
const bad: CaseEvent = { ...journey.cardFaceChecked, good: false, note: 'Streaks', spoiledCard: 'punched' }
const { passcodeId, pukId } = journey.cardWriteStarted
const second: CaseEvent[] = [
  { ...journey.cardWriteStarted, attempt: 2, passcodeId: pukId, pukId: passcodeId },
  { ...journey.cardWritten, attempt: 2 },
]

describe('when a face may be printed', () => {
  const written = until('cardWritten')
  const table: readonly [string, CaseEvent[], CaseEvent, string | undefined][] = [
    ['not before the card is written', until('cisIdentityCreated'), print(), 'cannot-start-yet'],
    ['once it is written', written, print('front'), undefined],
    ['not once more without a reason', [...written, print()], print('front'), 'printed-before'],
    ['once more with a reason', [...written, print()], print('front', again), undefined],
    ['and not a third time without one', [...written, print(), print('front', again)], print('front'), 'printed-before'],
    ['the back after the front', [...written, print('front')], print('back'), undefined],
    ['not both sides after the front', [...written, print('front')], print('both'), 'printed-before'],
    ['not the back after both', [...written, print('both')], print('back'), 'printed-before'],
    ['not after it was found good', until('cardFaceChecked'), print('front', again), 'step-finished'],
    ['not on a card that was found spoiled', [...written, print(), bad], print('front', again), 'cannot-start-yet'],
    ['on the next card, without a reason', [...written, print(), bad, ...second], print('front'), undefined],
  ]
  test.each(table)('%s', (_, events, event, code) => expect(ask(events, event)).toBe(code))
})

describe('a card that did not print well', () => {
  test('is not recorded before it was said what was done with it', () => {
    expect(ask(until('cardFacePrinted'), { ...journey.cardFaceChecked, good: false })).toBe('say-what-became')
    expect(ask(until('cardFacePrinted'), bad)).toBeUndefined()
  })
  for (const stage of ['cardFacePrinted', 'labelMade', 'labelChecked'] as const) {
    test(`after ${stage}: it is spoiled, its secrets are spent, its label is void, and a blank card is next`, () => {
      const before = until(stage).filter(({ kind }) => kind !== 'cardFaceChecked')
      const { facts, nextStep, steps } = see([...before, bad])
      expect(facts.liveCard).toBeUndefined()
      expect(facts.cards).toMatchObject([{ attempt: 1, state: 'spoiled' }])
      expect(findSpentSecrets(facts)).toEqual(expect.arrayContaining([passcodeId, pukId]))
      expect(facts.label).toBeUndefined()
      expect(facts.faceChecked).toBeUndefined()
      expect(nextStep).toBe('write-card')
      for (const step of ['print-card', 'label', 'manifest'] as const) expect(steps[step]!.status, step).toBe('Cannot start yet')
    })
  }
  test('cannot be found good after all, labelled or given up once more', () => {
    const events = [...until('cardFacePrinted'), bad]
    for (const event of [journey.cardFaceChecked, journey.labelMade]) expect(ask(events, event)).toBe('cannot-start-yet')
    expect(ask(events, { kind: 'cardReplaced', attempt: 1, why: 'damaged', oldCard: 'destroyed' })).toBe('no-live-card')
  })
  test('there are never two live cards, however often it happens', () => {
    let events = until('cardFacePrinted')
    for (let attempt = 2; attempt < 6; attempt += 1) {
      events = [...events, bad]
      expect(see(events).facts.cards.filter(({ state }) => state === 'written')).toEqual([])
      const started: CaseEvent = { ...journey.cardWriteStarted, attempt }
      expect(ask(events, started)).toBeUndefined()
      events = [...events, started, { ...journey.cardWritten, attempt }, print()]
      expect(see(events).facts.liveCard?.attempt).toBe(attempt)
      expect(ask(events, { ...journey.cardWriteStarted, attempt: attempt + 1 })).toBe('step-finished')
    }
  })
})
