/** What the pages of this place share: the way between register and stock, and the hint that cards run out. */
import { Link } from 'wouter'
import type { Output } from '../../../../preload/contract.ts'
import { formatCount } from '../../../ui/index.ts'

const pages = [
  { path: '/cards', title: 'Register' },
  { path: '/cards/stock', title: 'Blank stock' },
] as const

export function CardsHead({ title, here }: { readonly title: string; readonly here: (typeof pages)[number]['path'] }) {
  return (
    <div className="desk-page-head">
      <h1>{title}</h1>
      <ul className="cards-tabs">
        {pages.map(({ path, title: words }) => (
          <li key={path}>
            <Link href={path} aria-current={path === here ? 'page' : undefined}>
              {words}
            </Link>
          </li>
        ))}
        <li>
          <Link href="/settings/cards">Settings for cards</Link>
        </li>
      </ul>
    </div>
  )
}

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
