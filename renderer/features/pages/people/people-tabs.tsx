/** The tabs of the pages about people. */
import { useMayOpen } from '../../../client/use-access.ts'
import { PageTabs } from '../../../ui/index.ts'
import { peoplePages } from './people-pages.ts'

export function PeopleTabs(props: { readonly title: string; readonly here: string }) {
  const mayOpen = useMayOpen()
  return <PageTabs {...props} pages={peoplePages.filter(({ path }) => mayOpen(path))} />
}
