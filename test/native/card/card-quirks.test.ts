/** Habits of cards and readers, alone and in pairs: without a fault, no card is spoiled, and none is refused for what it could do. */
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import type { CardProfileId } from '../../../native/card/profile.ts'
import { padReferenceData } from '../../../native/card/piv.ts'
import { quirks, readers, type Quirk } from '../../support/card-quirks.ts'
import { writeQuirkyCard } from '../../support/write-quirky-card.ts'

async function expectDoneOrBlank(quirk: Pick<Quirk, 'card' | 'isRefused'>, profile: CardProfileId, reader: (typeof readers)[number]) {
  const { outcome, blank, after, custody } = await writeQuirkyCard(quirk.card, profile, reader)
  if (quirk.isRefused) {
    expect(outcome, outcome.outcome).toMatchObject({
      outcome: 'refused',
      reason: { code: expect.stringMatching(/^(?:not-supported|secret-not-accepted|serial-hidden)$/) },
    })
    expect(after).toEqual(blank)
    return
  }
  expect(outcome.outcome === 'done' ? '' : `${outcome.step}: ${outcome.reason.message}`).toBe('')
  expect(after.passcode.value).toBe(toHex(padReferenceData(custody.passcode)))
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
      const { outcome, blank, after } = await writeQuirkyCard(both.card, 'piv-p256', reader)
      ended[outcome.outcome] = (ended[outcome.outcome] ?? 0) + 1
      // A kind of key that the card does not list was tried by then; the card, which is of no use to RA Desk, keeps it.
      const keys = outcome.outcome === 'refused' && outcome.reason.code === 'secret-not-accepted' ? after.keys : blank.keys
      if (outcome.outcome === 'refused') expect(after, `${one.name}, ${other.name}`).toEqual({ ...blank, keys })
      else expect(outcome.outcome, `${one.name}, ${other.name}`).toBe('done')
    }
  expect(Object.keys(ended).sort()).toEqual(['done', 'refused'])
})

test('a kind of key that the card does not make: refused, and blank', async () => {
  for (const algorithmList of ['one-template', 'secure-messaging-only'] as const) {
    const { outcome, blank, after } = await writeQuirkyCard({ keyAlgorithms: [0x07], algorithmList }, 'piv-p384', 'extended')
    expect(outcome).toMatchObject({ outcome: 'refused', reason: { code: 'not-supported', message: expect.stringContaining('P-384') } })
    expect(after).toEqual(blank)
  }
})
