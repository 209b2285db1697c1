/** All cases of this workstation, with what to do next for each. */
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import {
  useCaseClient,
  useEditions,
  useListView,
  useRebuilding,
  useSettings,
  useStationState,
  useSummaries,
  useTally,
} from '../../../client/use-case-client.ts'
import { Button, formatCount } from '../../../ui/index.ts'
import { Allowed } from '../../shared/allowed.tsx'
import { SetUpLeft } from '../set-up/set-up-left.tsx'
import { ErasedSoon } from '../retention/soon.tsx'
import { SampleRequests } from '../../shared/practice/sample-requests.tsx'
import { CaseGrid } from './case-grid.tsx'
import type { ListedCase } from '../../../client/case-list.ts'
import { countShown, filters, getFilter, labelsOf, nameEditions, type FilterId } from './work-list-filters.ts'
import { RebuildProgress } from './rebuild-progress.tsx'
import { matches, search, SEARCH_FIELD_ID, toTerms, useSearchReady } from './search.ts'

const isOf = (one: ListedCase, edition: string): boolean => edition === '' || one.edition === edition

/** The cases that match, and how many match in all cases if none does in the chosen filter. */
function useFoundCases(asked: string, filter: FilterId, edition: string) {
  const summaries = useSummaries()
  const holds = useMemo(() => {
    const terms = toTerms(asked)
    const { holds: isShown } = getFilter(filter)
    return (one: ListedCase) => isShown(one) && isOf(one, edition) && matches(one, terms)
  }, [asked, filter, edition])
  const cases = useListView(holds)
  const isNowhere = cases.length === 0 && asked.trim() !== '' && filter !== 'all'
  const elsewhere = useMemo(
    () => (isNowhere ? search(summaries, asked).filter((one) => isOf(one, edition)).length : 0),
    [isNowhere, summaries, asked, edition],
  )
  return { cases, elsewhere }
}

export function WorkList() {
  const summaries = useSummaries()
  const isRebuilding = useRebuilding() !== undefined
  const [, go] = useLocation()
  const [filter, setFilter] = useState<FilterId>('open')
  const [chosen, setChosen] = useState('')
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  useSearchReady(useCaseClient().summaries)
  const editions = useEditions()
  const counts = useTally(labelsOf)
  const names = useMemo(() => nameEditions(counts, editions), [counts, editions])
  // The last case of the chosen edition may have gone.
  const edition = names.size > 1 && names.has(chosen) ? chosen : ''
  const { cases, elsewhere } = useFoundCases(asked, filter, edition)
  const open = useCallback((caseId: string) => go(`/case/${caseId}`), [go])

  return (
    <>
      <div className="desk-page-head">
        <h1 className="nhsuk-heading-l">Work list</h1>
        <Button onClick={() => go('/new')}>New request</Button>
      </div>
      <ErasedSoon />
      <SetUpLeft />
      <RebuildProgress />
      {summaries.length === 0 ? (
        !isRebuilding && <FirstThing />
      ) : (
        <>
          <div className="desk-toolbar">
            <div className="nhsuk-form-group" role="search">
              <label className="nhsuk-label" htmlFor={SEARCH_FIELD_ID}>
                Search
              </label>
              <input
                id={SEARCH_FIELD_ID}
                className="nhsuk-input"
                type="search"
                value={query}
                onChange={(change) => setQuery(change.target.value)}
                placeholder="Name, reference, UUID or mobile"
                autoComplete="off"
                spellCheck={false}
              />
            </div>
            {names.size > 1 && <ChooseShownEdition names={names} chosen={edition} onChoose={setChosen} />}
            <fieldset className="desk-filters">
              <legend className="nhsuk-u-visually-hidden">Which cases</legend>
              {filters.map(({ id, title }) => (
                <Button key={id} variant="quiet" aria-pressed={filter === id} onClick={() => setFilter(id)}>
                  {title} <span className="desk-mono">({formatCount(countShown(counts, id, edition))})</span>
                </Button>
              ))}
            </fieldset>
            <span className="desk-secondary" role="status">
              {cases.length === 1 ? '1 case' : `${formatCount(cases.length)} cases`}
            </span>
          </div>
          {cases.length > 0 ? (
            <CaseGrid key={filter} cases={cases} editions={editions} editionNames={names.size > 1 ? names : undefined} onOpen={open} />
          ) : (
            <div className="desk-empty">
              <p>
                {asked.trim() === '' ? `No case is in “${getFilter(filter).title}”.` : `No case in “${getFilter(filter).title}” matches.`}
              </p>
              {elsewhere > 0 && (
                <Button variant="secondary" onClick={() => setFilter('all')}>
                  Show the {formatCount(elsewhere)} found in all cases
                </Button>
              )}
            </div>
          )}
        </>
      )}
    </>
  )
}

function ChooseShownEdition({
  names,
  chosen,
  onChoose,
}: {
  readonly names: ReadonlyMap<string, string>
  readonly chosen: string
  readonly onChoose: (id: string) => void
}) {
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor="work-list-edition">
        Edition
      </label>
      <select id="work-list-edition" className="nhsuk-select" value={chosen} onChange={(change) => onChoose(change.target.value)}>
        <option value="">All editions</option>
        {[...names].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

function FirstThing() {
  const settings = useSettings()
  const { practice } = useStationState()
  const ready = (settings?.settings.organisations.length ?? 0) > 0
  return (
    <div className="desk-empty">
      <h2 className="nhsuk-heading-m">{practice ? 'No practice cases yet' : 'No cases yet'}</h2>
      {practice && ready ? (
        <SampleRequests />
      ) : ready ? (
        <p>
          When you receive a request for a smartcard, start with <Link href="/new">New request</Link>. You can drag the request email onto
          the window.
        </p>
      ) : (
        <Allowed to="station.save" otherwise="first adds the organisations that you register people for">
          <p>
            First add the organisations you register people for, with their agreed video channels and locations.{' '}
            <Link href="/set-up/organisations">Add an organisation</Link>
          </p>
        </Allowed>
      )}
    </div>
  )
}
