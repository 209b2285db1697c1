import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, statusAfter, viewAfter } from '../../support/ask-case.ts'

const printed = journey.cardFacePrinted
const again = { cardShows: 'nothing', why: 'The ribbon was empty' } as const
const bad: CaseEvent = { kind: 'cardFaceChecked', printer: 'Printer', good: false, spoiledCard: 'locked-away' }

describe('card face', () => {
  const table: readonly [string, readonly CaseEvent[], CaseEvent, string | undefined][] = [
    ['printed on the written card', until('cardWritten'), printed, undefined],
    ['printed before the card is written', until('cisIdentityCreated'), printed, 'cannot-start-yet'],
    ['printed twice without saying why', until('cardFacePrinted'), printed, 'printed-before'],
    ['printed twice and why', until('cardFacePrinted'), { ...printed, again }, undefined],
    ['the back after the front', until('cardFacePrinted'), { ...printed, sides: 'back' }, undefined],
    ['printed after it was good', until('cardFaceChecked'), { ...printed, again }, 'step-finished'],
    ['checked as good', until('cardFacePrinted'), journey.cardFaceChecked, undefined],
    ['checked as spoiled, and what was done with it', until('cardFacePrinted'), bad, undefined],
    [
      'checked as spoiled, not said what was done',
      until('cardFacePrinted'),
      { kind: 'cardFaceChecked', printer: 'Printer', good: false },
      'say-what-became',
    ],
  ]
  test.each(table)('%s', (_name, before, event, code) => expect(codeAfter(before, event)).toBe(code))

  test('that printed badly spoils its card: a new one is written', () => {
    const events = [...until('cardFacePrinted'), bad]
    expect(viewAfter(events).facts.cards[0]).toMatchObject({ state: 'spoiled', step: 'print' })
    expect(viewAfter(events).facts).not.toHaveProperty('liveCard')
    expect(statusAfter(events, 'write-card')).toBe('There is a problem')
  })

  test('a print that was begun gives way to its outcome, or to being called off', () => {
    const begun: CaseEvent = { ...printed, outcome: 'begun' }
    const off: CaseEvent = { kind: 'cardFacePrintCalledOff', printer: 'Printer', why: 'No ribbon' }
    const prints = (...events: CaseEvent[]) => viewAfter([...until('cardWritten'), ...events]).facts
    expect(prints(begun, printed).facePrints).toHaveLength(1)
    expect(prints(begun, off)).toMatchObject({ facePrints: [] })
    expect(prints(begun, off)).not.toHaveProperty('facePrinted')
    expect(prints(printed, { ...begun, again }, off).facePrinted).toMatchObject({ jobId: '1', kind: 'cardFacePrinted' })
  })
})
