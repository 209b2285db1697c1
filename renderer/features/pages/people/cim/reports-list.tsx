/** The reports that were imported, newest first. The newest of each kind is compared; the rows of any can be removed. */
import { useState } from 'react'
import { reportKindWords } from '../../../../../domain/cim/report-kinds.ts'
import { useCaseClient } from '../../../../client/use-case-client.ts'
import { Button, ConfirmDialog, formatCount, formatDate, formatDateTime, FormError, WordTag } from '../../../../ui/index.ts'
import { useAct } from '../../../shared/use-act.ts'
import type { ReportView } from './use-cim.ts'

export function ReportsList({ reports, onRemoved }: { readonly reports: readonly ReportView[]; readonly onRemoved: () => void }) {
  const client = useCaseClient()
  const removing = useAct()
  const [asked, setAsked] = useState<ReportView>()
  const remove = (report: ReportView) =>
    removing.run(async () => {
      const answer = await client.call('cim.removeRows', { reportId: report.reportId })
      setAsked(undefined)
      if (!answer.ok) return answer.error
      onRemoved()
      return undefined
    })
  return (
    <>
      <FormError failure={removing.failure} />
      <table className="nhsuk-table cim-reports">
        <caption className="nhsuk-u-visually-hidden">Imported reports</caption>
        <thead>
          <tr>
            <th scope="col">Report</th>
            <th scope="col">Made on</th>
            <th scope="col">Lists</th>
            <th scope="col">Rows</th>
            <th scope="col">Imported</th>
            <th scope="col">
              <span className="nhsuk-u-visually-hidden">Action</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {reports.map((report) => (
            <ReportRow key={report.reportId} report={report} onRemove={() => setAsked(report)} />
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        open={asked !== undefined}
        danger
        title="Remove the rows of this report?"
        body={
          <>
            <p>
              What the report says of {formatCount(asked?.persons ?? 0)} people is removed from this workstation. Who imported it, and when,
              stays.
            </p>
            {asked?.isCompared && <p>The next older report of this kind is compared instead, if there is one.</p>}
          </>
        }
        confirmLabel="Remove the rows"
        busy={removing.busy}
        onConfirm={() => asked && void remove(asked)}
        onCancel={() => setAsked(undefined)}
      />
    </>
  )
}

function ReportRow({ report, onRemove }: { readonly report: ReportView; readonly onRemove: () => void }) {
  return (
    <tr>
      <th scope="row">
        {reportKindWords[report.kind]} {report.isCompared && <WordTag tone="green">Compared</WordTag>}
        <div className="desk-secondary cim-breaks">{report.fileName}</div>
      </th>
      <td>{formatDate(report.reportedOn)}</td>
      <td>{report.coverage === 'whole' ? 'Everyone' : 'Some people'}</td>
      <td className="desk-mono">
        {formatCount(report.rows)}
        {report.leftOut > 0 && <div className="desk-secondary">{formatCount(report.leftOut)} left out</div>}
      </td>
      <td>
        {formatDateTime(report.importedAt)}
        <div className="desk-secondary">{report.by}</div>
      </td>
      <td>
        {report.removed ? (
          <span className="desk-secondary">Rows removed {formatDateTime(report.removed.at)}</span>
        ) : (
          <Button variant="quiet" onClick={onRemove}>
            Remove rows
            <span className="nhsuk-u-visually-hidden">
              {' '}
              of {reportKindWords[report.kind]}, {formatDate(report.reportedOn)}
            </span>
          </Button>
        )}
      </td>
    </tr>
  )
}
