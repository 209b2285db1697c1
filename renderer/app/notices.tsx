/** What an agent must know on every page: an unfinished set-up, drafts that cannot be saved, and damage found at sign-in. */
import './drafts-not-kept.css'
import { Link } from 'wouter'
import { useDraftsKept, useStationState } from '../client/use-case-client.ts'
import { PrinterNotice } from '../features/pages/batch/printer-notice.tsx'
import { DatabaseNoticeBar } from './database-notice.tsx'
import { FilesNotice } from './files-notice.tsx'

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
  const { recoveryKeyConfirmed, practice } = useStationState()
  return (
    <>
      {!recoveryKeyConfirmed && !practice && (
        <section className="desk-notice" aria-label="Set-up is not finished">
          <p>
            <strong>Your recovery key is not confirmed yet.</strong>
            <span className="desk-notice__more"> If you forget your passphrase without it, every case on this computer is lost.</span>{' '}
            <Link href="/set-up/recovery">Finish set-up</Link>
          </p>
        </section>
      )}
      <DraftsNotKept />
      <DatabaseNoticeBar />
      <FilesNotice />
      <PrinterNotice />
    </>
  )
}
