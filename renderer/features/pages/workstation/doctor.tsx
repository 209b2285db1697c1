/** Checks of this workstation, and a report for support without personal data. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useDevices } from '../../../client/use-case-client.ts'
import { announce, Button, CopyButton, Details, FormError, Spinner, WordTag } from '../../../ui/index.ts'

type Report = Output<'doctor.report'>

const tags = {
  ok: { tone: 'green', words: 'OK' },
  warning: { tone: 'yellow', words: 'Check' },
  problem: { tone: 'red', words: 'Problem' },
} as const

/** The report of now: made again when a device or a backup changes, and when the agent comes back to the window. */
function useReport() {
  const client = useCaseClient()
  const devices = useDevices()
  const [report, setReport] = useState<Report>()
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState(true)
  const newest = useRef(0)
  const examine = useCallback(async () => {
    const turn = (newest.current += 1)
    setBusy(true)
    setFailure(undefined)
    const answer = await client.call('doctor.report', {})
    // An answer that another question has overtaken is of the state before.
    if (turn !== newest.current) return answer.ok
    setBusy(false)
    if (answer.ok) setReport(answer.value)
    else setFailure(answer.error)
    return answer.ok
  }, [client])
  useEffect(() => {
    void examine()
  }, [examine, devices])
  useEffect(() => {
    const look = () => void examine()
    const stop = client.on('backup.changed', ({ busy: working }) => {
      if (working === 'no') look()
    })
    window.addEventListener('focus', look)
    return () => {
      stop()
      window.removeEventListener('focus', look)
    }
  }, [client, examine])
  return { report, failure, busy, examine }
}

export function Doctor({ landing }: { /** The page opens here. */ readonly landing: boolean }) {
  const { report, failure, busy, examine } = useReport()
  const again = async () => {
    if (await examine()) announce('Checked again')
  }
  const problems = report?.checks.filter((check) => check.state === 'problem').length ?? 0
  return (
    <section className="desk-card" aria-labelledby="doctor" aria-busy={busy}>
      <div className="desk-page-head">
        <h2 className="nhsuk-heading-m" id="doctor" data-landing={landing || undefined}>
          Checks
        </h2>
        <div className="desk-button-row">
          <Button variant="quiet" busy={busy} onClick={() => void again()}>
            Check again
          </Button>
          {report && <CopyButton value={report.report} label="report" />}
        </div>
      </div>
      <FormError failure={failure} />
      {!report && busy && <Spinner label="Checking this workstation" />}
      {report && (
        <>
          <p role="status">
            {problems === 0 ? 'Ready for registrations.' : problems === 1 ? '1 problem to fix.' : `${problems} problems to fix.`}
          </p>
          <Checks checks={report.checks} />
          <Details summary="Show the report">
            <p>It contains nothing about registrants. You can send it to your IT support.</p>
            <pre className="desk-report" tabIndex={0} aria-label="Report">
              {report.report}
            </pre>
          </Details>
        </>
      )}
    </section>
  )
}

function Checks({ checks }: { readonly checks: Report['checks'] }) {
  return (
    <div className="desk-table-wrap">
      <table className="desk-table">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">State</th>
            <th scope="col">What was found, and what to do</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.id} data-check={check.id}>
              <th scope="row">{check.title}</th>
              <td>
                <WordTag tone={tags[check.state].tone}>{tags[check.state].words}</WordTag>
              </td>
              <td>
                {check.message}
                {check.fix && (
                  <>
                    <br />
                    <strong>What to do:</strong> {check.fix}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
