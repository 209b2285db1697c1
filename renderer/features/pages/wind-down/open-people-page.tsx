/** Everything that would have to be undone today, by person. */
import { peopleInWords } from '../../../../domain/format.ts'
import { useDeferredValue, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { FormError, Spinner } from '../../../ui/index.ts'
import { RebuildProgress } from '../work-list/rebuild-progress.tsx'
import { findPeople, noFilter, type PersonFilter } from './campaign-filters.ts'
import { PeopleGrid } from './people-grid.tsx'
import { PeopleToolbar } from './people-toolbar.tsx'
import { usePersonNames, useToday } from './use-wind-down.ts'
import { WIND_DOWN, WindDownHead } from './wind-down-head.tsx'

export function OpenPeoplePage() {
  const { value, failure } = useToday()
  const { nameOf, placeOf } = usePersonNames()
  const [, go] = useLocation()
  const [filter, setFilter] = useState<PersonFilter>(noFilter)
  const asked = useDeferredValue(filter)
  const people = useMemo(() => findPeople(value?.persons ?? [], asked, value?.today ?? '', nameOf), [value, asked, nameOf])
  return (
    <>
      <Link href={WIND_DOWN} className="nhsuk-back-link">
        Wind-down
      </Link>
      <WindDownHead title="What to undo, by person" />
      <RebuildProgress />
      <FormError failure={failure} />
      {!value && !failure && <Spinner label="Reading what must be undone" />}
      {value && (
        <>
          <PeopleToolbar people={value.persons} filter={filter} setFilter={setFilter} shown={peopleInWords(people.length)} />
          {people.length > 0 ? (
            <PeopleGrid
              people={people}
              nameOf={nameOf}
              onOpen={(person) => {
                const place = placeOf(person)
                if (place) go(place)
              }}
            />
          ) : (
            <div className="desk-empty">
              <p>{value.persons.length === 0 ? 'Nothing is left to undo.' : 'No person matches.'}</p>
            </div>
          )}
        </>
      )}
    </>
  )
}
