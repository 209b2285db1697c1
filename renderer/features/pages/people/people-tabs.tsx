/** The pages about people, above their cases. */
import { useMayOpen } from '../../../client/use-access.ts'
import { PageTabs } from '../../../ui/index.ts'

const tabs = [
  { path: '/people', title: 'People' },
  { path: '/people/locum-log', title: 'National Locum log' },
  { path: '/people/wind-down', title: 'Wind-down' },
  { path: '/people/cim-reports', title: 'CIM reports' },
] as const

export function PeopleTabs(props: { readonly title: string; readonly here: string }) {
  const mayOpen = useMayOpen()
  return <PageTabs {...props} pages={tabs.filter(({ path }) => mayOpen(path))} />
}
