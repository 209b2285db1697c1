/** Workstation: where backups go, the last one, whether a restore of it was proven, and what can be done now. */
import { Link } from 'wouter'
import type { BackupView } from '../../../../preload/contract/backup.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { announce, Button, Callout, Details, formatCount, FormError, Spinner, SummaryList, WordTag } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { useNow } from '../../shared/before-call/use-now.ts'
import { useBackups, type BackupState } from './use-backups.ts'
import { casesInWords, describeClearing, formatBytes, formatRecent } from './backup-messages.ts'
import './backup.css'

export function BackupPart() {
  const { state, again } = useBackups()
  return (
    <section className="desk-card" aria-labelledby="backup">
      <h2 className="nhsuk-heading-m" id="backup">
        Backup
      </h2>
      {state ? <Backups state={state} again={again} /> : <Spinner label="Looking for backups" />}
    </section>
  )
}

function Backups({ state, again }: { readonly state: BackupState; readonly again: () => Promise<void> }) {
  const client = useCaseClient()
  const { busy, failure, run } = useAct()
  const now = useNow()
  const { view, chosenBy, backups, cardsToReplace } = state
  const choose = () =>
    run(async () => {
      const answer = await client.call('backup.chooseFolder', {})
      if (answer.ok && answer.value.folder !== '') announce('Backup folder chosen')
      await again()
      return answer.ok ? undefined : answer.error
    })
  const make = () =>
    run(async () => {
      const answer = await client.call('backup.make', {})
      if (answer.ok) announce('Backup made')
      await again()
      return answer.ok ? undefined : answer.error
    })
  const drill = () =>
    run(async () => {
      const answer = await client.call('backup.drill', {})
      if (answer.ok) announce('Restore test passed')
      await again()
      return answer.ok ? undefined : answer.error
    })
  const working = busy || view.busy !== 'no'
  return (
    <>
      <FormError failure={failure} />
      {cardsToReplace.length > 0 && (
        <Callout
          title={cardsToReplace.length === 1 ? '1 card must be replaced' : `${formatCount(cardsToReplace.length)} cards must be replaced`}
        >
          <p>
            Their passcodes had not been texted yet. Backups do not contain passcodes, so these are lost. Open each case and replace its
            card.
          </p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {cardsToReplace.map(({ caseId, caseReference }) => (
              <li key={caseId}>
                <Link href={`/case/${caseId}`}>{caseReference}</Link>
              </li>
            ))}
          </ul>
        </Callout>
      )}
      {view.folder === undefined && (
        <p>
          RA Desk is not making backups. If this computer is lost or its disk fails, its cases are lost. Choose a USB stick or a folder on
          another disk.
        </p>
      )}
      <SummaryList
        rows={[
          {
            key: 'Where',
            value: <Where state={state} />,
            ...(chosenBy === 'policy'
              ? {}
              : {
                  action: (
                    <Button variant="quiet" onClick={() => void choose()}>
                      {view.folder === undefined ? 'Choose a folder' : 'Choose another folder'}
                    </Button>
                  ),
                }),
          },
          ...(view.folder === undefined
            ? []
            : [
                {
                  key: 'When',
                  value: `Every ${state.everyHours} hours while someone is signed in, after something is deleted, at the end of the day while the computer is idle, and when RA Desk closes. RA Desk keeps ${formatCount(state.kept)}: the newest, and the last one of each earlier day.`,
                },
                { key: 'Last backup', value: <Last view={view} now={now} /> },
                { key: 'Last restore test', value: <Proof view={view} now={now} /> },
                ...(view.erased?.since
                  ? [{ key: 'Deleted items', value: <Erased state={state} since={view.erased.since} now={now} /> }]
                  : []),
              ]),
        ]}
      />
      {view.folder !== undefined && (
        <div className="desk-button-row backup-acts">
          <Button variant="secondary" busy={working} onClick={() => void make()}>
            {view.busy === 'backup' ? `Writing… ${Math.floor((view.progress ?? 0) * 100)} %` : 'Back up now'}
          </Button>
          {backups.length > 0 && (
            <Button variant="secondary" busy={working} onClick={() => void drill()}>
              {view.busy === 'drill' ? 'Testing a restore…' : 'Test a restore now'}
            </Button>
          )}
        </div>
      )}
      {backups.length > 0 && (
        <Details summary={backups.length === 1 ? 'One backup in the folder' : `${formatCount(backups.length)} backups in the folder`}>
          <table className="nhsuk-table backup-files">
            <caption className="nhsuk-u-visually-hidden">Backups in the folder, newest first</caption>
            <thead>
              <tr>
                <th scope="col">Made</th>
                <th scope="col">File</th>
                <th scope="col">Size</th>
              </tr>
            </thead>
            <tbody>
              {backups.map(({ file, madeAt, bytes }) => (
                <tr key={file}>
                  <th scope="row">{formatRecent(madeAt, now)}</th>
                  <td className="backup-path">{file}</td>
                  <td>{formatBytes(bytes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Details>
      )}
      <p className="desk-secondary">
        The printed recovery key opens a backup on any computer with RA Desk. A backup contains cases, scans and the record, but no
        passcodes.
      </p>
    </>
  )
}

function Where({ state: { view, chosenBy, reachable } }: { readonly state: BackupState }) {
  if (view.folder === undefined) return <WordTag tone="red">No folder chosen</WordTag>
  return (
    <>
      <span className="backup-path">{view.folder}</span>
      {chosenBy === 'policy' && <span className="backup-under">Set by your organisation.</span>}
      {!reachable && (
        <span className="backup-under">
          <WordTag tone="yellow">Not there now</WordTag> Put the USB stick in, or connect the drive.
        </span>
      )}
    </>
  )
}

function Last({ view: { last, failure }, now }: { readonly view: BackupView; readonly now: Date }) {
  return (
    <>
      {last ? (
        <>
          {formatRecent(last.madeAt, now)}: {casesInWords(last.cases)}, {formatBytes(last.bytes)}. Checkpoint{' '}
          <span className="backup-code">{last.code}</span>
        </>
      ) : (
        'None yet'
      )}
      {failure && (
        <span className="backup-under">
          <WordTag tone="red">Not made {formatRecent(failure.at, now)}</WordTag> {failure.message} <strong>What to do:</strong>{' '}
          {failure.next}
        </span>
      )}
    </>
  )
}

function Erased({ state: { view, reachable }, since, now }: { readonly state: BackupState; readonly since: string; readonly now: Date }) {
  const left = view.erased?.left ?? 0
  return (
    <>
      <WordTag tone="yellow">Still in older backups</WordTag> Items were deleted {formatRecent(since, now)}, but older backups still contain
      them.
      <span className="backup-under">{describeClearing({ reachable, left })}</span>
    </>
  )
}

function Proof({ view: { drill }, now }: { readonly view: BackupView; readonly now: Date }) {
  if (!drill) return <>Not tested yet. RA Desk tests it while the computer is idle.</>
  if (drill.result === 'not-proven')
    return (
      <>
        <WordTag tone="red">Failed {formatRecent(drill.at, now)}</WordTag> {drill.message} <strong>What to do:</strong> {drill.next}
      </>
    )
  const { at, cases, scans, entries, madeAt } = drill
  return (
    <>
      <WordTag tone="green">Passed</WordTag> {formatRecent(at, now)}: {casesInWords(cases)}, {formatCount(scans)}{' '}
      {scans === 1 ? 'scan or photograph' : 'scans and photographs'} and {formatCount(entries)} entries of the record opened, from the
      backup made {formatRecent(madeAt, now)}.
    </>
  )
}
