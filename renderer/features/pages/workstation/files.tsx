/** Whether every kept file of the record is as it was written: when it was looked at, how many files, and what was wrong. */
import { findingsToSay, findingWords } from '../../../ui/finding-messages.ts'
import { useFindings } from '../../../client/use-case-client.ts'
import { useFilesCheck } from '../../../client/use-files-check.ts'
import { announce, Button, FormError, formatCount, formatDateTime, Spinner } from '../../../ui/index.ts'

export function Files() {
  const { check, failure, busy, again } = useFilesCheck(0)
  const atOpening = useFindings()
  const found = findingsToSay([...atOpening, ...(check?.findings ?? [])])
  return (
    <section className="desk-card" aria-labelledby="files">
      <div className="desk-page-head">
        <h2 className="nhsuk-heading-m" id="files">
          Files of the record
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
      {!check && busy && <Spinner label="Reading every file of the record" />}
      {check && (
        <p role="status">
          All files of the record were checked: {formatDateTime(check.at)}, {formatCount(check.files)} files, {formatBytes(check.bytes)}.{' '}
          {check.findings.length === 0 ? 'Each is as it was written.' : 'Not all of them are in order.'}
        </p>
      )}
      {found.length > 0 && (
        <>
          <p>What was found since you signed in:</p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {found.map((finding) => (
              <li key={`${finding.kind} ${finding.file}`}>{findingWords[finding.kind](finding)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

const formatBytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${formatCount(Math.ceil(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
