/** Everything that was done and looked at on this workstation, by whom and when; and whether the record of it is whole. */
import { formatPaperCode } from '../../../../domain/record/paper-code.ts'
import { useCallback, useDeferredValue, useId, useMemo, useState } from 'react'
import { actionKinds, type ActionKind } from '../../../../domain/record/actions.ts'
import { useCaseClient, useFindSummary } from '../../../client/use-case-client.ts'
import { announce, Button, formatCount, formatDate, FormError, Spinner } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { CompareCode } from './compare-code.tsx'
import { daysOf, everything, filterEntries, type RecordFilter } from './record-filters.ts'
import { RecordGrid } from './record-grid.tsx'
import { useRecord } from './use-record.ts'
import { Verification } from './verification.tsx'
import './record.css'

export function RecordPage() {
  const record = useRecord()
  const findSummary = useFindSummary()
  const [filter, setFilter] = useState<RecordFilter>(everything)
  const asked = useDeferredValue(filter)
  const names = useMemo(() => new Map(record.agents.map(({ agentId, name }) => [agentId, name])), [record.agents])
  const referenceOf = useCallback((caseId: string) => findSummary(caseId)?.reference, [findSummary])
  const nameOf = useCallback((agentId: string) => names.get(agentId) ?? 'Unknown', [names])
  const shown = useMemo(() => filterEntries(record.entries, asked, referenceOf), [record.entries, asked, referenceOf])
  const days = useMemo(() => daysOf(record.entries), [record.entries])
  const size = record.entries[0] === undefined ? 0 : record.entries[0].seq + 1
  return (
    <>
      <div className="desk-page-head">
        <h1 className="nhsuk-heading-l">Record</h1>
        <ExportRecord />
      </div>
      <div className="record-panels">
        {size === 0 ? (
          <Spinner label="Reading the record" />
        ) : (
          <Verification size={size} onShowClock={() => setFilter({ ...everything, kind: 'clock' })} />
        )}
        <CompareCode />
      </div>
      {record.failure && <FormError failure={record.failure} />}
      <Filters
        filter={filter}
        onChange={setFilter}
        agents={record.agents}
        days={days}
        counted={`${formatCount(shown.length)} of ${formatCount(record.entries.length)} entries${record.complete ? '' : ', reading older ones'}`}
      />
      {shown.length > 0 || !record.complete ? (
        <RecordGrid entries={shown} nameOf={nameOf} referenceOf={referenceOf} />
      ) : (
        <div className="desk-empty">
          <p>
            No entries match.{' '}
            <button type="button" className="desk-button-link" onClick={() => setFilter(everything)}>
              Show all entries
            </button>
          </p>
        </div>
      )}
    </>
  )
}

interface FiltersProps {
  readonly filter: RecordFilter
  readonly onChange: (filter: RecordFilter) => void
  readonly agents: readonly { readonly agentId: string; readonly name: string }[]
  /** Days on which anything was noted, newest first. */
  readonly days: readonly string[]
  readonly counted: string
}

function Filters({ filter, onChange, agents, days, counted }: FiltersProps) {
  const id = useId()
  const field = (name: keyof RecordFilter) => ({
    id: `${id}-${name}`,
    value: filter[name],
    onChange: (change: { target: { value: string } }) => onChange({ ...filter, [name]: change.target.value }),
  })
  return (
    <div className="desk-toolbar record-filters" role="search" aria-label="Which entries">
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor={`${id}-reference`}>
          Case
        </label>
        <input
          className="nhsuk-input"
          type="search"
          placeholder="RA-7K3M-2Q"
          autoComplete="off"
          spellCheck={false}
          {...field('reference')}
        />
      </div>
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor={`${id}-agentId`}>
          Who
        </label>
        <select className="nhsuk-select" {...field('agentId')}>
          <option value="">Everyone</option>
          {agents.map(({ agentId, name }) => (
            <option key={agentId} value={agentId}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor={`${id}-day`}>
          Day
        </label>
        <select className="nhsuk-select" {...field('day')}>
          <option value="">All days</option>
          {days.map((day) => (
            <option key={day} value={day}>
              {formatDate(day)}
            </option>
          ))}
        </select>
      </div>
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor={`${id}-kind`}>
          Kind
        </label>
        <select
          className="nhsuk-select"
          {...field('kind')}
          onChange={(change) => onChange({ ...filter, kind: change.target.value as ActionKind | '' })}
        >
          <option value="">All kinds</option>
          {actionKinds.map((kind) => (
            <option key={kind.id} value={kind.id}>
              {kind.title}
            </option>
          ))}
        </select>
      </div>
      <span className="desk-secondary" role="status">
        {counted}
      </span>
    </div>
  )
}

function ExportRecord() {
  const client = useCaseClient()
  const [saved, setSaved] = useState<string>()
  const exporting = useAct()
  const save = () =>
    exporting.run(async () => {
      setSaved(undefined)
      const answer = await client.call('record.export', {})
      if (!answer.ok) return answer.error
      const { savedAs, size, code } = answer.value
      if (savedAs === '') return undefined
      const words = `Saved as ${savedAs}, with the record code ${formatPaperCode({ size, code })}. The file explains how to check it.`
      setSaved(words)
      announce(words)
      return undefined
    })
  return (
    <div className="record-export">
      {exporting.failure && <FormError failure={exporting.failure} />}
      {saved && <p>{saved}</p>}
      <Button variant="secondary" busy={exporting.busy} onClick={() => void save()}>
        Export the record
      </Button>
    </div>
  )
}
