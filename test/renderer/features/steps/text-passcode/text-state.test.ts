import { describe, expect, it } from 'vitest'
import type { CaseEvent } from '../../../../../domain/case/events.ts'
import { foldFacts } from '../../../../../domain/case/facts.ts'
import {
  describeModem,
  describeNext,
  describeReleases,
  findReleasesLeft,
  findTextState,
} from '../../../../../renderer/features/steps/text-passcode/text-state.ts'
import { journey, record, until } from '../../../../fixtures/journey-events.ts'

const texted = (outcome: 'sent' | 'handed-to-agent' | 'unknown'): CaseEvent => ({ ...journey.passcodeTexted, outcome })
const settled = (arrived: boolean): CaseEvent => ({ kind: 'passcodeTextSettled', arrived })
const stateAfter = (...events: CaseEvent[]) => findTextState(foldFacts(record([...until('arrivalCallLogged'), ...events])))

describe('passcode text: state', () => {
  it.each([
    ['nothing sent', [], 'ready'],
    ['sent', [texted('sent')], 'sent'],
    ['given to the work phone', [texted('handed-to-agent')], 'on-the-phone'],
    ['sent from the work phone', [texted('handed-to-agent'), settled(true)], 'sent'],
    ['cut off in the modem', [texted('unknown')], 'unknown'],
    ['cut off, but it came', [texted('unknown'), settled(true)], 'sent'],
    ['cut off, and it did not come', [texted('unknown'), settled(false)], 'did-not-arrive'],
    ['sent, and it did not come', [texted('sent'), settled(false)], 'did-not-arrive'],
    ['sent again after it did not come', [texted('unknown'), settled(false), texted('unknown')], 'unknown'],
  ] as const)('%s', (_what, events, state) => {
    expect(stateAfter(...events)).toBe(state)
  })

  it('starts again for another card: an earlier text does not count', () => {
    const spoiled = { ...journey.cardFaceChecked, good: false }
    expect(stateAfter(texted('sent'), spoiled, { ...journey.cardWriteStarted, attempt: 2 }, { ...journey.cardWritten, attempt: 2 })).toBe(
      'ready',
    )
  })
})

describe('passcode text: modem', () => {
  it('says why a modem that answers cannot send, and what helps', () => {
    const trouble = { words: 'The modem’s radio is off', next: 'Turn off flight mode.' }
    expect(describeModem({ name: 'Invented modem', state: 'cannot-send', trouble })).toBe(
      'Invented modem: The modem’s radio is off. Turn off flight mode.',
    )
  })

  it.each([
    ['ready', /ready/],
    ['no-signal', /work phone/],
    ['absent', /work phone/],
  ] as const)('%s', (state, words) => {
    expect(describeModem({ name: 'Invented modem', state })).toMatch(words)
  })
})

describe('passcode text: how often', () => {
  it.each([
    [0, 2, 2, 'once'],
    [1, 2, 1, 'once'],
    [2, 2, 0, 'twice'],
    [3, 2, 0, '3 times'],
  ] as const)('%i of %i: %i left', (count, limit, left, words) => {
    expect(findReleasesLeft({ passcodeReleases: count }, limit)).toBe(left)
    if (count > 0) expect(describeReleases(count)).toBe(words)
  })

  it('says what is left after a text that did not arrive', () => {
    expect(describeNext(1)).toMatch(/^You can text the passcode again: say why/)
    expect(describeNext(0)).toMatch(/Replace the card/)
  })
})
