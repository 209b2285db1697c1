/** The way between the pages of handover. */
import { Link } from 'wouter'
import './handover.css'

const pages = [
  { path: '/dispatch/handover', title: 'Handovers' },
  { path: '/dispatch/handover/send', title: 'Hand cases over' },
  { path: '/dispatch/handover/stations', title: 'Trusted workstations' },
] as const

export function HandoverHead({ title, here }: { readonly title: string; readonly here: (typeof pages)[number]['path'] }) {
  return (
    <>
      <Link href="/dispatch" className="nhsuk-back-link">
        Dispatch
      </Link>
      <div className="desk-page-head">
        <h1>{title}</h1>
        <ul className="handover-tabs">
          {pages.map(({ path, title: words }) => (
            <li key={path}>
              <Link href={path} aria-current={path === here ? 'page' : undefined}>
                {words}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
