/** What the pages of this place share: the way between register and stock, and the hint that cards run out. */
import type { Output } from '../../../../preload/contract.ts'
import { formatCount, PageTabs } from '../../../ui/index.ts'

const pages = [
  { path: '/cards', title: 'Register' },
  { path: '/cards/stock', title: 'Blank stock' },
  { path: '/cards/ending', title: 'Ending soon' },
] as const

const tabs = [...pages, { path: '/settings/cards', title: 'Settings for cards' }]

export const CardsHead = (props: { readonly title: string; readonly here: (typeof pages)[number]['path'] }) => (
  <PageTabs {...props} pages={tabs} />
)

export function LowStock({ stock }: { readonly stock: Output<'cards.list'>['stock'] }) {
  if (!stock.low) return null
  const left =
    stock.blank === 0
      ? 'No blank card is left.'
      : stock.blank === 1
        ? 'One blank card is left.'
        : `${formatCount(stock.blank)} blank cards are left.`
  return (
    <p className="cards-low" role="status">
      <strong>{left}</strong> Order another box, and import its list when it arrives.
    </p>
  )
}
