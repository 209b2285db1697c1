/** Which RA Desk is installed, for every agent, and the last update. */
import { formatDateTime, SummaryList } from '../../../ui/index.ts'
import { lastWords } from './update-messages.ts'
import { useUpdate, type UpdateView } from './use-update.ts'

export function UpdateNow() {
  const { view } = useUpdate()
  return view ? <Versions view={view} /> : null
}

export function Versions({ view: { installed, last } }: { readonly view: UpdateView }) {
  return (
    <SummaryList
      rows={[
        { key: 'Version', value: `RA Desk ${installed}` },
        ...(last ? [{ key: 'Last update', value: lastWords(last, installed, formatDateTime(last.at)) }] : []),
      ]}
    />
  )
}
