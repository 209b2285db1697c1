import { describe, expect, test } from 'vitest'
import { keepOffWith } from '../../../main/devices/keep-off.ts'
import { fromHex } from '../../../domain/bytes.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import { knownCards } from '../../../native/card-inspection/known-cards.ts'
import { guardReader } from '../../../native/reader/guarded-reader.ts'
import { createVirtualReader } from '../../../native/reader/virtual-reader.ts'
import { random } from '../../support/cards.ts'

function guarded(pins: { blankCards?: string; ownCard?: string } = {}, patience = 1_000) {
  const { reader, hand } = createVirtualReader({ random, name: 'Reader 00 00' })
  let connections = 0
  const counted = {
    ...reader,
    connect: (name: string) => {
      connections++
      return reader.connect(name)
    },
  }
  return {
    reader: guardReader(
      counted,
      keepOffWith(() => pins),
      { patience },
    ),
    hand,
    connections: () => connections,
  }
}

describe('the agent’s own card', () => {
  test.each(knownCards.filter(({ touch }) => !touch).map(({ what, atr }) => [what, atr] as const))(
    '%s is not connected to',
    async (_what, atr) => {
      const { reader, hand, connections } = guarded()
      hand.insert(blankCard({ serial: 1, atr }))
      expect(await reader.connect('Reader 00 00')).toMatchObject({ ok: false, error: { code: 'own-card' } })
      expect([connections(), hand.commandCount()]).toEqual([0, 0])
    },
  )

  test('nor is any card in the reader that is kept for it', async () => {
    const { reader, hand, connections } = guarded({ ownCard: 'Reader 01 00' })
    hand.insert(blankCard({ serial: 1 }))
    expect(await reader.connect('Reader 00 00')).toMatchObject({ ok: false, error: { code: 'own-card-reader' } })
    expect(connections()).toBe(0)
  })

  test('a blank card is, as soon as it takes its place', async () => {
    const { reader, hand, connections } = guarded()
    hand.insert(blankCard({ serial: 1, atr: knownCards.find(({ touch }) => !touch)!.atr }))
    hand.insert(blankCard({ serial: 2 }))
    expect(await reader.connect('Reader 00 00')).toMatchObject({ ok: true })
    expect(connections()).toBe(1)
  })
})

describe('a card that another program has open', () => {
  test('is let go at once, without a command and without a reset', async () => {
    const { reader, hand } = guarded()
    hand.insert(blankCard({ serial: 1 }))
    hand.holdCard('another-program-shared')
    expect(await reader.connect('Reader 00 00')).toMatchObject({ ok: false, error: { code: 'card-in-use' } })
    expect(hand.commandCount()).toBe(0)
    hand.holdCard('none')
    expect(await reader.connect('Reader 00 00')).toMatchObject({ ok: true, value: { shared: false } })
  })
})

describe('the app’s own connections', () => {
  const select = fromHex('00A4040005A000000308')

  test('who comes while another still looks waits for its turn, in order, and is not told of another program', async () => {
    const { reader, hand } = guarded({}, 60_000)
    hand.insert(blankCard({ serial: 1 }))
    const order: number[] = []
    await Promise.all(
      [1, 2, 3].map(async (who) => {
        const made = await reader.connect('Reader 00 00')
        if (!made.ok) throw new Error(made.error.code)
        expect(await made.value.transmit(select)).toMatchObject({ ok: true })
        order.push(who)
        await made.value.disconnect('reset')
      }),
    )
    expect([...order].sort((a, b) => a - b)).toEqual([1, 2, 3])
    expect(await reader.connect('Reader 00 00')).toMatchObject({ ok: true })
  })

  test('a card that is being written is not waited for longer than a moment', async () => {
    const { reader, hand } = guarded({}, 1)
    hand.insert(blankCard({ serial: 1 }))
    const writing = await reader.connect('Reader 00 00')
    expect(await reader.connect('Reader 00 00')).toMatchObject({ ok: false, error: { code: 'card-in-use' } })
    // And the one who came in between does not open the door for others.
    expect(await reader.connect('Reader 00 00')).toMatchObject({ ok: false, error: { code: 'card-in-use' } })
    if (!writing.ok) throw new Error(writing.error.code)
    expect(await writing.value.transmit(select)).toMatchObject({ ok: true })
    await writing.value.disconnect('reset')
    expect(await reader.connect('Reader 00 00')).toMatchObject({ ok: true })
  })

  test('a refused connection does not block the next one', async () => {
    const { reader, hand } = guarded({}, 60_000)
    expect(await reader.connect('Reader 00 00')).toMatchObject({ ok: false, error: { code: 'no-card' } })
    hand.insert(blankCard({ serial: 1 }))
    expect(await reader.connect('Reader 00 00')).toMatchObject({ ok: true })
  })
})

test('what gets through is remembered for a kind of card in a reader, and for no other', async () => {
  const { reader, hand } = guarded()
  const link = async (atr: string) => {
    hand.insert(blankCard({ serial: 1, atr }))
    const connected = await reader.connect('Reader 00 00')
    if (!connected.ok) throw new Error(connected.error.message)
    await connected.value.disconnect('leave')
    return connected.value.link!
  }
  ;(await link('3B80800101')).carriesExtended = false
  expect([await link('3B80800101'), await link('3B8001811F')]).toEqual([{ carriesExtended: false }, {}])
})
