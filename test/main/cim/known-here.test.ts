import { expect, test } from 'vitest'
import type { RegisteredCard } from '../../../domain/card/register/register.ts'
import { readKnownHere } from '../../../main/cim/known-here.ts'
import type { CaseWithUuid } from '../../../main/registration/case-index.ts'

const uuid = '555000000001'
const caseOf = (number: number, more: Partial<CaseWithUuid> = {}): CaseWithUuid => ({
  caseId: `case-${number}`,
  caseReference: `RA-${number}`,
  uuid,
  status: 'closed',
  lastAt: `2026-11-0${number}T10:00:00.000Z`,
  ...more,
})
const card = (serial: string, caseId?: string): RegisteredCard => ({
  serial,
  state: 'active',
  since: '2026-11-01T10:00:00.000Z',
  ...(caseId === undefined ? {} : { caseId, caseReference: caseId.replace('case', 'RA') }),
  heldByCase: false,
  destructionProved: false,
  history: [],
})
const read = (cases: readonly CaseWithUuid[], cards: readonly RegisteredCard[], grants: readonly { uuid: string; open: boolean }[] = []) =>
  readKnownHere({
    cases: { withUuid: () => cases },
    register: () => new Map(cards.map((one) => [one.serial, one])),
    locumGrants: grants,
    entered: new Set(),
  })

test('known here: a person with several cases is named by the newest, is open if any is, and has the cards of all', () => {
  for (const cases of [
    [caseOf(1, { status: 'open' }), caseOf(2)],
    [caseOf(2), caseOf(1, { status: 'open' })],
  ]) {
    const person = read(cases, [card('41', 'case-1'), card('42', 'case-2')]).persons.get(uuid)!
    expect(person).toMatchObject({ caseId: 'case-2', caseReference: 'RA-2', isOpen: true })
    expect(person.cards.map(({ serial }) => serial)).toEqual(['41', '42'])
  }
})

test('known here: a card of a case that was erased, and one of blank stock, have no holder and no case to open', () => {
  const { cards, persons } = read([], [card('41', 'case-9'), card('42')])
  expect(persons.size).toBe(0)
  expect([...cards.values()]).toEqual([
    { serial: '41', state: 'active' },
    { serial: '42', state: 'active' },
  ])
})

test('known here: open entries of the locum log', () => {
  const other = '555000000002'
  expect(
    read(
      [],
      [],
      [
        { uuid, open: true },
        { uuid: other, open: false },
      ],
    ).locums,
  ).toEqual(new Set([uuid]))
})
