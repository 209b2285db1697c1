/** All cases of this workstation, with what to do next for each. */
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { Editions } from '../../../../domain/guidance/index.ts'
import type { ListQuery } from '../../../../domain/work/list-query.ts'
import type { ListedCase } from '../../../client/case-list.ts'
import {
  useCaseClient,
  useEditions,
  useListView,
  useRebuilding,
  useStationState,
  useSummaries,
  useTally,
} from '../../../client/use-case-client.ts'
import { Button, formatCount } from '../../../ui/index.ts'
import { SaveTable } from '../../shared/list-query/save-table.tsx'
import { useListQuery } from '../../shared/list-query/list-query-context.ts'
import { BulkBar } from './bulk-bar.tsx'
import { CaseGrid } from './case-grid.tsx'
import { FirstThing } from './first-thing.tsx'
import { isFiltered, ListFilters } from './list-filters.tsx'
import { holdsOf, orderOf } from './list-order.ts'
import { Queues } from './queues.tsx'
import { RebuildProgress } from './rebuild-progress.tsx'
import { tableOf } from './list-table.ts'
import { toTerms } from '../../../../domain/work/search-words.ts'
import { matches, search, SEARCH_FIELD_ID, useSearchReady } from './search.ts'
import { useSelection } from './use-selection.ts'
import { countShown, filters, getFilter, labelsOf, nameEditions } from './work-list-filters.ts'
import './work-list.css'

/** The cases that match, and how many match in all cases if none does in the chosen filters. */
function useFoundCases(asked: string, query: ListQuery, editions: Editions) {
  const summaries = useSummaries()
  const { today } = useStationState()
  const terms = useMemo(() => toTerms(asked), [asked])
  const holds = useMemo(() => {
    const isShown = holdsOf(query, today)
    return (one: ListedCase) => isShown(one) && matches(one, terms)
  }, [query, today, terms])
  const { sort, down } = query
  const order = useMemo(() => orderOf({ sort, down }, editions), [sort, down, editions])
  const cases = useListView(holds, order)
  const isNowhere = cases.length === 0 && asked.trim() !== '' && (query.status !== 'all' || isFiltered(query))
  const elsewhere = useMemo(() => (isNowhere ? search(summaries, asked).length : 0), [isNowhere, summaries, asked])
  return { cases, elsewhere, today }
}

export function WorkList() {
  const summaries = useSummaries()
  const isRebuilding = useRebuilding() !== undefined
  const [, go] = useLocation()
  const { query: wanted, setQuery } = useListQuery()
  const [text, setText] = useState('')
  const asked = useDeferredValue(text)
  useSearchReady(useCaseClient().summaries)
  const editions = useEditions()
  const counts = useTally(labelsOf)
  const names = useMemo(() => nameEditions(counts, editions), [counts, editions])
  const query = useMemo(() => withoutGoneEdition(wanted, names), [wanted, names])
  const { cases, elsewhere, today } = useFoundCases(asked, query, editions)
  const selection = useSelection(cases)
  const open = useCallback((caseId: string) => go(`/case/${caseId}`), [go])

  return (
    <>
      <div className="desk-page-head">
        <h1 className="nhsuk-heading-l">Work list</h1>
        <Button onClick={() => go('/new')}>New request</Button>
      </div>
      <RebuildProgress />
      {summaries.length === 0 ? (
        !isRebuilding && <FirstThing />
      ) : (
        <>
          <ListHead text={text} onText={setText} query={query} onQuery={setQuery} counts={counts} shown={cases.length} />
          <ListFilters query={query} onQuery={setQuery} editionNames={names} />
          <div className="work-list-tools">
            <Queues query={query} onQuery={setQuery} />
            {cases.length > 0 && <SaveTable name="the work list" make={() => tableOf(cases, query, editions, today)} />}
          </div>
          <BulkBar cases={selection.cases} onClear={selection.clear} />
          {cases.length > 0 ? (
            <CaseGrid
              key={query.status}
              cases={cases}
              editions={editions}
              editionNames={names.size > 1 ? names : undefined}
              today={today}
              query={query}
              onQuery={setQuery}
              selection={selection.grid}
              onOpen={open}
            />
          ) : (
            <NothingFound query={query} asked={asked} elsewhere={elsewhere} onQuery={setQuery} />
          )}
        </>
      )}
    </>
  )
}

interface ListHeadProps {
  readonly text: string
  readonly onText: (text: string) => void
  readonly query: ListQuery
  readonly onQuery: (query: ListQuery) => void
  readonly counts: ReadonlyMap<string, number>
  readonly shown: number
}

function ListHead({ text, onText, query, onQuery, counts, shown }: ListHeadProps) {
  return (
    <div className="desk-toolbar">
      <div className="nhsuk-form-group" role="search">
        <label className="nhsuk-label" htmlFor={SEARCH_FIELD_ID}>
          Search
        </label>
        <input
          id={SEARCH_FIELD_ID}
          className="nhsuk-input"
          type="search"
          value={text}
          onChange={(change) => onText(change.target.value)}
          placeholder="Name, reference, UUID, mobile or tracking"
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <fieldset className="desk-filters">
        <legend className="nhsuk-u-visually-hidden">Which cases</legend>
        {filters.map(({ id, title }) => (
          <Button key={id} variant="quiet" aria-pressed={query.status === id} onClick={() => onQuery({ ...query, status: id })}>
            {title} <span className="desk-mono">({formatCount(countShown(counts, id, query.edition ?? ''))})</span>
          </Button>
        ))}
      </fieldset>
      <span className="desk-secondary" role="status">
        {shown === 1 ? '1 case' : `${formatCount(shown)} cases`}
      </span>
    </div>
  )
}

interface NothingFoundProps {
  readonly query: ListQuery
  readonly asked: string
  /** How many match the search without the filters. */
  readonly elsewhere: number
  readonly onQuery: (query: ListQuery) => void
}

function NothingFound({ query, asked, elsewhere, onQuery }: NothingFoundProps) {
  return (
    <div className="desk-empty">
      <p>
        {isFiltered(query)
          ? 'No case matches these filters.'
          : asked.trim() === ''
            ? `No case is in “${getFilter(query.status).title}”.`
            : `No case in “${getFilter(query.status).title}” matches.`}
      </p>
      {elsewhere > 0 && (
        <Button variant="secondary" onClick={() => onQuery({ status: 'all', sort: query.sort, down: query.down })}>
          Show the {formatCount(elsewhere)} found in all cases
        </Button>
      )}
    </div>
  )
}

/** The last case of the chosen edition may have gone: nothing is filtered by an edition that cannot be chosen. */
function withoutGoneEdition(query: ListQuery, names: ReadonlyMap<string, string>): ListQuery {
  if (query.edition === undefined || (names.size > 1 && names.has(query.edition))) return query
  const { edition: _gone, ...rest } = query
  return rest
}
