import { describe, expect, test } from 'vitest'
import type { JournalEntry } from '../../../native/card/personalise-journal.ts'
import { steps } from '../../../native/card/personalise-steps.ts'
import { blankCard, virtualCardState } from '../../../native/card/virtual-card-state.ts'
import { bench, type Bench, changes } from '../../support/personalise-bench.ts'
const verifies = (sent: readonly string[]): string[] => sent.filter((command) => command.startsWith('00200080') && command.length > 10)

describe('the app killed at any moment', () => {
  /** A promise that never settles is what a killed process leaves of its work. */
  const never = (): Promise<never> => new Promise(() => undefined)

  test.each([
    ['before it was on disk', false, true],
    ['after it was on disk', true, true],
    ['before it was on disk, of a card without metadata', false, false],
    ['after it was on disk, of a card without metadata', true, false],
  ])('at each entry of the journal, %s', async (_when, onDisk, metadata) => {
    for (let index = 0; index < steps.length * 2; index++) {
      const step = steps[index >> 1]!
      const at = `entry ${String(index)} (${step.name})`
      const { hand, run, entries, sent } = bench(blankCard({ serial: 4242, metadata }))
      let killed: () => void = () => undefined
      const kill = new Promise<void>((resolve) => {
        killed = resolve
      })
      let count = 0
      void run({
        journal: (entry) => {
          const last = count++ === index
          if (!last || onDisk) entries.push(entry)
          if (!last) return
          killed()
          return never()
        },
      })
      await kill
      hand.insert(hand.cardState()!)
      const outcome = await run({ resumed: [...entries] })
      // A card that tells whether its secrets are still the factory's, or which management key it has, is asked; another one cannot be.
      const unresolved =
        step.kind === 'secret' &&
        entries.filter((entry) => entry.step === step.name).length === 1 &&
        !metadata &&
        step.name !== 'management-key'
      expect(outcome.outcome, at).toBe(unresolved ? 'unknown' : 'done')
      expect(changes(sent, '80'), at).toBeLessThanOrEqual(1)
    }
  })

  test('a journal that cannot be written stops the work at once', async () => {
    for (let index = 0; index < steps.length * 2; index++) {
      const step = steps[index >> 1]!
      const { run, sent } = bench()
      let count = 0
      let atFailure = -1
      const outcome = await run({
        journal: () => {
          if (count++ !== index) return
          atFailure = sent.length
          throw new Error('disk full')
        },
      })
      expect(outcome).toMatchObject({ step: step.name, reason: { code: 'journal-failed' } })
      const wrote = index > steps.findIndex(({ name }) => name === 'passcode') * 2
      expect(outcome.outcome).toBe(wrote ? 'resumable' : 'refused')
      expect(sent.length).toBe(atFailure)
    }
  })
})

describe('going on after a loss', () => {
  async function begun(): Promise<Bench> {
    const one = bench()
    const journal = (entry: JournalEntry): void => {
      one.entries.push(entry)
      if (entry.step === 'write-chuid' && entry.state === 'started') one.hand.failAt(0, { kind: 'removed' })
    }
    expect(await one.run({ journal })).toMatchObject({ outcome: 'resumable', step: 'write-chuid', serial: '4242' })
    return one
  }

  test('another card put back is refused and not written to', async () => {
    const { hand, run, entries } = await begun()
    const other = blankCard({ serial: 4243 })
    hand.insert(other)
    expect(await run({ resumed: entries })).toMatchObject({ outcome: 'refused', serial: '4243', reason: { code: 'another-card' } })
    expect(hand.cardState()).toEqual(other)
  })

  test('the same card with another passcode is spoiled, at the cost of one try and no more', async () => {
    const { hand, run, entries, sent, comeBack } = await begun()
    comeBack()
    hand.insert({ ...hand.cardState()!, passcode: { value: '393939393939FFFF', left: 3, total: 3 } })
    const before = verifies(sent).length
    expect(await run({ resumed: entries })).toMatchObject({
      outcome: 'spoiled',
      step: 'verify',
      reason: { code: 'passcode-wrong', triesLeft: 2 },
    })
    expect(verifies(sent).length).toBe(before + 1)
  })

  test('a card may be lost again and again', async () => {
    const { hand, run, entries, comeBack } = await begun()
    for (const step of ['recognise', 'verify', 'write-facial-image', 'read-back', 'prove']) {
      comeBack()
      let armed = false
      const outcome = await run({
        resumed: [...entries],
        journal: (entry) => {
          entries.push(entry)
          if (entry.step !== step || entry.state !== 'started' || armed) return
          armed = true
          hand.failAt(0, { kind: 'answer-lost' })
        },
      })
      expect(outcome).toMatchObject({ outcome: 'resumable', step })
    }
    comeBack()
    expect(await run({ resumed: entries })).toMatchObject({ outcome: 'done' })
  })

  test('the state of a card survives its file', async () => {
    const { hand } = await begun()
    expect(virtualCardState.parse(JSON.parse(JSON.stringify(hand.cardState())))).toEqual(hand.cardState())
  })
})

describe('when a card is to be gone on with', () => {
  test.each([
    ['an NHS smartcard', { atr: '3BF91800008131FE454A434F503431563232AF' }],
    ['a card that tells no serial number', { lacks: ['serial' as const] }],
    ['a card with another number', { serial: 4243 }],
  ])('%s says nothing about the one that was begun', async (_name, over) => {
    const { run, entries, hand } = bench()
    const journal = (entry: JournalEntry): void => {
      entries.push(entry)
      if (entry.step === 'write-ccc') hand.failAt(0, { kind: 'removed' })
    }
    await run({ journal })
    const mine = hand.cardState()!
    hand.insert(blankCard({ serial: 4242, ...over }))
    expect(await run({ resumed: [...entries] })).toMatchObject({ outcome: 'refused', reason: { code: 'another-card' } })
    expect(hand.cardState()).toEqual(blankCard({ serial: 4242, ...over }))
    hand.insert(mine)
    expect(await run({ resumed: [...entries] })).toMatchObject({ outcome: 'done' })
  })

  test('a card that answers no PIV application is another card', async () => {
    const { run, entries, hand } = bench()
    const journal = (entry: JournalEntry): void => {
      entries.push(entry)
      if (entry.step === 'write-ccc') hand.failAt(0, { kind: 'removed' })
    }
    await run({ journal })
    hand.insert(hand.cardState()!)
    hand.answerNext('6A82')
    expect(await run({ resumed: [...entries] })).toMatchObject({ outcome: 'refused', reason: { code: 'another-card' } })
  })
})
