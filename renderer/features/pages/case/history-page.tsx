/** Everything that happened to a case, in words: who, when, what and why. */
import { formatDateTime } from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'
import { CaseHeader } from './case-header.tsx'
import { describeEvent, listHistory } from '../../../../domain/case/describe.ts'
import { NoteForm } from './note-form.tsx'
import { WithCase } from './with-case.tsx'

export function HistoryPage({ caseId }: { caseId: string }) {
  return <WithCase caseId={caseId}>{(handle) => <History handle={handle} />}</WithCase>
}

function History({ handle }: { handle: ReadyCase }) {
  const { record, view, edition, caseId } = handle
  const entries = listHistory(record.events)
  return (
    <>
      <CaseHeader open={handle} back={{ href: `/case/${caseId}`, words: 'Task list' }} />
      <h1 className="nhsuk-heading-l">History</h1>
      <div className="desk-columns">
        <div>
          <p className="desk-secondary">
            {entries.length === 1 ? '1 entry' : `${entries.length} entries`}, newest first. {view.completed} of {view.order.length} steps
            are finished.
          </p>
          <ol className="desk-history" reversed>
            {entries.toReversed().map((recorded) => {
              const { title, lines } = describeEvent(recorded.event, edition)
              return (
                <li key={recorded.seq}>
                  <div className="desk-secondary">
                    <p>
                      <time dateTime={recorded.at}>{formatDateTime(recorded.at)}</time>
                    </p>
                    <p>{recorded.agentName}</p>
                  </div>
                  <div>
                    <p>
                      <strong>{title}</strong>
                    </p>
                    {recorded.reason && <p>Reason for the change: {recorded.reason}</p>}
                    {lines.map((line, index) => (
                      <p key={index} className="desk-event-extra">
                        {line}
                      </p>
                    ))}
                  </div>
                </li>
              )
            })}
          </ol>
        </div>
        <aside aria-label="Notes" className="desk-card">
          <NoteForm handle={handle} />
        </aside>
      </div>
    </>
  )
}
