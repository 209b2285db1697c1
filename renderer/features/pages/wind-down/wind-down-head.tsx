/** The way between the pages of winding down. */
import { Link } from 'wouter'
import { PageTabs } from '../../../ui/index.ts'
import { PeopleTabs } from '../people/people-tabs.tsx'
import './wind-down.css'

export const WIND_DOWN = '/people/wind-down'

export const WindDownHead = ({ title = 'Wind-down' }: { readonly title?: string }) => <PeopleTabs title={title} here={WIND_DOWN} />

export function CampaignHead({ campaignId, name, here }: { readonly campaignId: string; readonly name: string; readonly here: string }) {
  const path = `${WIND_DOWN}/campaign/${campaignId}`
  return (
    <>
      <Link href={WIND_DOWN} className="nhsuk-back-link">
        Wind-down
      </Link>
      <PageTabs
        title={name}
        here={here}
        pages={[
          { path, title: 'People' },
          { path: `${path}/progress`, title: 'Progress and certificate' },
          { path: `${path}/packs`, title: 'Closure packs' },
        ]}
      />
    </>
  )
}
