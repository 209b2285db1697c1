/** The serial number of a card, and the way to the card for those who may open it. */
import { Link } from 'wouter'
import { useMayOpen } from '../../../client/use-access.ts'

export function CardSerial({ serial }: { readonly serial: string }) {
  const mayOpen = useMayOpen()
  const path = `/cards/card/${serial}`
  if (!mayOpen(path)) return <span className="desk-mono">{serial}</span>
  return (
    <Link className="desk-mono" href={path}>
      {serial}
    </Link>
  )
}
