/** When the files of RA Desk were last checked, how many there are, and what was wrong. */
import { describeFindings, describeForSupport, latestFindings } from '../../../ui/finding-messages.ts'
import { useFindings } from '../../../client/use-case-client.ts'
import { useFilesCheck } from '../../../client/use-files-check.ts'
import { announce, Button, Details, FormError, formatCount, formatDateTime, Spinner } from '../../../ui/index.ts'

export function Files() {
  const { check, failure, busy, again } = useFilesCheck(0)
  const atOpening = useFindings()
  const found = latestFindings([...atOpening, ...(check?.findings ?? [])])
  return (
    <section className="desk-card" aria-labelledby="files">
      <div className="desk-page-head">
        <h2 className="nhsuk-heading-m" id="files">
          {' '}
          Files of RA Desk{' '}
        </h2>
        <Button
          variant="quiet"
          busy={busy}
          onClick={() =>
            void again().then((done) => {
              if (done) announce('Files checked again')
            })
          }
        >
          Check the files again
        </Button>
      </div>
      <FormError failure={failure} />
      {!check && busy && <Spinner label="Checking every file of RA Desk" />}
      {check && (
        <p role="status">
          All files were checked: {formatDateTime(check.at)}, {formatCount(check.files)} files, {formatBytes(check.bytes)}.{' '}
          {check.findings.length === 0 ? 'All are in order.' : 'Not all are in order.'}
        </p>
      )}
      {found.length > 0 && (
        <>
          <p>Found since you signed in:</p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {describeFindings(found).map(({ message, references }) => (
              <li key={message}>
                {message} <span className="desk-secondary">Reference: {references.join(', ')}</span>
              </li>
            ))}
          </ul>
          <Details summary="Details for support">
            <pre className="desk-report" tabIndex={0} aria-label="Details for support">
              {found.map(describeForSupport).join('\n')}
            </pre>
          </Details>
        </>
      )}
    </section>
  )
}

const formatBytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${formatCount(Math.ceil(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
