/** What the register of cards gives to Today and to the palette: stock that runs low, and cards by their serial number. */
import { cardStateWords } from '../../domain/card/lifecycle.ts'
import { countStock } from '../../domain/card/register/stock.ts'
import { cardSettingsOf } from '../cards/card-attempt.ts'
import type { CardViewsPorts } from '../cards/card-views.ts'
import type { FindSource, WorkSource } from './work-source.ts'

export const stockWork = (desk: CardViewsPorts): WorkSource => ({
  list() {
    const { blank, boxes } = countStock(desk.cards.book.register())
    if (boxes.length === 0 || blank > cardSettingsOf(desk.settings()).lowStock) return []
    return [
      {
        id: 'stock-low',
        kind: 'card',
        title: 'Order blank cards',
        detail: blank === 1 ? '1 blank card is left' : `${blank} blank cards are left`,
        action: 'See the blank stock',
        place: '/cards/stock',
      },
    ]
  },
})

export const findCards = (desk: CardViewsPorts): FindSource => ({
  find(bare, most) {
    const found = []
    for (const { serial, state, caseReference } of desk.cards.book.register().values()) {
      if (found.length >= most) break
      if (!serial.toUpperCase().includes(bare)) continue
      found.push({
        kind: 'card' as const,
        title: `Card ${serial}`,
        detail: caseReference === undefined ? cardStateWords[state] : `${cardStateWords[state]}, case ${caseReference}`,
        place: `/cards/card/${encodeURIComponent(serial)}`,
      })
    }
    return found
  },
})
