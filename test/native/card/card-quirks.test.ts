/** Habits of cards and readers, alone and in pairs: without a fault, no card is spoiled, and none is refused for what it could do. */
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { cardProfiles, type CardProfileId } from '../../../native/card/profile.ts'
import { padReferenceData } from '../../../native/card/piv.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import { quirks, readers, type Quirk } from '../../support/card-quirks.ts'
import { sampleJpeg, samplePlan } from '../../support/cards.ts'
import { testManagementKey } from '../../support/fault-set-ups.ts'
import { bench } from '../../support/personalise-bench.ts'

const plan = samplePlan({
  facialImage: sampleJpeg(9_000),
  smallerFacialImages: [sampleJpeg(2_700), sampleJpeg(1_100)],
  nextManagementKey: testManagementKey,
  retries: { passcode: 5, puk: 6 },
})

async function write(card: Quirk['card'], profile: CardProfileId, reader: (typeof readers)[number]) {
  const blank = blankCard({ serial: 4242, ...card })
  const { hand, run } = bench(blank, reader)
  // The agent was asked, and said that new cards come so.
  const attemptsOfStock = blank.metadata ? {} : { attemptsOfStock: blank.passcode.total }
  const outcome = await run({ plan: { ...plan, ...attemptsOfStock }, profile: cardProfiles[profile] })
  return { outcome, blank, after: hand.cardState()! }
}

async function expectDoneOrBlank(quirk: Pick<Quirk, 'card' | 'isRefused'>, profile: CardProfileId, reader: (typeof readers)[number]) {
  const { outcome, blank, after } = await write(quirk.card, profile, reader)
  if (quirk.isRefused) {
    expect(outcome, outcome.outcome).toMatchObject({ outcome: 'refused', reason: { code: 'not-supported' } })
    expect(after).toEqual(blank)
    return
  }
  expect(outcome.outcome === 'done' ? '' : `${outcome.step}: ${outcome.reason.message}`).toBe('')
  expect(after.passcode.value).toBe(toHex(padReferenceData(plan.passcode)))
}

describe('one habit on each reader, with a P-256 key', () => {
  test.each(quirks.flatMap((quirk) => readers.map((reader) => ({ ...quirk, reader }))))('$name, reader: $reader', async (quirk) => {
    await expectDoneOrBlank(quirk, 'piv-p256', quirk.reader)
  })
})

describe('one habit with another kind of key', () => {
  test.each(quirks.map((quirk) => ({ ...quirk })))('$name: P-384', async (quirk) => {
    await expectDoneOrBlank(quirk, 'piv-p384', 'short')
  })
  test.each(quirks.filter(({ name }) => !name.startsWith('objects up to')))('$name: RSA 2048', async (quirk) => {
    await expectDoneOrBlank(quirk, 'piv-rsa2048', 'extended')
  })
})

test('every pair of habits', async () => {
  const ended: Record<string, number> = {}
  for (const [index, one] of quirks.entries())
    for (const other of quirks.slice(index + 1)) {
      const both = { card: { ...one.card, ...other.card } }
      const reader = readers[index % readers.length]!
      const { outcome, blank, after } = await write(both.card, 'piv-p256', reader)
      ended[outcome.outcome] = (ended[outcome.outcome] ?? 0) + 1
      if (outcome.outcome === 'refused') expect(after, `${one.name}, ${other.name}`).toEqual(blank)
      else expect(outcome.outcome, `${one.name}, ${other.name}`).toBe('done')
    }
  expect(Object.keys(ended).sort()).toEqual(['done', 'refused'])
})

test('a kind of key that the card does not make: refused, and blank', async () => {
  for (const algorithmList of ['one-template', 'secure-messaging-only'] as const) {
    const { outcome, blank, after } = await write({ keyAlgorithms: [0x07], algorithmList }, 'piv-p384', 'extended')
    expect(outcome).toMatchObject({ outcome: 'refused', reason: { code: 'not-supported', message: expect.stringContaining('P-384') } })
    expect(after).toEqual(blank)
  }
})
