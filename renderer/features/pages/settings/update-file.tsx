/** What a checked update file is, and what changed, as its provider says. */
import { formatDate, SummaryList } from '../../../ui/index.ts'
import { formatBytes } from '../backup/backup-messages.ts'
import type { UpdateView } from './use-update.ts'
import { signerWords } from './update-messages.ts'

export function WhatItIs({ taken, installed }: { readonly taken: NonNullable<UpdateView['taken']>; readonly installed: string }) {
  return (
    <section aria-labelledby="update-what">
      <h3 className="nhsuk-heading-s" id="update-what">
        Update to RA Desk {taken.version}
      </h3>
      <SummaryList
        rows={[
          { key: 'File', value: taken.fileName },
          { key: 'Version', value: `${taken.version}, from ${installed}` },
          { key: 'Signed by', value: signerWords[taken.signedBy] },
          { key: 'Made on', value: formatDate(taken.made) },
          { key: 'Size of the installer', value: formatBytes(taken.bytes) },
        ]}
      />
      <h4 className="nhsuk-heading-xs update-changes">What changed</h4>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {taken.changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </section>
  )
}
