/** What an agent must know on every page: an unfinished set-up, and what was found when the database was opened. */
import { useState } from 'react'
import { Link } from 'wouter'
import type { DatabaseNotice } from '../desk/desk.ts'
import { useDatabaseNotice, useStationState } from '../desk/use-desk.ts'
import { PrinterNotice } from '../features/batch/printer-notice.tsx'
import { Button, formatCount } from '../ui/index.ts'

const rows = (count: number) => (count === 1 ? '1 entry' : `${formatCount(count)} entries`)

function DatabaseWords({ notice }: { notice: DatabaseNotice }) {
  switch (notice.kind) {
    case 'caught-up':
      return <p>RA Desk closed before its database had everything. {rows(notice.rows)} came back from the journal. Nothing is missing.</p>
    case 'rebuilt':
      return (
        <>
          <h2>The database on this computer was lost and has been built again</h2>
          <p>What happened: the database was empty or damaged when you signed in. What was kept: everything that was ever saved. {rows(notice.rows)} came back from the journal.</p>
          <p>What to do: look through the work list. What was typed and not saved may have to be typed again. If this happens twice, have the disk of this computer checked.</p>
        </>
      )
    case 'journal-tail':
      return (
        <>
          <h2>The end of the journal could not be read</h2>
          <p>What happened: its last {formatCount(notice.rows)} bytes are not a whole entry. A power cut while something was being saved can do that. What was kept: every entry before them, and the bytes themselves, set aside in a file of their own.</p>
          <p>What to do: look at the case you worked on last, and repeat the last step if it is not there. If there was no power cut, tell your RA manager.</p>
        </>
      )
    case 'journal-behind':
      return (
        <>
          <h2>The journal on this computer is older than the database</h2>
          <p>What happened: {rows(notice.rows)} in the database are not in the journal. The data folder may have been put back from an old copy. What was kept: nothing was changed or thrown away.</p>
          <p>What to do: do not register anyone on this computer until your RA manager has looked at it. Open “Workstation” and copy the report.</p>
        </>
      )
  }
}

function DatabaseNoticeBar() {
  const notice = useDatabaseNotice()
  const [dismissed, setDismissed] = useState<DatabaseNotice>()
  if (!notice || notice === dismissed) return null
  const grave = notice.kind === 'journal-behind'
  return (
    <section className={notice.kind === 'caught-up' ? 'desk-notice desk-notice--quiet' : 'desk-notice'} role={grave ? 'alert' : undefined} aria-label="About the database">
      <DatabaseWords notice={notice} />
      {!grave && <Button variant="quiet" onClick={() => setDismissed(notice)}>I have read this</Button>}
    </section>
  )
}

export function Notices() {
  const { recoveryKeyConfirmed } = useStationState()
  return (
    <>
      {!recoveryKeyConfirmed && (
        <section className="desk-notice" aria-label="Set-up is not finished">
          <p><strong>Your recovery key is not confirmed yet.</strong> If you forget your passphrase without it, every case on this computer is lost. <Link href="/set-up/recovery">Finish set-up</Link></p>
        </section>
      )}
      <DatabaseNoticeBar />
      <PrinterNotice />
    </>
  )
}
