import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { findHalfWritten, findReplaceableCard } from '../../../domain/journey/card.ts'
import { journey, SERIAL, until } from '../../fixtures/journey-events.ts'
import { codeAfter, viewAfter } from '../../support/ask-case.ts'

const replaced = (attempt = 1, why = 'lost'): CaseEvent => ({ kind: 'cardReplaced', attempt, why, oldCard: 'destroyed' })
const failed = (outcome: 'resumable' | 'refused' | 'spoiled' | 'unknown'): CaseEvent => ({
  kind: 'cardFailed',
  attempt: 1,
  outcome,
  step: 'write',
  reason: 'Invented',
})
const started = until('cardWriteStarted')
const written = until('cardWritten')

describe('card: what its step says', () => {
  const table: readonly [string, readonly CaseEvent[], string, RegExp | undefined][] = [
    ['begun', started, 'There is a problem', /interrupted/],
    ['written', written, 'Completed', undefined],
    ['stopped half way', [...started, failed('resumable')], 'There is a problem', /same card back/],
    ['refused', [...started, failed('refused')], 'There is a problem', /Nothing was written/],
    ['spoiled', [...started, failed('spoiled')], 'There is a problem', /Destroy it/],
    ['unknown', [...started, failed('unknown')], 'There is a problem', /passcode is not known/],
    ['replaced', [...written, replaced()], 'There is a problem', /cancelled/],
  ]
  test.each(table)('%s: %s', (_name, events, status, problem) => {
    const step = viewAfter(events).steps['write-card']
    expect(step?.status).toBe(status)
    if (problem) expect(step?.problem).toMatch(problem)
  })
})

describe('card: what is kept of it', () => {
  const { serial, passcodeId, pukId, guid, expiresOn } = journey.cardWriteStarted
  const startedAt = expect.stringMatching(/^2026-11-23T/) as string
  const begun = { attempt: 1, serial, passcodeId, pukId, guid, expiresOn, startedAt }
  const said = { step: 'write', reason: 'Invented' }
  const table: readonly [string, readonly CaseEvent[], readonly object[]][] = [
    ['begun', started, [{ ...begun, state: 'writing' }]],
    ['begun again', [...started, journey.cardWriteStarted], [{ ...begun, state: 'writing' }]],
    ['written', written, [{ ...begun, state: 'written', written: journey.cardWritten }]],
    ['refused', [...started, failed('refused')], [{ ...begun, state: 'refused', ...said }]],
    ['refused before it was begun', [failed('refused')], [{ attempt: 1, state: 'refused', ...said, startedAt }]],
    [
      'spoiled before it was begun, with its serial number',
      [{ ...failed('spoiled'), serial } as CaseEvent],
      [{ attempt: 1, serial, state: 'spoiled', ...said, startedAt }],
    ],
    [
      'a second one',
      [...started, failed('spoiled'), { ...journey.cardWriteStarted, attempt: 2 }],
      [
        { ...begun, state: 'spoiled', ...said },
        { ...begun, attempt: 2, state: 'writing' },
      ],
    ],
  ]
  test.each(table)('%s', (_name, events, cards) => expect(viewAfter(events).facts.cards).toEqual(cards))
})

describe('card: one live card at most', () => {
  const second = { ...journey.cardWriteStarted, attempt: 2 }
  const table: readonly [string, readonly CaseEvent[], CaseEvent, string | undefined, string | undefined][] = [
    ['a second card while one is live', written, second, 'x', 'step-finished'],
    ['a second card after the first was replaced', [...written, replaced()], second, undefined, undefined],
    ['a second card after the first was spoiled', [...started, failed('spoiled')], second, undefined, undefined],
    ['replacing the live card', written, replaced(), undefined, undefined],
    ['replacing a half-written card', started, replaced(1, 'half-written'), undefined, undefined],
    ['replacing a card that was refused', [...started, failed('refused')], replaced(), undefined, 'no-live-card'],
    ['replacing a card twice', [...written, replaced()], replaced(), undefined, 'no-live-card'],
    ['replacing another card', written, replaced(2), undefined, 'no-live-card'],
    ['replacing for a reason that is not on the list', written, replaced(1, 'mood'), undefined, 'not-on-the-list'],
    ['replacing before there is a card', until('cisIdentityCreated'), replaced(), undefined, 'no-live-card'],
  ]
  test.each(table)('%s', (_name, events, event, reason, code) =>
    expect(codeAfter(events, event, reason === undefined ? {} : { reason })).toBe(code),
  )

  test('which card is live, half written, replaceable', () => {
    const facts = (events: readonly CaseEvent[]) => viewAfter(events).facts
    expect(facts(written).liveCard).toMatchObject({ attempt: 1, serial: SERIAL })
    expect(facts([...written, replaced()])).not.toHaveProperty('liveCard')
    expect(findHalfWritten(facts(started))?.attempt).toBe(1)
    expect(findHalfWritten(facts(written))).toBeUndefined()
    expect(findReplaceableCard(facts(written))?.attempt).toBe(1)
    expect(findReplaceableCard(facts([...started, failed('spoiled')]))).toBeUndefined()
  })

  test('a card that is written after another is the live one; the older print, label and posting are gone', () => {
    const { facts } = viewAfter([...until('posted'), replaced()])
    for (const name of ['facePrinted', 'faceChecked', 'label', 'labelChecked', 'manifest', 'posting', 'sentTo'])
      expect(facts).not.toHaveProperty(name)
  })
})
