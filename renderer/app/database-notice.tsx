/** What was found and done when the database was opened at sign-in. */
import { useState } from 'react'
import type { DatabaseNotice } from '../client/case-client.ts'
import { useDatabaseNotice, useStationState } from '../client/use-case-client.ts'
import { SetAside } from '../features/pages/unlock/set-aside.tsx'
import { Button, formatCount, formatDateTime } from '../ui/index.ts'

const rows = (count: number) => (count === 1 ? '1 entry' : `${formatCount(count)} entries`)

type Rebuilt = Extract<DatabaseNotice, { kind: 'rebuilt' }>

function RebuiltMessage({ notice: { why, found, restored, at } }: { notice: Rebuilt }) {
  const tables = [
    ['Cases', 'cases'],
    ['Posting lists', 'manifests'],
    ['Settings of this workstation', 'station'],
    ['Parts of scans', 'chunks'],
  ] as const
  return (
    <>
      <h2>The database on this computer was {why === 'wiped' ? 'lost' : 'damaged'} and has been rebuilt</h2>
      <p>
        What happened:{' '}
        {why === 'wiped'
          ? 'the database was empty when you signed in.'
          : 'part of the database was missing, out of date or damaged when you signed in.'}{' '}
        What is safe: everything that was saved. RA Desk rebuilt the database at {formatDateTime(at)}.
      </p>
      <p>
        {tables.map(([words, table]) => `${words}: ${formatCount(found[table])} found, ${formatCount(restored[table])} now`).join('. ')}.
      </p>
      <p>
        What to do: check the work list. You may need to re-enter anything you had not saved. If this happens again, ask your IT support to
        check the disk of this computer.
      </p>
    </>
  )
}

function DatabaseMessage({ notice }: { notice: DatabaseNotice }) {
  switch (notice.kind) {
    case 'caught-up':
      return <p>RA Desk closed before its database was up to date. It has now added {rows(notice.rows)}. Nothing is missing.</p>
    case 'damaged':
      return <SetAside title="Part of the database on this computer cannot be read or repaired" />
    case 'pieces-fetched':
      return (
        <p>
          The database on this computer lacked parts of scans. RA Desk has repaired them ({formatCount(notice.rows)}). Nothing is missing.
        </p>
      )
    case 'rows-replaced':
      return (
        <>
          <h2>Part of the database on this computer was damaged and has been repaired</h2>
          <p>
            What happened: {rows(notice.rows)} could not be read or had changed. What is safe: everything that was saved. RA Desk replaced{' '}
            {notice.rows === 1 ? 'it' : 'them'} with what it had saved.
          </p>
          <p>What to do: nothing now. If this happens again, ask your IT support to check the disk of this computer.</p>
        </>
      )
    case 'rebuilt':
      return <RebuiltMessage notice={notice} />
    case 'journal-behind':
      return (
        <>
          <h2>Saved changes may be missing on this computer</h2>
          <p>
            What happened: the database holds {rows(notice.rows)} that the main files of RA Desk do not have. Someone may have replaced the
            data folder with an old copy. What is safe: RA Desk changed and deleted nothing.
          </p>
          <p>
            What to do: do not register anyone on this computer until your RA manager has checked it. Open “Workstation” and copy the
            report.
          </p>
        </>
      )
  }
}

export function DatabaseNoticeBar() {
  const notice = useDatabaseNotice()
  const { databaseAside } = useStationState()
  const [dismissed, setDismissed] = useState<DatabaseNotice>()
  if (!notice || notice === dismissed) return null
  const serious = notice.kind === 'journal-behind' || notice.kind === 'damaged'
  return (
    <section
      className={notice.kind === 'caught-up' || notice.kind === 'pieces-fetched' ? 'desk-notice desk-notice--quiet' : 'desk-notice'}
      role={serious ? 'alert' : undefined}
      aria-label="About the database"
    >
      <DatabaseMessage notice={notice} />
      {notice.kind === 'rebuilt' && databaseAside !== undefined && 'kept' in databaseAside && (
        <p>
          The database that could not be opened is kept for 14 days in <span className="desk-path">{databaseAside.kept}</span>
        </p>
      )}
      {!serious && (
        <Button variant="quiet" onClick={() => setDismissed(notice)}>
          I have read this
        </Button>
      )}
    </section>
  )
}
