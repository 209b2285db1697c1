import { expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { personIdOf } from '../../../domain/journey/person.ts'
import { CASE_ID, until } from '../../fixtures/journey-events.ts'
import { codeAfter, viewAfter, worldOn } from '../../support/ask-case.ts'

const known = '88888888-0000-4000-8000-000000000000'
const link: CaseEvent = { kind: 'personLinked', personId: known, why: 'Same UUID.' }
const apart: CaseEvent = { kind: 'notSamePerson', personId: known, why: 'Twins.' }
const closed = until('firstLogInConfirmed')

test('person of a case: its own until it is linked, then the one that was linked last', () => {
  const other = '99999999-0000-4000-8000-000000000000'
  expect(personIdOf(CASE_ID, viewAfter(closed).facts)).toBe(CASE_ID)
  expect(personIdOf(CASE_ID, viewAfter([...closed, link]).facts)).toBe(known)
  expect(personIdOf(CASE_ID, viewAfter([...closed, link, { ...link, personId: other }]).facts)).toBe(other)
})

test('not the same person: kept once, until the case is linked to them after all', () => {
  expect(viewAfter([...closed, apart, apart]).facts.otherPersons).toEqual([known])
  expect(viewAfter([...closed, apart, link]).facts.otherPersons).toEqual([])
})

test.each<[name: string, events: CaseEvent[], event: CaseEvent, isPerson: boolean, code: string | undefined]>([
  ['in an open case', until('requestReceived'), link, true, undefined],
  ['in a closed case', closed, link, true, undefined],
  ['of somebody who is not here', closed, link, false, 'no-such-person'],
  ['told apart', closed, apart, true, undefined],
  ['told apart from somebody who is not here', closed, apart, false, 'no-such-person'],
  ['told apart from the person it is linked to', [...closed, link], apart, true, 'linked-person'],
])('linking a person: %s', (_name, events, event, isPerson, code) => {
  expect(codeAfter(events, event, { world: worldOn('2026-11-30', { isPerson: () => isPerson }) })).toBe(code)
})
