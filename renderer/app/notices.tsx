/** What an agent must know on every page: an unfinished set-up, drafts that cannot be saved, and damage found at sign-in. */
import './drafts-not-kept.css'
import { useDraftsKept, useStationState } from '../client/use-case-client.ts'
import { PrinterNotice } from '../features/pages/batch/printer-notice.tsx'
import { DatabaseNoticeBar } from './database-notice.tsx'
import { FilesNotice } from './files-notice.tsx'
import { RecoveryKeyNotice } from './recovery-key-notice.tsx'

function DraftsNotKept() {
  const kept = useDraftsKept()
  if (kept) return null
  return (
    <section className="desk-notice desk-notice--pinned" role="alert" aria-label="Drafts are not being saved">
      <h2>Drafts are not being saved</h2>
      <p>
        What happened: the database on this computer cannot be updated, usually because the disk is full. What is safe: everything you
        saved.
      </p>
      <p>
        What to do: finish this form and save it now, or copy what you typed. Saving still works. Then free some disk space, close RA Desk
        and start it again.
      </p>
    </section>
  )
}

export function Notices() {
  const { practice } = useStationState()
  return (
    <>
      {!practice && <RecoveryKeyNotice />}
      <DraftsNotKept />
      <DatabaseNoticeBar />
      <FilesNotice />
      <PrinterNotice />
    </>
  )
}
