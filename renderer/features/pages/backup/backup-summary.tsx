/** What the Workstation page shows about backups: where, when, the last one, its restore test, and the files. */
import { Link } from 'wouter'
import type { BackupView } from '../../../../preload/contract/backup.ts'
import { useAccess } from '../../../client/use-access.ts'
import { Button, Callout, Details, formatCount, SummaryList, WordTag } from '../../../ui/index.ts'
import { casesInWords, describeClearing, describeKind, formatBytes, formatRecent } from './backup-messages.ts'
import type { BackupState } from './use-backups.ts'

type Props = { readonly state: BackupState; readonly now: Date }

export function CardsToReplace({ cards }: { readonly cards: BackupState['cardsToReplace'] }) {
  if (cards.length === 0) return null
  return (
    <Callout title={cards.length === 1 ? '1 card must be replaced' : `${formatCount(cards.length)} cards must be replaced`}>
      <p>
        Their passcodes had not been texted yet. Backups do not contain passcodes, so these are lost. Open each case and replace its card.
      </p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {cards.map(({ caseId, caseReference }) => (
          <li key={caseId}>
            <Link href={`/case/${caseId}`}>{caseReference}</Link>
          </li>
        ))}
      </ul>
    </Callout>
  )
}

export function BackupFiles({ backups, now }: { readonly backups: BackupState['backups']; readonly now: Date }) {
  if (backups.length === 0) return null
  return (
    <Details summary={backups.length === 1 ? 'One backup in the folder' : `${formatCount(backups.length)} backups in the folder`}>
      <table className="nhsuk-table backup-files">
        <caption className="nhsuk-u-visually-hidden">Backups in the folder, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Made</th>
            <th scope="col">What it is</th>
            <th scope="col">File</th>
            <th scope="col">Size</th>
          </tr>
        </thead>
        <tbody>
          {backups.map(({ file, madeAt, bytes, since }) => (
            <tr key={file}>
              <th scope="row">{formatRecent(madeAt, now)}</th>
              <td>{describeKind(since)}</td>
              <td className="backup-path">{file}</td>
              <td>{formatBytes(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {backups.some(({ since }) => since !== undefined) && (
        <p>To restore a backup of changes, RA Desk also needs the whole backup. Keep both files in the same folder.</p>
      )}
    </Details>
  )
}

export function Summary({ state, now, choose }: Props & { readonly choose: () => void }) {
  const { view, chosenBy } = state
  const mayChoose = useAccess('backup.chooseFolder') === 'do'
  return (
    <SummaryList
      rows={[
        {
          key: 'Where',
          value: <Where state={state} />,
          ...((chosenBy === 'policy' && state.trouble === undefined) || !mayChoose
            ? {}
            : {
                action: (
                  <Button variant="quiet" onClick={choose}>
                    {view.folder === undefined ? 'Choose a folder' : state.trouble ? 'Choose the folder again' : 'Choose another folder'}
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
              { key: 'Last backup', value: <Last state={state} now={now} /> },
              { key: 'Last restore test', value: <Proof view={view} now={now} /> },
              ...(view.erased?.since
                ? [{ key: 'Deleted items', value: <DeletedItems state={state} since={view.erased.since} now={now} /> }]
                : []),
            ]),
      ]}
    />
  )
}

function Where({ state: { view, chosenBy, trouble } }: { readonly state: BackupState }) {
  if (view.folder === undefined) return <WordTag tone="red">No folder chosen</WordTag>
  return (
    <>
      <span className="backup-path">{view.folder}</span>
      {chosenBy === 'policy' && <span className="backup-under">Set by your organisation.</span>}
      {trouble && (
        <span className="backup-under">
          <WordTag tone="yellow">Not there now</WordTag> {trouble.message} <strong>What to do:</strong> {trouble.next}
        </span>
      )}
    </>
  )
}

function Last({ state: { view, trouble }, now }: Props) {
  const { last, failure } = view
  return (
    <>
      {last ? (
        <>
          {formatRecent(last.madeAt, now)}: {casesInWords(last.cases)}, {formatBytes(last.bytes)}. Record code{' '}
          <span className="backup-code">{last.code}</span>
          <span className="backup-under">{describeKind(last.since)}.</span>
        </>
      ) : (
        'None yet'
      )}
      {failure && (
        <span className="backup-under">
          <WordTag tone="red">Not made {formatRecent(failure.at, now)}</WordTag>{' '}
          {failure.message !== trouble?.message && (
            <>
              {failure.message} <strong>What to do:</strong> {failure.next}
            </>
          )}
        </span>
      )}
    </>
  )
}

function DeletedItems({
  state: { view, reachable },
  since,
  now,
}: {
  readonly state: BackupState
  readonly since: string
  readonly now: Date
}) {
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
