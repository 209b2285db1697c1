import { describe, expect, test } from 'vitest'
import {
  cardActs,
  cardStates,
  cardStateWords,
  moveCard,
  type BeforeFirst,
  type CardAct,
  type CardState,
} from '../../../domain/card/lifecycle.ts'

/** Written out apart from the product's table: state by state, what may happen and where it leads. */
const allowed: Readonly<Record<CardState | BeforeFirst, Partial<Readonly<Record<CardAct, CardState>>>>> = {
  unseen: { listed: 'blank', begun: 'begun' },
  blank: { begun: 'begun', markLost: 'lost', destroy: 'destroyed' },
  begun: {
    untouched: 'blank',
    written: 'issued',
    spoiled: 'spoiled',
    unknown: 'unknown',
    replacedLost: 'lost',
    replacedCancelled: 'cancelled',
    replacedDestroyed: 'destroyed',
    markLost: 'lost',
    destroy: 'destroyed',
  },
  issued: {
    posted: 'posted',
    spoiled: 'spoiled',
    replacedLost: 'lost',
    replacedCancelled: 'cancelled',
    replacedDestroyed: 'destroyed',
    replacedElsewhere: 'cancelled',
    cancel: 'cancelled',
    markLost: 'lost',
    destroy: 'destroyed',
  },
  posted: {
    arrived: 'active',
    spoiled: 'spoiled',
    replacedLost: 'lost',
    replacedCancelled: 'cancelled',
    replacedDestroyed: 'destroyed',
    replacedElsewhere: 'cancelled',
    cancel: 'cancelled',
    markLost: 'lost',
    destroy: 'destroyed',
  },
  active: {
    notArrived: 'posted',
    spoiled: 'spoiled',
    replacedLost: 'lost',
    replacedCancelled: 'cancelled',
    replacedDestroyed: 'destroyed',
    replacedElsewhere: 'cancelled',
    renew: 'active',
    cancel: 'cancelled',
    markLost: 'lost',
    destroy: 'destroyed',
  },
  cancelled: { markLost: 'lost', destroy: 'destroyed' },
  spoiled: { markLost: 'lost', destroy: 'destroyed' },
  lost: { destroy: 'destroyed' },
  unknown: { markLost: 'lost', destroy: 'destroyed' },
  destroyed: { proveDestroyed: 'destroyed' },
}

describe('every state with every act', () => {
  for (const from of ['unseen', ...cardStates] as const) {
    for (const act of cardActs) {
      const to = allowed[from][act]
      test(`${from}, ${act}: ${to ?? 'refused'}`, () => {
        const moved = moveCard(from, act)
        expect(moved.ok ? moved.value : moved.error.code).toBe(to ?? 'card-transition')
        if (!moved.ok) expect([moved.error.message.endsWith('Nothing was changed.'), moved.error.next.length > 10]).toEqual([true, true])
      })
    }
  }
})

test('nothing leads back to a blank card but a refusal before anything was written; nothing leads out of destroyed', () => {
  const intoBlank = cardStates.flatMap((from) => cardActs.flatMap((act) => (allowed[from][act] === 'blank' ? [`${from} ${act}`] : [])))
  expect(intoBlank).toEqual(['begun untouched'])
  expect(Object.values(allowed.destroyed)).toEqual(['destroyed'])
  expect(moveCard('destroyed', 'begun').ok).toBe(false)
})

test('every state of a card has words of its own', () => {
  const words = cardStates.map((state) => cardStateWords[state])
  expect(new Set(words).size).toBe(cardStates.length)
  for (const word of words) expect(word).toMatch(/^[A-Z]/)
})
