import { expect, test } from 'vitest'
import { createCardsUnderWay } from '../../../main/station/cards-under-way.ts'
import type { Handlers } from '../../../preload/contract.ts'

test.each(['batch.next', 'card.printFace', 'card.write', 'printer.issue'] as const)(
  'card under way: %s, until it has answered',
  async (name) => {
    const cards = createCardsUnderWay()
    let finish = (_: unknown): void => undefined
    const handlers = cards.watch({ [name]: () => new Promise((resolve) => (finish = resolve)) } as unknown as Handlers)
    const answering = handlers[name]({} as never)
    expect(cards.isAny()).toBe(true)
    finish('done')
    expect(await answering).toBe('done')
    expect(cards.isAny()).toBe(false)
  },
)

test('card under way: not after a handler threw, and not for other channels', async () => {
  const cards = createCardsUnderWay()
  const handlers = cards.watch({
    'card.write': () => Promise.reject(new Error('a bug')),
    'case.open': () => new Promise(() => undefined),
  } as unknown as Handlers)
  await expect(handlers['card.write']({} as never)).rejects.toThrow('a bug')
  void handlers['case.open']({} as never)
  expect(cards.isAny()).toBe(false)
})
