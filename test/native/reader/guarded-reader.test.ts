import { describe, expect, test } from 'vitest'
import { keepOffWith } from '../../../main/use-cases/keep-off.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import { knownCards } from '../../../native/card-page/known-cards.ts'
import { guardReader } from '../../../native/reader/guarded-reader.ts'
import { createVirtualReader } from '../../../native/reader/virtual-reader.ts'
import { random } from '../../support/cards.ts'

function guarded(pins: { blankCards?: string; ownCard?: string } = {}) {
  const { reader, hand } = createVirtualReader({ random, name: 'Reader 00 00' })
  let connections = 0
  const counted = { ...reader, connect: (name: string) => { connections++; return reader.connect(name) } }
  return { reader: guardReader(counted, keepOffWith(() => pins)), hand, connections: () => connections }
}

describe('the agent’s own card', () => {
  test.each(knownCards.filter(({ touch }) => !touch).map(({ what, atr }) => [what, atr] as const))('%s is not connected to', async (_what, atr) => {
    const { reader, hand, connections } = guarded()
    hand.insert(blankCard({ serial: 1, atr }))
    expect(await reader.connect('Reader 00 00')).toMatchObject({ ok: false, error: { code: 'own-card' } })
    expect([connections(), hand.commandCount()]).toEqual([0, 0])
  })

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
