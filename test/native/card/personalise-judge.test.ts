import { describe, expect, test } from 'vitest'
import { endCard, judge, judgeUnasked, linkBroke } from '../../../native/card/personalise-judge.ts'
import { ok, type Step, type Work } from '../../../native/card/personalise-work.ts'
import { statusFailure, type CardFailure } from '../../../native/card/status-word.ts'
import { readerFailure } from '../../../native/reader-failure.ts'

const step = (kind: Step['kind'], canAsk?: boolean): Step => ({
  name: 'passcode',
  kind,
  once: false,
  run: () => Promise.resolve(ok()),
  ...(canAsk === undefined ? {} : { canAsk: () => canAsk }),
})
const lost: CardFailure = readerFailure('card-removed').error
const refused = statusFailure(0x6982)!
const broken = statusFailure(0x6f00)!
const authority: CardFailure = { code: 'authority-failed', message: '', next: '' }
/** Only what the judgement looks at. */
const work = (serial: string, begunWith?: string): Work =>
  ({ serial, begun: begunWith === undefined ? undefined : { serial: begunWith, done: new Map(), open: new Set() } }) as unknown as Work

describe('personalisation: how a card ends', () => {
  test.each([
    { title: 'a reading step, nothing written', step: step('reads'), failure: refused, wrote: false, outcome: 'refused' },
    { title: 'a refusal after something was written', step: step('writes'), failure: refused, wrote: true, outcome: 'spoiled' },
    { title: 'the card lost before anything was written', step: step('reads'), failure: lost, wrote: false, outcome: 'resumable' },
    { title: 'the card lost while it was written', step: step('writes'), failure: lost, wrote: true, outcome: 'resumable' },
    {
      title: 'the card lost while a secret changed, and it cannot say',
      step: step('secret', false),
      failure: lost,
      wrote: true,
      outcome: 'unknown',
    },
    {
      title: 'the card lost while a secret changed, and it can say',
      step: step('secret', true),
      failure: lost,
      wrote: true,
      outcome: 'resumable',
    },
    { title: 'a secret that may have changed, and it cannot say', step: step('secret'), failure: broken, wrote: true, outcome: 'unknown' },
    { title: 'a secret that the card refused', step: step('secret'), failure: refused, wrote: true, outcome: 'spoiled' },
    {
      title: 'an authority that failed after something was written',
      step: step('reads'),
      failure: authority,
      wrote: true,
      outcome: 'resumable',
    },
    { title: 'an authority that failed before', step: step('reads'), failure: authority, wrote: false, outcome: 'refused' },
  ])('card ends $outcome: $title', ({ step: failed, failure, wrote, outcome }) => {
    expect(judge(failed, failure, wrote, work('42'))).toBe(outcome)
  })

  test('card ends refused: another card than the one that was begun', () => {
    expect(judge(step('reads'), refused, true, work('7', '42'))).toBe('refused')
    expect(judge(step('reads'), refused, true, work('42', '42'))).toBe('spoiled')
  })

  test.each([
    [lost, 'resumable'],
    [{ code: 'proof-failed', message: '', next: '' } as const, 'spoiled'],
    [broken, 'unknown'],
  ])('a card that could not be asked, %o, ends %s', (failure, outcome) => {
    expect(judgeUnasked(failure)).toBe(outcome)
  })

  test('the words for what to do follow the outcome', () => {
    expect(endCard('unknown', step('secret'), '42', lost).reason).toMatchObject({
      code: 'card-removed',
      next: expect.stringMatching(/Do not use this card/) as string,
    })
    expect(endCard('spoiled', step('writes'), '42', refused).reason).toEqual({
      ...refused,
      next: 'Set this card aside, cancel it, and take another.',
    })
    expect(endCard('resumable', step('writes'), '', lost)).toEqual({
      outcome: 'resumable',
      step: 'passcode',
      serial: undefined,
      reason: lost,
    })
    expect([lost, refused].map(linkBroke)).toEqual([true, false])
  })
})
