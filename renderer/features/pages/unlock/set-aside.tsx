/** A database that cannot be opened, read or written: what is safe, and the one button that puts it right. */
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, ConfirmDialog, FormError } from '../../../ui/index.ts'

export function SetAside({ title }: { title?: string }) {
  const client = useCaseClient()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const setAside = async () => {
    setBusy(true)
    const answer = await client.call('database.setAside', {})
    // On success the app closes, so there is nothing to show.
    if (answer.ok) return
    setBusy(false)
    setAsking(false)
    setFailure(answer.error)
  }
  return (
    <section aria-label="The database could not be opened">
      {title && <h2>{title}</h2>}
      <p>Everything you saved is safe and unchanged.</p>
      <ol className="nhsuk-list nhsuk-list--number">
        <li>If the disk is full, free some space, close RA Desk and start it again.</li>
        <li>
          If the disk is not full, or that did not help, set the database aside. RA Desk restarts and builds a new database when you unlock
          it.
        </li>
      </ol>
      <FormError failure={failure} />
      <Button variant="secondary" busy={busy} onClick={() => setAsking(true)}>
        Set the database aside and start again
      </Button>
      <ConfirmDialog
        open={asking}
        busy={busy}
        title="Set the database aside?"
        body="RA Desk restores every saved case, scan and posting list. You need to re-enter anything you had not saved. The old database is kept unchanged for 14 days."
        confirmLabel="Set it aside and start again"
        onConfirm={() => {
          void setAside()
        }}
        onCancel={() => setAsking(false)}
      />
    </section>
  )
}
