import { describe, expect, test } from 'vitest'
import { listEndingSoon, workOfEndingCards } from '../../../../domain/card/register/ending-soon.ts'
import { foldCardOf, type CaseOfCards, type RegisteredCard, type StationCardEntry } from '../../../../domain/card/register/register.ts'
import type { CaseCardAct } from '../../../../domain/card/lifecycle.ts'
import { workItem } from '../../../../domain/work-item.ts'

const TODAY = '2026-11-30'
const by = { at: '2024-12-01T10:00:00.000Z', by: 'Sample Agent' }
function card(
  serial: string,
  endsOn: string | undefined,
  acts: CaseCardAct[] = ['begun', 'written', 'posted', 'arrived'],
  station: StationCardEntry[] = [],
): RegisteredCard {
  const entries = acts.map((act, index) => ({
    serial,
    act,
    ...by,
    attempt: 1,
    seq: index + 1,
    ...(index === 0 && endsOn ? { endsOn } : {}),
  }))
  const ofCase: CaseOfCards = { caseId: serial, caseReference: `RA-${serial}`, open: false, entries }
  return foldCardOf(serial, { cases: [ofCase], station })
}
const renewed = (serial: string, endsOn: string): StationCardEntry => ({ serial, act: 'renew', ...by, endsOn })

describe('cards that end soon', () => {
  const cards = [
    card('1', '2026-11-29'),
    card('2', '2026-12-07'),
    card('3', '2026-12-08'),
    card('4', '2027-02-28'),
    card('5', '2027-03-01'),
    card('6', '2026-12-01', ['begun', 'written']),
    card('7', '2026-12-01', ['begun', 'written', 'posted', 'replacedCancelled']),
    card('8', undefined),
    card('9', '2026-12-02', undefined, [renewed('9', '2029-12-02')]),
    card('10', '2026-12-03', ['begun', 'written', 'posted']),
  ]
  test.each([
    [7, ['1', '10', '2']],
    [30, ['1', '10', '2', '3']],
    [60, ['1', '10', '2', '3']],
    [90, ['1', '10', '2', '3', '4']],
  ] as const)('within %i days: with holders, soonest first', (days, serials) =>
    expect(listEndingSoon(cards, TODAY, days).map(({ serial }) => serial)).toEqual(serials),
  )

  test('each is a thing to do within thirty days', () => {
    const work = workOfEndingCards(cards, TODAY)
    expect(work.map(({ title }) => title)).toEqual(['Card 1 has ended', 'Card 10 ends soon', 'Card 2 ends soon', 'Card 3 ends soon'])
    for (const one of work) expect(workItem.safeParse(one).success).toBe(true)
  })

  test('a card that was renewed and replaced afterwards is cancelled, and nothing contradicts', () => {
    const replaced: CaseOfCards = {
      caseId: 'new',
      caseReference: 'RA-NEW',
      open: true,
      entries: [{ serial: '9', act: 'replacedElsewhere', at: '2026-11-01T10:00:00.000Z', by: 'Sample Agent', attempt: 0, seq: 2 }],
    }
    const old: CaseOfCards = {
      caseId: '9',
      caseReference: 'RA-9',
      open: false,
      entries: (['begun', 'written', 'posted', 'arrived'] as const).map((act, index) => ({
        serial: '9',
        act,
        ...by,
        attempt: 1,
        seq: index,
      })),
    }
    const both = foldCardOf('9', { cases: [old, replaced], station: [renewed('9', '2029-12-02')] })
    expect([both.state, both.history.some(({ conflict }) => conflict)]).toEqual(['cancelled', false])
  })
})
