import { describe, expect, test } from 'vitest'
import { describeEvent } from '../../../domain/case/describe.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { isTextUnsettled } from '../../../domain/journey/passcode.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, remote20200408, viewAfter, worldOn } from '../../support/ask-case.ts'

const text = (outcome: 'begun' | 'sent' | 'handed-to-agent' | 'unknown'): CaseEvent => ({ ...journey.passcodeTexted, outcome })
const settled = (arrived: boolean): CaseEvent => ({ kind: 'passcodeTextSettled', arrived })
const notSent: CaseEvent = { kind: 'passcodeTextSettled', arrived: false, notSent: true, note: 'No signal' }
const again = (outcome: 'begun' | 'sent' | 'handed-to-agent' | 'unknown'): CaseEvent =>
  ({ ...text(outcome), againBecause: 'Deleted' }) as CaseEvent
const before = until('arrivalCallLogged')

const sooner = { ...journey.arrivalCallLogged, calledAt: '2026-11-23T12:00:00.000Z' } as const

describe('passcode text', () => {
  const table: readonly [string, readonly CaseEvent[], string, boolean, string | undefined][] = [
    ['sent', [text('sent')], 'Completed', false, 'step-finished'],
    ['given to the agent to send', [text('handed-to-agent')], 'In progress', false, 'reason-needed'],
    ['given to the agent, and arrived', [text('handed-to-agent'), settled(true)], 'Completed', false, 'step-finished'],
    ['about to be sent when the app stopped', [text('begun')], 'There is a problem', true, 'text-unsettled'],
    ['not known whether it was sent', [text('unknown')], 'There is a problem', true, 'text-unsettled'],
    ['not known, and it arrived', [text('unknown'), settled(true)], 'Completed', false, 'step-finished'],
    ['not known, and it did not arrive', [text('unknown'), settled(false)], 'There is a problem', false, 'reason-needed'],
    ['sent, and it did not arrive', [text('sent'), settled(false)], 'There is a problem', false, 'reason-needed'],
    ['not sent at all', [text('begun'), notSent], 'There is a problem', false, undefined],
    ['texted again after that', [text('sent'), settled(false), text('sent')], 'Completed', false, 'step-finished'],
  ]
  test.each(table)('%s: %s, unsettled: %s, another text: %s', (_name, texts, status, unsettled, code) => {
    const events = [...before, ...texts]
    const view = viewAfter(events)
    expect(view.steps['text-passcode']?.status).toBe(status)
    expect(isTextUnsettled(view.facts)).toBe(unsettled)
    expect(codeAfter(events, text('sent'))).toBe(code)
  })

  const releases: readonly [string, readonly CaseEvent[], number, CaseEvent, number, string | undefined][] = [
    ['none yet', [], 0, text('begun'), 2, undefined],
    ['about to be sent and sent is one', [text('begun'), text('sent')], 1, text('begun'), 2, 'step-finished'],
    ['sent, did not arrive', [text('begun'), text('sent'), settled(false)], 1, again('begun'), 2, undefined],
    [
      'sent, did not arrive, and the policy allows one',
      [text('begun'), text('sent'), settled(false)],
      1,
      again('begun'),
      1,
      'releases-used-up',
    ],
    ['unknown counts as sent', [text('begun'), text('unknown'), settled(false)], 1, text('begun'), 2, 'reason-needed'],
    ['stopped while sending counts as sent', [text('begun'), settled(false)], 1, text('begun'), 2, 'reason-needed'],
    ['not sent at all does not count', [text('begun'), notSent], 0, text('begun'), 2, undefined],
    [
      'shown and texted count together',
      [text('handed-to-agent'), settled(false), again('sent'), settled(false)],
      2,
      again('begun'),
      2,
      'releases-used-up',
    ],
    ['shown twice', [text('handed-to-agent'), again('handed-to-agent')], 2, again('begun'), 2, 'releases-used-up'],
    ['a policy of three', [text('handed-to-agent'), again('handed-to-agent')], 2, again('begun'), 3, undefined],
    [
      'another mobile does not begin the count again',
      [
        text('sent'),
        settled(false),
        again('sent'),
        { ...journey.detailsRecorded, mobile: '+447700900456' },
        { ...journey.phoneCodeTexted, attempt: 2, to: '+447700900456' },
        { ...journey.phoneCodeVerified, attempt: 2 },
        journey.documentShown,
        journey.callEnded,
        journey.cisIdentityCreated,
      ],
      2,
      again('begun'),
      2,
      'releases-used-up',
    ],
  ]
  test.each(releases)('how often it went: %s', (_name, texts, count, next, passcodeReleases, code) => {
    const events = [...before, ...texts]
    expect(viewAfter(events).facts.passcodeReleases).toBe(count)
    expect(codeAfter(events, next, { world: worldOn('2026-11-30', { passcodeReleases }) })).toBe(code)
  })

  test('a replaced card: the new one’s passcode has not gone yet', () => {
    const replaced: CaseEvent = { kind: 'cardReplaced', attempt: 1, why: 'locked', oldCard: 'cancelled' }
    const second: CaseEvent[] = [
      { ...journey.cardWriteStarted, attempt: 2 },
      { ...journey.cardWritten, attempt: 2 },
    ]
    expect(viewAfter([...before, text('sent'), again('sent'), replaced, ...second]).facts.passcodeReleases).toBe(0)
  })

  const lastDay = worldOn('2026-11-22')
  test.each([
    ['by a clock from before the posting', before, lastDay, 'not-in-time'],
    ['a card that came sooner than usual, without a reason', [...until('posted'), sooner], undefined, 'reason-needed'],
    [
      'a card that came sooner than usual, with a reason',
      [...until('posted'), { ...sooner, soonerBecause: 'By hand' }],
      undefined,
      undefined,
    ],
    ['a call from before the posting', [...until('posted'), { ...sooner, calledAt: '2026-11-22T12:00:00.000Z' }], undefined, 'not-in-time'],
  ] as const)('is not texted: %s', (_name, events, world, code) => expect(codeAfter(events, text('sent'), world && { world })).toBe(code))

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
