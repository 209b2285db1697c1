/** Attempts of a blank card: whether a card is told from a tried one, with and without its own word for it. */
import { describe, expect, test } from 'vitest'
import { ok } from '../../../domain/result.ts'
import { readBlankness, readSecrets, type BlankCardReads, type SecretsOnCard } from '../../../native/card/blank-card.ts'
import { objects, references } from '../../../native/card/piv.ts'
import type { CardFailure } from '../../../native/card/status-word.ts'
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

describe('a blank card', () => {
  const failure = (code: CardFailure['code']) => ({ ok: false as const, error: { code, message: 'Not today.', next: 'Try again.' } })
  const untouched = { isFactory: true, tries: { left: 3, total: 3 } }
  const key = { algorithm: 0x11, publicKey: undefined, generated: undefined }
  const secrets = (over: Partial<SecretsOnCard> = {}): SecretsOnCard => ({ passcode: untouched, puk: untouched, ...over })
  const noMetadata = { passcode: undefined, puk: undefined }
  const card = (over: Partial<BlankCardReads> = {}): BlankCardReads => ({
    readKey: async () => ok(undefined),
    readObject: async () => failure('object-not-found'),
    readRetries: async () => ok({ passcode: { left: 3, total: undefined }, puk: undefined }),
    ...over,
  })
  const holds = (tag: number) =>
    card({ readObject: async (asked) => (asked === tag ? ok(new Uint8Array(9)) : failure('object-not-found')) })
  const left = (attempts: number | undefined) =>
    card({ readRetries: async () => ok({ passcode: { left: attempts, total: undefined }, puk: undefined }) })

  test.each<[string, SecretsOnCard, BlankCardReads, number | undefined, object]>([
    ['says so', secrets(), card(), undefined, { state: 'blank', attempts: 3 }],
    ['says nothing of its secrets', noMetadata, card(), undefined, { state: 'blank', attempts: 3 }],
    [
      'says neither total nor attempts of its unblocking code',
      secrets({ puk: { isFactory: undefined, tries: { left: undefined, total: undefined } } }),
      card(),
      undefined,
      { state: 'blank', attempts: 3 },
    ],
    [
      'says the attempts of its unblocking code, and not out of how many',
      secrets({ puk: { isFactory: undefined, tries: { left: 3, total: undefined } } }),
      card(),
      undefined,
      { state: 'blank', attempts: 3 },
    ],
    ['has as many attempts as its stock', noMetadata, left(5), 5, { state: 'blank', attempts: 5 }],
    ['has more attempts than most, of a stock that is not known', noMetadata, left(5), undefined, { state: 'ask', attempts: 5 }],
  ])('%s', async (_, told, session, learnt, expected) => {
    expect(await readBlankness(session, told, learnt)).toEqual(ok(expected))
  })

  test.each<[string, SecretsOnCard, BlankCardReads, RegExp]>([
    ['its passcode was changed', secrets({ passcode: { ...untouched, isFactory: false } }), card(), /passcode.*changed/],
    ['its unblocking code was changed', secrets({ puk: { ...untouched, isFactory: false } }), card(), /unblocking code.*changed/],
    ['its passcode was tried', secrets({ passcode: { isFactory: true, tries: { left: 2, total: 3 } } }), card(), /passcode.*tried/],
    [
      'its unblocking code was tried',
      secrets({ puk: { isFactory: true, tries: { left: 2, total: 3 } } }),
      card(),
      /unblocking code.*tried/,
    ],
    ['its unblocking code has no attempts', secrets({ puk: { isFactory: true, tries: { left: 0, total: 0 } } }), card(), /unblocking code/],
    ['it holds a key', secrets(), card({ readKey: async () => ok(key) }), /key/],
    ['a certificate in 9A', secrets(), holds(objects.certificate9a), /certificate/],
    ['a certificate in 9C', secrets(), holds(objects.certificate9c), /certificate/],
    ['a certificate in 9D', secrets(), holds(objects.certificate9d), /certificate/],
    ['a certificate in 9E', noMetadata, holds(objects.certificate9e), /certificate/],
    ['it was tried, by the count alone', noMetadata, left(1), /tried/],
    ['it is locked', noMetadata, left(0), /locked/],
    ['it does not tell its attempts', noMetadata, left(undefined), /does not tell/],
  ])('is not, when %s', async (_, told, session, why) => {
    expect(await readBlankness(session, told)).toEqual(ok({ state: 'not-blank', why: expect.stringMatching(why) as string }))
  })

  test.each<[string, SecretsOnCard, Partial<BlankCardReads>]>([
    ['its key', secrets(), { readKey: async () => failure('card-fault') }],
    ['its certificates', secrets(), { readObject: async () => failure('card-fault') }],
    ['its attempts', noMetadata, { readRetries: async () => failure('card-fault') }],
  ])('a fault while reading %s is told, and is no verdict', async (_, told, over) => {
    expect(await readBlankness(card(over), told)).toEqual(failure('card-fault'))
  })

  test('a card that counts its attempts in metadata is not asked again, and one without metadata not for its key', async () => {
    const asked: string[] = []
    const session = card({
      readRetries: async () => (asked.push('attempts'), ok({ passcode: { left: 3, total: undefined }, puk: undefined })),
      readKey: async () => (asked.push('key'), ok(undefined)),
    })
    await readBlankness(session, secrets())
    expect(asked.splice(0)).toEqual(['key'])
    await readBlankness(session, noMetadata)
    expect(asked).toEqual(['attempts'])
  })

  test('its secrets: the unblocking code only where the passcode is told, and the fault of either', async () => {
    const read = async (
      answers: Readonly<Record<number, ReturnType<typeof failure> | ReturnType<typeof ok<typeof untouched | undefined>>>>,
    ) => await readSecrets({ readSecret: async (reference) => answers[reference]! })
    const { passcode, puk } = references
    const tried = { isFactory: false, tries: { left: 1, total: 3 } }
    expect(await read({ [passcode]: ok(untouched), [puk]: ok(tried) })).toEqual(ok({ passcode: untouched, puk: tried }))
    expect(await read({ [passcode]: ok(undefined) })).toEqual(ok(noMetadata))
    expect(await read({ [passcode]: failure('card-fault') })).toEqual(failure('card-fault'))
    expect(await read({ [passcode]: ok(untouched), [puk]: failure('card-fault') })).toEqual(failure('card-fault'))
  })
})
