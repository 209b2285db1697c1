/** The way between the pages of handover. */
import { Link } from 'wouter'
import { PageTabs } from '../../../ui/index.ts'
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
      <PageTabs title={title} here={here} pages={pages} />
    </>
  )
}
