/** Which cards the register shows: by state, and by any part of the serial number, the case reference or the box. */
import { cardStateWords, cardStates, type CardState } from '../../../../domain/card/lifecycle.ts'
import type { Output } from '../../../../preload/contract.ts'

export type CardLine = Output<'cards.list'>['cards'][number]
export type CardFilter = CardState | 'all'

export const cardTones: Readonly<Record<CardState, 'blue' | 'yellow' | 'red' | 'green' | 'plain' | 'none'>> = {
  blank: 'none',
  begun: 'yellow',
  issued: 'blue',
  posted: 'blue',
  active: 'green',
  cancelled: 'plain',
  spoiled: 'red',
  lost: 'red',
  unknown: 'red',
  destroyed: 'plain',
}

/** States that some card is in; the one that is chosen stays although its last card has left it. */
export function shownFilters(
  byState: Readonly<Record<CardState, number>>,
  chosen: CardFilter,
): readonly { readonly id: CardFilter; readonly title: string; readonly count: number }[] {
  const all = cardStates.reduce((sum, state) => sum + byState[state], 0)
  return [
    { id: 'all', title: 'All', count: all },
    ...cardStates
      .filter((state) => byState[state] > 0 || state === chosen)
      .map((state) => ({ id: state, title: cardStateWords[state], count: byState[state] })),
  ]
}

const folded = (text: string): string => text.toUpperCase().replaceAll(/[\s-]/g, '')

export function findCards(cards: readonly CardLine[], filter: CardFilter, query: string): readonly CardLine[] {
  const wanted = folded(query).replace(/^0+(?=\d)/, '')
  return cards.filter(
    (card) =>
      (filter === 'all' || card.state === filter) &&
      (wanted === '' || [card.serial, card.caseReference, card.box].some((one) => one !== undefined && folded(one).includes(wanted))),
  )
}
