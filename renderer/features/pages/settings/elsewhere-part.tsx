/** What belongs to this workstation and is set on pages of its own. */
import { Link } from 'wouter'
import { useMayOpen } from '../../../client/use-access.ts'
import { otherPages } from './settings-index.ts'

export function ElsewherePart() {
  const mayOpen = useMayOpen()
  return (
    <ul className="nhsuk-list settings-elsewhere">
      {otherPages
        .filter(({ listed, to }) => listed && mayOpen(to))
        .map(({ title, to, where }) => (
          <li key={to}>
            <Link href={to}>{title}</Link> <span className="desk-secondary">{where}</span>
          </li>
        ))}
    </ul>
  )
}
