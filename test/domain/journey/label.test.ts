import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { findCurrentLabel } from '../../../domain/journey/label.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, statusAfter, viewAfter } from '../../support/ask-case.ts'

const { labelMade: made, labelChecked: good } = journey
const bad: CaseEvent = { kind: 'labelChecked', good: false }
const voided: CaseEvent = { kind: 'labelVoided', dispatchReference: made.dispatchReference }
const moved: CaseEvent = { ...journey.detailsRecorded, address: { ...journey.detailsRecorded.address, lines: ['2 Invented Street'] } }

describe('label', () => {
  const table: readonly [string, readonly CaseEvent[], CaseEvent, string | undefined, string | undefined][] = [
    ['made for the written card', until('cardFaceChecked'), made, undefined, undefined],
    ['made before the card is written', until('cisIdentityCreated'), made, undefined, 'cannot-start-yet'],
    ['checked before it was made', until('cardFaceChecked'), good, undefined, 'cannot-start-yet'],
    ['checked', until('labelMade'), good, undefined, undefined],
    ['checked again without a reason', until('labelChecked'), good, undefined, 'reason-needed'],
    ['made again with a reason', until('labelChecked'), made, 'It tore', undefined],
    ['made after the card was posted', until('posted'), made, 'It tore', 'step-finished'],
    ['checked after the card was posted', until('posted'), bad, 'It tore', 'step-finished'],
  ]
  test.each(table)('%s', (_name, before, event, reason, code) =>
    expect(codeAfter(before, event, reason === undefined ? {} : { reason })).toBe(code),
  )

  const statuses: readonly [string, readonly CaseEvent[], string, boolean][] = [
    ['made and good', until('labelChecked'), 'Completed', true],
    ['made and not checked', until('labelMade'), 'In progress', true],
    ['printed badly', [...until('labelMade'), bad], 'There is a problem', false],
    ['printed badly and made again', [...until('labelMade'), bad, made], 'In progress', true],
    ['its posting list closed without it', [...until('labelChecked'), voided], 'In progress', false],
    ['its posting list closed with it', [...until('manifestClosed'), voided], 'Completed', true],
  ]
  test.each(statuses)('%s: %s, may be stuck on: %s', (_name, events, status, current) => {
    expect(statusAfter(events, 'label')).toBe(status)
    expect(findCurrentLabel(viewAfter(events).facts) !== undefined).toBe(current)
  })

  test.each([
    ['given', until('labelChecked'), { ...journey.detailsRecorded, nameOnEnvelope: 'Muhammad Sample' }],
    [
      'taken away',
      [...until('labelChecked'), { ...journey.detailsRecorded, nameOnEnvelope: 'Muhammad Sample' }, made, good],
      journey.detailsRecorded,
    ],
  ] as const)('a name for the envelope that is %s opens the label again, and no other step', (_what, before, event) => {
    const reopened = Object.entries(viewAfter([...before, event]).steps).filter(([, step]) => step?.reopened)
    expect(reopened.map(([id]) => id)).toEqual(['label'])
  })

  test('another address opens it again until the card is posted', () => {
    expect(findCurrentLabel(viewAfter([...until('labelChecked'), moved]).facts)).toBeUndefined()
    expect(viewAfter([...until('labelChecked'), moved]).steps.label?.reopened).toBe(true)
    expect(viewAfter([...until('posted'), moved, journey.cisIdentityCreated]).facts.sentTo).toEqual(journey.detailsRecorded.address)
  })
})
