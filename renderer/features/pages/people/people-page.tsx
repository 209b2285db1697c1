/** Everybody who is known on this workstation, in one searchable list. */
import { peopleInWords } from '../../../../domain/format.ts'
import { memo, useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Failure } from '../../../../domain/result.ts'
import type { Answer } from '../../../../preload/contract.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient, useSummaries } from '../../../client/use-case-client.ts'
import { FormError, formatUuid, RowGrid, Spinner } from '../../../ui/index.ts'
import { CaseTag } from '../work-list/case-grid.tsx'
import { RebuildProgress } from '../work-list/rebuild-progress.tsx'
import { findPeople, listPeople, type EnteredPerson, type ListedPerson } from './people-list.ts'
import { PeopleTabs } from './people-tabs.tsx'
import './people.css'

export function PeoplePage() {
  const [, go] = useLocation()
  const summaries = useSummaries()
  const { entered, failure } = useEntered()
  const mayAdd = useAccess('person.add') === 'do'
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  const people = useMemo(() => entered && listPeople(summaries, entered), [summaries, entered])
  const found = useMemo(() => findPeople(people ?? [], asked), [people, asked])
  const open = useCallback((personId: string) => go(`/people/person/${personId}`), [go])
  const add = mayAdd && (
    <Link className="nhsuk-button nhsuk-button--secondary people-add" href="/people/add">
      Add a person
    </Link>
  )
  return (
    <>
      <PeopleTabs title="People" here="/people" />
      <RebuildProgress />
      {failure && <FormError failure={failure} />}
      {!people && !failure && <Spinner label="Reading the list of people" />}
      {people?.length === 0 && (
        <div className="desk-empty">
          <h2 className="nhsuk-heading-m">No people yet</h2>
          <p>A person is added when a case starts. You can also add someone who was never registered here.</p>
          {add}
        </div>
      )}
      {people && people.length > 0 && (
        <>
          <div className="desk-toolbar">
            <div className="nhsuk-form-group" role="search">
              <label className="nhsuk-label" htmlFor="people-search">
                Search
              </label>
              <input
                id="people-search"
                className="nhsuk-input"
                type="search"
                value={query}
                onChange={(change) => setQuery(change.target.value)}
                placeholder="Name, UUID, reference, email or mobile"
                autoComplete="off"
                spellCheck={false}
              />
            </div>
            {add}
            <span className="desk-secondary" role="status">
              {peopleInWords(found.length)}
            </span>
          </div>
          {found.length > 0 ? (
            <PeopleGrid people={found} onOpen={open} />
          ) : (
            <div className="desk-empty">
              <p>No person here matches. Check the spelling, or search by UUID.</p>
            </div>
          )}
        </>
      )}
    </>
  )
}

const columns = ['Name', 'UUID', 'Cases', 'Organisation', 'Newest case'] as const

const PeopleGrid = ({ people, onOpen }: { readonly people: readonly ListedPerson[]; readonly onOpen: (personId: string) => void }) => (
  <RowGrid
    label="People"
    columns={columns}
    className="people-grid"
    items={people}
    keyOf={({ personId }) => personId}
    cells={(person) => <PersonCells person={person} />}
    onOpen={({ personId }) => onOpen(personId)}
  />
)

const PersonCells = memo(function PersonCells({ person: { name, uuid, cases, organisation } }: { readonly person: ListedPerson }) {
  const [newest] = cases
  return (
    <>
      <span role="gridcell" className="desk-grid__name" translate="no">
        {name || 'No name yet'}
      </span>
      <span role="gridcell" className="desk-mono">
        {uuid ? formatUuid(uuid) : '–'}
      </span>
      <span role="gridcell" className="desk-mono" title={cases.map(({ reference }) => reference).join(', ')}>
        {newest ? (cases.length === 1 ? newest.reference : `${newest.reference} and ${cases.length - 1} more`) : 'None'}
      </span>
      <span role="gridcell" title={organisation}>
        {organisation || '–'}
      </span>
      <span role="gridcell">{newest ? <CaseTag summary={newest} /> : '–'}</span>
    </>
  )
})

/** Persons with a short entry: read when the list is opened, slice after slice. */
function useEntered(): { readonly entered: readonly EnteredPerson[] | undefined; readonly failure: Failure | undefined } {
  const client = useCaseClient()
  const [entered, setEntered] = useState<readonly EnteredPerson[]>()
  const [failure, setFailure] = useState<Failure>()
  useEffect(() => {
    let current = true
    const readAll = async () => {
      const all: EnteredPerson[] = []
      for (let from: number | undefined = 0; from !== undefined && current;) {
        const answer: Answer<'person.list'> = await client.call('person.list', { from })
        if (!answer.ok) return current && setFailure(answer.error)
        all.push(...answer.value.people)
        from = answer.value.next
      }
      return current && setEntered(all)
    }
    void readAll()
    return () => {
      current = false
    }
  }, [client])
  return { entered, failure }
}
