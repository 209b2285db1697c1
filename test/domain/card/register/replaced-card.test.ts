import { describe, expect, test } from 'vitest'
import {
  foldCardOf,
  type CaseCardEntry,
  type CaseOfCards,
  type RegisteredCard,
  type StationCardEntry,
} from '../../../../domain/card/register/register.ts'

describe('register: a card that another case replaced', () => {
  const by = { at: '2026-11-20T10:00:00.000Z', by: 'Sample Agent' }
  const old = (...acts: CaseCardEntry['act'][]): CaseOfCards => ({
    caseId: 'old',
    caseReference: 'RA-OLD1-2',
    open: false,
    entries: acts.map((act, index) => ({ serial: '77', act, ...by, attempt: 1, seq: index + 1 })),
  })
  // Also where its clock was behind: what replaced a card came after it.
  const replacing: CaseOfCards = {
    caseId: 'new',
    caseReference: 'RA-NEW1-2',
    open: true,
    entries: [{ serial: '77', act: 'replacedElsewhere', at: '2026-11-01T10:00:00.000Z', by: 'Sample Agent', attempt: 0, seq: 9 }],
  }
  const ownAct = (act: StationCardEntry['act']): StationCardEntry => ({ serial: '77', act, ...by })
  const conflicts = (card: RegisteredCard) => card.history.filter(({ conflict }) => conflict).length

  test.each<[name: string, cases: CaseOfCards[], station: StationCardEntry[], state: string, conflicts: number]>([
    ['active', [old('begun', 'written', 'posted', 'arrived'), replacing], [], 'cancelled', 0],
    ['posted', [replacing, old('begun', 'written', 'posted')], [], 'cancelled', 0],
    ['cancelled by the station before', [old('begun', 'written', 'posted'), replacing], [ownAct('cancel')], 'cancelled', 0],
    ['lost already', [old('begun', 'written', 'posted', 'replacedLost'), replacing], [], 'lost', 0],
    ['destroyed already', [old('begun', 'written', 'replacedDestroyed'), replacing], [], 'destroyed', 0],
    ['destroyed here afterwards', [old('begun', 'written', 'posted'), replacing], [ownAct('destroy')], 'destroyed', 0],
    ['blank: it was never anybody’s', [old('begun', 'untouched'), replacing], [], 'unknown', 1],
  ])('%s', (_name, cases, own, state, found) => {
    const card = foldCardOf('77', { cases, station: own })
    expect([card.state, conflicts(card)]).toEqual([state, found])
  })

  test('stays a card of the case that issued it', () => {
    const card = foldCardOf('77', { cases: [old('begun', 'written', 'posted'), replacing], station: [] })
    expect([card.caseReference, card.attempt, card.heldByCase]).toEqual(['RA-OLD1-2', 1, false])
  })
})
