/** Cards with rules of their own for passcodes and PUKs: another is drawn while the card took nothing, and a card that refuses them all is not spoiled. */
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { padReferenceData } from '../../../native/card/piv.ts'
import { blankCard, type VirtualCardState } from '../../../native/card/virtual-card-state.ts'
import { samplePlan } from '../../support/cards.ts'
import { testManagementKey } from '../../support/fault-set-ups.ts'
import { bench, changes } from '../../support/personalise-bench.ts'

/** Draws from a list, as custody keeps it. */
function draws(passcodes: readonly string[], puks: readonly string[] = []) {
  const custody = { passcode: '004217', puk: '90314275' }
  const left = { passcode: [...passcodes], puk: [...puks] }
  const asked: string[][] = []
  const plan = samplePlan({
    nextManagementKey: testManagementKey,
    retries: { passcode: 5, puk: 6 },
    redraw: (which, refused) => {
      asked.push([...refused])
      custody[which] = left[which].shift() ?? custody[which]
      return Promise.resolve({ ok: true, value: custody[which] })
    },
  })
  return { plan, custody, asked }
}
const onCard = (value: string) => toHex(padReferenceData(value))
const fussy = (over: Partial<VirtualCardState> = {}) => blankCard({ serial: 4242, secretRule: 'no-pairs', ...over })

describe('a passcode that the card refuses by its own rules', () => {
  for (const secretRefusal of ['6985', '6A80', '6982'] as const)
    for (const metadata of [true, false])
      test(`${secretRefusal}, ${metadata ? 'with' : 'without'} metadata: another is drawn, and it is the one in custody`, async () => {
        const { plan, custody, asked } = draws(['114217', '304217'])
        const { hand, run, sent, entries } = bench(fussy({ secretRefusal, metadata }))
        expect(await run({ plan })).toMatchObject({ outcome: 'done' })
        expect(custody.passcode).toBe('304217')
        expect(hand.cardState()!.passcode).toMatchObject({ value: onCard(custody.passcode), left: metadata ? 5 : 3 })
        expect(changes(sent, '80')).toBe(3)
        expect(asked).toEqual([['004217'], ['004217', '114217']])
        expect(entries.filter(({ step }) => step === 'passcode').map(({ state }) => state)).toEqual([
          'started',
          'refused',
          'started',
          'refused',
          'started',
          'done',
        ])
        expect(JSON.stringify(entries)).not.toMatch(/004217|114217|304217/)
      })

  test('an unblocking code likewise', async () => {
    const { plan, custody } = draws(['304217'], ['90314277', '90314275'])
    const { hand, run } = bench(fussy())
    expect(await run({ plan: { ...plan, puk: '90331427' } })).toMatchObject({ outcome: 'done' })
    expect(hand.cardState()!.puk.value).toBe(onCard(custody.puk))
    expect(custody.puk).toBe('90314275')
  })

  test('what the record could not keep is never sent, and the card is not spoiled', async () => {
    const { plan } = draws([])
    const failing = () =>
      Promise.resolve({ ok: false, error: { code: 'disk-full', message: 'The disk is full.', next: 'Free some space.' } } as const)
    const { run, sent } = bench(fussy())
    const outcome = await run({ plan: { ...plan, redraw: failing } })
    expect(outcome).toMatchObject({ outcome: 'resumable', step: 'passcode', reason: { message: 'The disk is full.' } })
    expect(changes(sent, '80')).toBe(1)
  })
})

describe('a card that refuses every passcode', () => {
  for (const secretRule of ['eight-long', 'a-letter'] as const)
    test(`${secretRule}: refused after a limited number of draws, and as it came`, async () => {
      const { plan } = draws([])
      const card = blankCard({ serial: 4242, secretRule })
      const { hand, run, sent } = bench(card)
      expect(await run({ plan })).toMatchObject({
        outcome: 'refused',
        step: 'passcode',
        reason: { code: 'secret-not-accepted', next: expect.not.stringContaining('again') as string },
      })
      expect(changes(sent, '80')).toBe(20)
      expect(hand.cardState()).toEqual(card)
    })

  test('pulled out at each command from the first refusal on: done with is never said, and the end is the same', async () => {
    const { plan } = draws([])
    const card = blankCard({ serial: 4242, secretRule: 'eight-long' })
    const whole = bench(card)
    await whole.run({ plan })
    const first = whole.sent.findIndex((command) => command.startsWith('00240080'))
    for (let at = first; at < whole.sent.length; at += 1) {
      const { hand, run, entries, comeBack } = bench(card)
      hand.failAt(at, { kind: 'answer-lost' })
      expect(await run({ plan }), `at ${String(at)}`).toMatchObject({ outcome: 'resumable' })
      comeBack()
      expect(await run({ plan, resumed: [...entries] }), `at ${String(at)}`).toMatchObject({
        outcome: 'refused',
        reason: { code: 'secret-not-accepted' },
      })
      expect(hand.cardState()).toEqual(card)
    }
  })
})

test('a card that refuses and uses up an attempt all the same is not sent another', async () => {
  const { plan } = draws(['304217'])
  const { hand, run, sent, connect } = bench(fussy())
  const wire = await connect()
  const outcome = await run({
    plan,
    connection: {
      ...wire,
      async transmit(command) {
        const answer = await wire.transmit(command)
        // A wrong passcode in between is what uses one up.
        if (command[1] === 0x24) await wire.transmit(Uint8Array.of(0, 0x20, 0, 0x80, 8, 0x39, 0x39, 0x39, 0x39, 0x39, 0x39, 0xff, 0xff))
        return answer
      },
    },
  })
  expect(outcome).toMatchObject({ outcome: 'spoiled', step: 'passcode' })
  expect(hand.cardState()!.passcode.left).toBe(4)
  expect(changes(sent, '80')).toBe(1)
})
