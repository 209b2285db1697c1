/** The National Locum (FFFFF) log: everyone who was given this access, until when, and what has to be done about it. */
import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { locumStateWords } from '../../../../domain/locum/entry.ts'
import { pathOfLocumEntry } from '../../../../domain/locum/work-items.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, formatDate, FormError, formatUuid, RowGrid, Spinner, toast, WordTag } from '../../../ui/index.ts'
import { PrintButton } from '../../shared/after-call/print-button.tsx'
import { useAct } from '../../shared/use-act.ts'
import { PeopleTabs } from '../people/people-tabs.tsx'
import { findEntries, locumTones, shownFilters, type LocumFilter } from './locum-filters.ts'
import { LocumToolbar } from './locum-head.tsx'
import { useLocumLog, type LocumLine } from './use-locum.ts'
import './locum.css'

const columns = ['Name', 'UUID', 'Organisations', 'Granted', 'Review by', 'Ends', 'State'] as const

export function LocumLog() {
  const { value, failure } = useLocumLog()
  const [, go] = useLocation()
  const [filter, setFilter] = useState<LocumFilter>('all')
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  const entries = useMemo(() => findEntries(value ?? [], filter, asked), [value, filter, asked])
  const filters = useMemo(() => shownFilters(value ?? []), [value])
  const open = useCallback(({ entryId }: LocumLine) => go(pathOfLocumEntry(entryId)), [go])
  return (
    <>
      <PeopleTabs title="National Locum log" here="/people/locum-log" />
      <FormError failure={failure} />
      {!value && !failure && <Spinner label="Reading the log" />}
      {value && <LogActs shown={entries} whole={entries.length === value.length} isEmpty={value.length === 0} />}
      {value?.length === 0 && (
        <div className="desk-empty">
          <h2 className="nhsuk-heading-m">The log is empty</h2>
          <p>
            The log keeps everyone who was given National Locum Pharmacy Agency (FFFFF) access. A case adds people when you record their
            access. You can also <Link href="/people/locum-log/add">add people from a list</Link> or{' '}
            <Link href="/people/locum-log/import">import a log you kept before</Link>.
          </p>
        </div>
      )}
      {value && value.length > 0 && (
        <>
          <LocumToolbar query={query} onQuery={setQuery} filters={filters} filter={filter} onFilter={setFilter} found={entries.length} />
          {entries.length > 0 ? (
            <RowGrid
              key={filter}
              label="National Locum log"
              columns={columns}
              className="locum-grid"
              items={entries}
              keyOf={({ entryId }) => entryId}
              cells={(line) => <EntryCells line={line} />}
              onOpen={open}
            />
          ) : (
            <div className="desk-empty">
              <p>No entry matches this search.</p>
            </div>
          )}
        </>
      )}
    </>
  )
}

/** What can be done with the log. Files hold what the search shows. */
function LogActs({ shown, whole, isEmpty }: { readonly shown: readonly LocumLine[]; readonly whole: boolean; readonly isEmpty: boolean }) {
  const client = useCaseClient()
  const saving = useAct()
  const mayChange = useAccess('locum.add') === 'do'
  const which = () => (whole ? {} : { entryIds: shown.map(({ entryId }) => entryId) })
  const save = (kind: 'csv' | 'pdf') =>
    saving.run(async () => {
      const answer = await client.call('locum.save', { kind, ...which() })
      if (!answer.ok) return answer.error
      if (answer.value.savedAs) toast.success(`Saved as ${answer.value.savedAs}`)
      return undefined
    })
  if (!mayChange) return null
  return (
    <>
      <FormError failure={saving.failure} />
      <div className="locum-acts">
        <Link href="/people/locum-log/add" className="nhsuk-button nhsuk-button--small">
          Add people
        </Link>
        {!isEmpty && (
          <>
            <Link href="/people/locum-log/review" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small">
              Review several
            </Link>
            <Link href="/people/locum-log/revoke" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small">
              Revoke several
            </Link>
          </>
        )}
        <Link href="/people/locum-log/import">Import a log</Link>
        {shown.length > 0 && (
          <>
            <PrintButton kind="locum-log" make={() => ({ kind: 'locum-log', ...which() })} label="Print the log" />
            <Button variant="quiet" busy={saving.busy} onClick={() => void save('pdf')}>
              Save as PDF
            </Button>
            <Button variant="quiet" busy={saving.busy} onClick={() => void save('csv')}>
              Save as CSV
            </Button>
          </>
        )}
      </div>
    </>
  )
}

const EntryCells = memo(function EntryCells({ line }: { readonly line: LocumLine }) {
  const { state } = line
  return (
    <>
      <span role="gridcell" className="desk-grid__name" title={line.name}>
        {line.name}
      </span>
      <span role="gridcell" className="desk-mono">
        {formatUuid(line.uuid)}
      </span>
      <span role="gridcell" title={line.organisations.join(' ')}>
        {line.organisations.join(' ')}
      </span>
      <span role="gridcell">{formatDate(line.grantedOn)}</span>
      <span role="gridcell" className={state === 'overdue' ? 'locum-late' : undefined}>
        {formatDate(line.reviewBy)}
      </span>
      <span role="gridcell" className={state === 'ended' ? 'locum-late' : undefined}>
        {formatDate(line.endsOn)}
      </span>
      <span role="gridcell">
        <WordTag tone={locumTones[state]}>{locumStateWords[state]}</WordTag>
      </span>
    </>
  )
})
