import { describe, expect, test } from 'vitest'
import type { CaseEvent, EventOf } from '../../../domain/case/events.ts'
import { rolesOfEvent } from '../../../domain/case/act-roles.ts'
import { oldCardPlaces, findExcusedCard } from '../../../domain/journey/old-card.ts'
import type { LiveCardElsewhere } from '../../../domain/journey/part.ts'
import { journey } from '../../fixtures/journey-events.ts'
import { codeAfter, elsewhere, replaceCard2026, replacing, statusAfter, viewAfter, worldOn } from '../../support/ask-case.ts'

const edition = replaceCard2026
const old: LiveCardElsewhere = { serial: '77', state: 'active', caseReference: 'RA-7K3M-2' }
const asked = (why: string): EventOf<'replacementRequested'> => ({ ...replacing.replacementRequested, why })
const { oldCardCancelled: cancelled, oldCardOverridden: overridden } = replacing

describe('old card: where it must be, by reason', () => {
  const allowed = { lost: ['gone', 'with-holder', 'destroyed', 'returned'], damaged: ['destroyed', 'returned'], undelivered: ['returned'] }
  const table = Object.entries(allowed).flatMap(([why, places]) =>
    oldCardPlaces.map(({ id }) => [why, id, places.includes(id) ? undefined : 'say-what-became'] as const),
  )
  test.each(table)('%s, %s', (why, place, code) => expect(codeAfter([asked(why)], { ...cancelled, place }, { edition })).toBe(code))
})

test('old card: a cancellation on a later day is refused', () =>
  expect(codeAfter([asked('lost')], { ...cancelled, on: '2026-12-01' }, { edition })).toBe('not-in-time'))

test('old card: only an RA manager lets a new card go while it is not cancelled', () => {
  expect(rolesOfEvent('oldCardOverridden')).toEqual(['raManager'])
  expect(rolesOfEvent('oldCardCancelled')).toEqual(['raManager', 'raAgent'])
})

const toLabel: CaseEvent[] = [
  asked('lost'),
  elsewhere.deliveryRecorded,
  journey.photographAttached,
  journey.photographAssessed,
  journey.cardWriteStarted,
  journey.cardWritten,
  journey.cardFacePrinted,
  journey.cardFaceChecked,
  journey.labelMade,
  journey.labelChecked,
]
const onList: CaseEvent[] = [...toLabel, cancelled, journey.manifestClosed]
const posted: CaseEvent = { ...journey.posted, postedOn: '2026-11-29' }
const live = (cards: readonly LiveCardElsewhere[]) => worldOn('2026-11-30', { liveCardsElsewhere: () => cards })

describe('old card: cancelled before the new one goes', () => {
  test('no posting list without it', () => {
    expect(statusAfter(toLabel, 'manifest', edition)).toBe('Cannot start yet')
    expect(statusAfter([...toLabel, cancelled], 'manifest', edition)).toBe('Not started')
    expect(statusAfter([...toLabel, overridden], 'manifest', edition)).toBe('Not started')
  })

  test.each<[name: string, events: CaseEvent[], cards: LiveCardElsewhere[], code: string | undefined]>([
    ['cancelled', onList, [], undefined],
    ['still live in the register', onList, [old], 'card-may-be-live'],
    ['overridden', [...toLabel, overridden, journey.manifestClosed], [old], undefined],
    [
      'overridden, and another card is live',
      [...toLabel, overridden, journey.manifestClosed],
      [old, { ...old, serial: '78' }],
      'card-may-be-live',
    ],
    ['another card is half written', onList, [{ ...old, serial: '78', state: 'begun' }], undefined],
  ])('posting: %s', (_name, events, cards, code) => expect(codeAfter(events, posted, { edition, world: live(cards) })).toBe(code))

  test('posting: a correction of a posting is not refused because of another card', () =>
    expect(codeAfter([...onList, posted], posted, { edition, world: live([old]), reason: 'Typing error' })).toBeUndefined())

  test.each<[name: string, cards: LiveCardElsewhere[], code: string | undefined]>([
    ['no other card', [], undefined],
    ['the card that is replaced', [old], undefined],
    ['another card', [{ ...old, serial: '78' }], 'card-may-be-live'],
    ['another card that is half written', [old, { ...old, serial: '78', state: 'begun' }], 'card-may-be-live'],
  ])('writing: %s', (_name, cards, code) =>
    expect(codeAfter(toLabel.slice(0, 4), journey.cardWriteStarted, { edition, world: live(cards) })).toBe(code),
  )
})

test('old card: cancelled after it was overridden, also when the case is closed', () => {
  const events = [...toLabel, overridden]
  expect(codeAfter(events, cancelled, { edition })).toBe('reason-needed')
  expect(codeAfter(events, cancelled, { edition, reason: 'CIS is back' })).toBeUndefined()
  expect(findExcusedCard(viewAfter(events, edition).facts)).toBe('77')
  expect(findExcusedCard(viewAfter([...events, cancelled], edition).facts)).toBeUndefined()
})
