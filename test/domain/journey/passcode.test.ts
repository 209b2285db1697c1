import { describe, expect, test } from 'vitest'
import { describeEvent } from '../../../domain/case/describe.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { isTextUnsettled } from '../../../domain/journey/passcode.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, remote20200408, viewAfter } from '../../support/ask-case.ts'

const text = (outcome: 'begun' | 'sent' | 'handed-to-agent' | 'unknown'): CaseEvent => ({ ...journey.passcodeTexted, outcome })
const settled = (arrived: boolean): CaseEvent => ({ kind: 'passcodeTextSettled', arrived })
const before = until('arrivalCallLogged')

describe('passcode text', () => {
  const table: readonly [string, readonly CaseEvent[], string, boolean, string | undefined][] = [
    ['sent', [text('sent')], 'Completed', false, 'step-finished'],
    ['given to the agent to send', [text('handed-to-agent')], 'In progress', false, undefined],
    ['given to the agent, and arrived', [text('handed-to-agent'), settled(true)], 'Completed', false, 'step-finished'],
    ['about to be sent when the app stopped', [text('begun')], 'There is a problem', true, 'text-unsettled'],
    ['not known whether it was sent', [text('unknown')], 'There is a problem', true, 'text-unsettled'],
    ['not known, and it arrived', [text('unknown'), settled(true)], 'Completed', false, 'step-finished'],
    ['not known, and it did not arrive', [text('unknown'), settled(false)], 'There is a problem', false, undefined],
    ['sent, and it did not arrive', [text('sent'), settled(false)], 'There is a problem', false, undefined],
    ['texted again after that', [text('sent'), settled(false), text('sent')], 'Completed', false, 'step-finished'],
  ]
  test.each(table)('%s: %s, unsettled: %s, another text: %s', (_name, texts, status, unsettled, code) => {
    const events = [...before, ...texts]
    const view = viewAfter(events)
    expect(view.steps['text-passcode']?.status).toBe(status)
    expect(isTextUnsettled(view.facts)).toBe(unsettled)
    expect(codeAfter(events, text('sent'))).toBe(code)
  })

  test.each([
    ['before the card arrived', until('posted'), text('sent'), 'cannot-start-yet'],
    ['settled before anything was texted', before, settled(true), 'cannot-start-yet'],
    ['settled after it was sent', [...before, text('sent')], settled(true), undefined],
  ])('%s: %s', (_name, events, event, code) => expect(codeAfter(events, event)).toBe(code))

  test('history: each of the entries of one texting has its own title', () => {
    const titles = (['begun', 'sent', 'handed-to-agent', 'unknown'] as const).map(
      (outcome) => describeEvent(text(outcome), remote20200408).title,
    )
    expect(titles).toEqual([
      'Began to text the passcode',
      'Passcode texted',
      'Passcode shown for the work phone',
      'Not known whether the passcode was texted',
    ])
  })

  test('a mobile that changed since is not texted', () => {
    const changed: CaseEvent = { ...journey.detailsRecorded, mobile: '+447700900456' }
    expect(codeAfter([...before, changed], text('sent'))).toBe('cannot-start-yet')
  })
})
