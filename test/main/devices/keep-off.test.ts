import { describe, expect, test } from 'vitest'
import { choiceOf, keepOffWith } from '../../../main/devices/keep-off.ts'
import { knownCards } from '../../../native/card-inspection/known-cards.ts'
import type { ReadersState } from '../../../native/ports.ts'

const reader = (name: string, atr?: string) => ({ name, card: 'present', ...(atr ? { atr } : {}) })
const running = (...readers: readonly object[]) => ({ service: 'running', readers }) as unknown as ReadersState

describe('readers that RA Desk keeps its hands off', () => {
  test('the one that was pinned for the agent’s own card, as long as it is pinned', () => {
    let ownCard: string | undefined = 'Own'
    const keepOff = keepOffWith(() => ({ ownCard }))
    const state = running(reader('Own'), reader('Blank'))
    expect([keepOff('Own', state), keepOff('Blank', state)]).toEqual(['own-card-reader', undefined])
    ownCard = undefined
    expect(keepOff('Own', state)).toBeUndefined()
  })

  test('one that holds a card that people work with; one that holds a blank card is free', () => {
    const untouched = knownCards
      .find(({ touch }) => !touch)!
      .atr.replaceAll('..', '00')
      .replace('*', '')
    const state = running(reader('Work', untouched), reader('Blank', knownCards.find(({ touch }) => touch)!.atr.replace('*', '')))
    const keepOff = keepOffWith(() => ({}))
    expect([keepOff('Work', state), keepOff('Blank', state)]).toEqual(['own-card', undefined])
  })

  test('a reader that is not there, and any while the service does not run: nothing is said of it', () => {
    const keepOff = keepOffWith(() => ({ ownCard: 'Own' }))
    expect(keepOff('Elsewhere', running(reader('Own')))).toBeUndefined()
    const stopped = { service: 'stopped' } as unknown as ReadersState
    expect(keepOff('Own', stopped)).toBeUndefined()
    expect(choiceOf(stopped, {}).readers).toEqual([])
  })
})
