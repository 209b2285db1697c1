/** Attempts of a blank card: whether a card is told from a tried one, with and without its own word for it. */
import { describe, expect, test } from 'vitest'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import { attempts } from '../../support/card-quirks.ts'
import { samplePlan } from '../../support/cards.ts'
import { bench } from '../../support/personalise-bench.ts'

describe('attempts that a card comes with', () => {
  const allowed = Array.from({ length: 14 }, (_, index) => index + 2)
  const withAttempts = (total: number, metadata: boolean, left = total) =>
    blankCard({ serial: 4242, metadata, passcode: { ...attempts('passcode', total), left } })
  const personaliseWith = async (card: ReturnType<typeof blankCard>, attemptsOfStock?: number) => {
    const { hand, run } = bench(card)
    const outcome = await run({ plan: samplePlan({ ...(attemptsOfStock === undefined ? {} : { attemptsOfStock }) }) })
    return { outcome, after: hand.cardState()! }
  }

  test.each(allowed)('%i, and says so: done, whatever is known of its stock', async (total) => {
    for (const attemptsOfStock of [undefined, 3, total, 15]) {
      const { outcome } = await personaliseWith(withAttempts(total, true), attemptsOfStock)
      expect(outcome).toMatchObject({ outcome: 'done', retries: { passcode: total } })
    }
    const { outcome, after } = await personaliseWith(withAttempts(total, true, total - 1), total)
    expect(outcome).toMatchObject({ outcome: 'refused', reason: { code: 'not-blank' } })
    expect(after).toEqual(withAttempts(total, true, total - 1))
  })

  test.each(allowed)('%i, and does not say so: done once it is known, never before', async (total) => {
    const known = await personaliseWith(withAttempts(total, false), total)
    expect(known.outcome).toMatchObject({ outcome: 'done', retries: { passcode: total } })
    expect(known.after.passcode).toMatchObject({ left: total, total })
    const unknown = await personaliseWith(withAttempts(total, false))
    if (total === 3) expect(unknown.outcome.outcome).toBe('done')
    else {
      expect(unknown.outcome).toMatchObject({ outcome: 'refused', reason: { code: 'attempts-not-known' } })
      expect(unknown.after).toEqual(withAttempts(total, false))
    }
    const tried = await personaliseWith(withAttempts(total, false, total - 1), total)
    expect(tried.outcome).toMatchObject({ outcome: 'refused', reason: { code: 'not-blank', message: expect.stringContaining('tried') } })
    expect(tried.after).toEqual(withAttempts(total, false, total - 1))
    const locked = await personaliseWith(withAttempts(total, false, 0), total)
    expect(locked.outcome).toMatchObject({ outcome: 'refused', reason: { code: 'not-blank', message: expect.stringContaining('locked') } })
  })

  test('a card that was begun is continued with the attempts that it had then', async () => {
    const { hand, run, entries } = bench(withAttempts(5, false))
    hand.failAt(40, { kind: 'removed' })
    const first = await run({ plan: samplePlan({ attemptsOfStock: 5 }) })
    expect(first.outcome).toBe('resumable')
    hand.insert(hand.cardState()!)
    // Meanwhile another card of the stock was said to be new with 10.
    expect(await run({ plan: samplePlan({ attemptsOfStock: 10 }), resumed: [...entries] })).toMatchObject({ outcome: 'done' })
  })
})
