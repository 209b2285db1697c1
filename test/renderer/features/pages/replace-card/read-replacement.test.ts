import { describe, expect, it } from 'vitest'
import { foldFacts } from '../../../../../domain/case/facts.ts'
import { firstChoice, readReplacement } from '../../../../../renderer/features/pages/replace-card/read-replacement.ts'
import { journey, record, until } from '../../../../fixtures/journey-events.ts'

describe('giving a card up', () => {
  it('needs a reason and what became of the card', () => {
    expect(readReplacement({ replaceWhy: '', oldCard: '', replaceNote: '' }, 1).problems).toEqual({
      replaceWhy: expect.any(String),
      oldCard: expect.any(String),
    })
    expect(readReplacement({ replaceWhy: 'lost', oldCard: 'cancelled', replaceNote: ' ' }, 2).event).toEqual({
      kind: 'cardReplaced',
      attempt: 2,
      why: 'lost',
      oldCard: 'cancelled',
    })
  })
  it('needs words for “another reason”', () => {
    expect(Object.keys(readReplacement({ replaceWhy: 'other', oldCard: 'destroyed', replaceNote: '' }, 1).problems ?? {})).toEqual([
      'replaceNote',
    ])
    expect(readReplacement({ replaceWhy: 'other', oldCard: 'destroyed', replaceNote: 'Bent ' }, 1).event?.note).toBe('Bent')
  })
  it('offers the reason that the case itself gives, and never says for the agent what became of the card', () => {
    const after = (events: Parameters<typeof record>[0]) => firstChoice(foldFacts(record(events)))
    expect(after(until('posted'))).toEqual({ replaceWhy: '', oldCard: '' })
    expect(after([...until('posted'), { ...journey.arrivalCallLogged, envelopeIntact: false }])).toEqual({
      replaceWhy: 'opened',
      oldCard: '',
    })
    expect(after(until('cardWriteStarted'))).toEqual({ replaceWhy: 'half-written', oldCard: '' })
  })
})
