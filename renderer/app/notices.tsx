/** What an agent must know on every page: an unfinished set-up, and what was found when the database was opened. */
import './drafts-not-kept.css'
import { useState } from 'react'
import { Link } from 'wouter'
import type { DatabaseNotice, Finding } from '../client/case-client.ts'
import { useFilesCheck } from '../client/use-files-check.ts'
import { useDatabaseNotice, useDraftsKept, useFindings, useStationState } from '../client/use-case-client.ts'
import { SetAside } from '../features/pages/unlock/set-aside.tsx'
import { PrinterNotice } from '../features/pages/batch/printer-notice.tsx'
import { Button, formatCount, formatDateTime } from '../ui/index.ts'
import { findingsToSay, findingWords } from '../ui/finding-messages.ts'

const rows = (count: number) => (count === 1 ? '1 entry' : `${formatCount(count)} entries`)

function DatabaseWords({ notice }: { notice: DatabaseNotice }) {
  switch (notice.kind) {
    case 'caught-up':
      return <p>RA Desk closed before its database had everything. {rows(notice.rows)} came back from the journal. Nothing is missing.</p>
    case 'damaged':
      return <SetAside title="A part of the database on this computer cannot be read or replaced" />
    case 'pieces-fetched':
      return (
        <p>
          {notice.rows === 1 ? '1 piece of a scan was' : `${formatCount(notice.rows)} pieces of scans were`} missing or damaged in the
          database on this computer and came back from the record. Nothing is missing.
        </p>
      )
    case 'rebuilt': {
      const { found, restored } = notice
      const tables = [
        ['Cases', 'cases'],
        ['Dispatch manifests', 'manifests'],
        ['Settings of this station', 'station'],
        ['Pieces of scans', 'chunks'],
      ] as const
      return (
        <>
          <h2>The database on this computer was {notice.why === 'wiped' ? 'lost' : 'not what was saved'} and has been built again</h2>
          <p>
            What happened:{' '}
            {notice.why === 'wiped'
              ? 'the database was empty when you signed in.'
              : 'a part of the database was missing, older or damaged when you signed in.'}{' '}
            What was kept: everything that was ever saved. It came back from the journal at {formatDateTime(notice.at)}.
          </p>
          <p>
            {tables.map(([words, table]) => `${words}: ${formatCount(found[table])} found, ${formatCount(restored[table])} now`).join('. ')}
            .
          </p>
          <p>
            What to do: look through the work list. What was typed and not saved may have to be typed again. If this happens twice, have the
            disk of this computer checked.
          </p>
        </>
      )
    }
    case 'journal-tail':
      return (
        <>
          <h2>The end of the journal could not be read</h2>
          <p>
            What happened: its last {formatCount(notice.rows)} bytes are not a whole entry. A power cut while something was being saved can
            do that. What was kept: every entry before them, and the bytes themselves, set aside in a file of their own.
          </p>
          <p>
            What to do: look at the case you worked on last, and repeat the last step if it is not there. If there was no power cut, tell
            your RA manager.
          </p>
        </>
      )
    case 'journal-behind':
      return (
        <>
          <h2>The journal on this computer is older than the database</h2>
          <p>
            What happened: {rows(notice.rows)} in the database are not in the journal. The data folder may have been put back from an old
            copy. What was kept: nothing was changed or thrown away.
          </p>
          <p>
            What to do: do not register anyone on this computer until your RA manager has looked at it. Open “Workstation” and copy the
            report.
          </p>
        </>
      )
  }
}

function DatabaseNoticeBar() {
  const notice = useDatabaseNotice()
  const { databaseAside } = useStationState()
  const [dismissed, setDismissed] = useState<DatabaseNotice>()
  if (!notice || notice === dismissed) return null
  const grave = notice.kind === 'journal-behind' || notice.kind === 'damaged'
  return (
    <section
      className={notice.kind === 'caught-up' || notice.kind === 'pieces-fetched' ? 'desk-notice desk-notice--quiet' : 'desk-notice'}
      role={grave ? 'alert' : undefined}
      aria-label="About the database"
    >
      <DatabaseWords notice={notice} />
      {notice.kind === 'rebuilt' && databaseAside !== undefined && 'kept' in databaseAside && (
        <p>
          The database that could not be opened is kept for 14 days in <span className="desk-path">{databaseAside.kept}</span>
        </p>
      )}
      {!grave && (
        <Button variant="quiet" onClick={() => setDismissed(notice)}>
          I have read this
        </Button>
      )}
    </section>
  )
}

function FindingsBar() {
  const atOpening = useFindings()
  const { check } = useFilesCheck()
  const [dismissed, setDismissed] = useState<readonly Finding[]>([])
  const findings = findingsToSay([...atOpening, ...(check?.findings ?? [])]).filter((finding) => !dismissed.includes(finding))
  if (findings.length === 0) return null
  const grave = findings.some(({ kind }) => kind === 'journal-cut-back' || kind === 'audit-record-damaged')
  return (
    <section className="desk-notice" role={grave ? 'alert' : undefined} aria-label="About the files of RA Desk">
      <h2>What was found when you signed in</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {findings.map((finding) => (
          <li key={`${finding.kind} ${finding.file}`}>{findingWords[finding.kind](finding)}</li>
        ))}
      </ul>
      {!grave && <p>If this happens twice, have the disk of this computer checked.</p>}
      <p>
        <Link href="/help/notices">What such a notice means</Link>
      </p>
      {!grave && (
        <Button variant="quiet" onClick={() => setDismissed([...dismissed, ...findings])}>
          I have read this
        </Button>
      )}
    </section>
  )
}

function DraftsNotKept() {
  const kept = useDraftsKept()
  if (kept) return null
  return (
    <section className="desk-notice desk-notice--pinned" role="alert" aria-label="What you type is not kept">
      <h2>What you are typing is not being kept</h2>
      <p>
        What happened: the database on this computer cannot be written; usually its disk is full. What is safe: everything that was saved.
      </p>
      <p>
        What to do: finish this form and save it now – a save goes to the journal first – or copy what you typed. Then free some space,
        close RA Desk and start it again. It catches up by itself.
      </p>
    </section>
  )
}

export function Notices() {
  const { recoveryKeyConfirmed } = useStationState()
  return (
    <>
      {!recoveryKeyConfirmed && (
        <section className="desk-notice" aria-label="Set-up is not finished">
          <p>
            <strong>Your recovery key is not confirmed yet.</strong> If you forget your passphrase without it, every case on this computer
            is lost. <Link href="/set-up/recovery">Finish set-up</Link>
          </p>
        </section>
      )}
      <DraftsNotKept />
      <DatabaseNoticeBar />
      <FindingsBar />
      <PrinterNotice />
    </>
  )
}
