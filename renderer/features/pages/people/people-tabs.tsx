/** The pages about people, above their cases. */
import { PageTabs } from '../../../ui/index.ts'

const tabs = [
  { path: '/people', title: 'People' },
  { path: '/people/locum-log', title: 'National Locum log' },
  { path: '/people/cim-reports', title: 'CIM reports' },
] as const

export const PeopleTabs = (props: { readonly title: string; readonly here: string }) => <PageTabs {...props} pages={tabs} />
