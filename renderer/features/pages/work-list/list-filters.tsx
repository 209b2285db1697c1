/** The second line above the work list: by organisation, sponsor, agent, edition, due date and wait. */
import { useMemo } from 'react'
import { waitTitles } from '../../../../domain/case/wait-words.ts'
import { waitKinds, type WaitKind } from '../../../../domain/journey/wait.ts'
import { dueFilters, type DueFilter, type ListQuery } from '../../../../domain/work/list-query.ts'
import { useTally } from '../../../client/use-case-client.ts'
import { Button } from '../../../ui/index.ts'
import { choiceLabelsOf, choicesOf, type Choice } from './list-choices.ts'

const dueNames: Readonly<Record<DueFilter, string>> = { overdue: 'Overdue', today: 'Due today', week: 'Due within 7 days' }
const dues: readonly Choice[] = dueFilters.map((value) => ({ value, name: dueNames[value] }))
const waits: readonly Choice[] = waitKinds.map((value) => ({ value, name: waitTitles[value] }))

interface ListFiltersProps {
  readonly query: ListQuery
  readonly onQuery: (query: ListQuery) => void
  readonly editionNames: ReadonlyMap<string, string>
}

/** A filter that is not set is not a part of the query. */
function withField<Name extends keyof ListQuery>(query: ListQuery, name: Name, value: ListQuery[Name] | ''): ListQuery {
  const { [name]: _before, ...rest } = query
  return (value === '' ? rest : { ...rest, [name]: value }) as ListQuery
}

export const isFiltered = ({ organisation, sponsor, agent, edition, due, wait }: ListQuery): boolean =>
  [organisation, sponsor, agent, edition, due, wait].some((one) => one !== undefined)

export function ListFilters({ query, onQuery, editionNames }: ListFiltersProps) {
  const counts = useTally(choiceLabelsOf)
  const { organisations, agents } = useMemo(() => choicesOf(counts), [counts])
  const editions = useMemo(() => [...editionNames].map(([value, name]) => ({ value, name })), [editionNames])
  const set = <Name extends keyof ListQuery>(name: Name) => {
    return (value: string) => onQuery(withField(query, name, value as ListQuery[Name] | ''))
  }
  return (
    <div className="desk-toolbar work-list-filters">
      <Filter
        id="organisation"
        label="Organisation"
        all="All"
        value={query.organisation}
        choices={organisations}
        onChange={set('organisation')}
      />
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="work-list-sponsor">
          Sponsor
        </label>
        <input
          id="work-list-sponsor"
          className="nhsuk-input"
          value={query.sponsor ?? ''}
          maxLength={200}
          onChange={(change) => set('sponsor')(change.target.value)}
          placeholder="Part of the name"
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <Filter id="agent" label="Last agent" all="All" value={query.agent} choices={agents} onChange={set('agent')} />
      {editions.length > 1 && (
        <Filter id="edition" label="Edition" all="All editions" value={query.edition} choices={editions} onChange={set('edition')} />
      )}
      <Filter id="due" label="Due" all="Any day" value={query.due} choices={dues} onChange={set('due')} />
      <Filter
        id="wait"
        label="Waits for"
        all="Anything"
        value={query.wait satisfies WaitKind | undefined}
        choices={waits}
        onChange={set('wait')}
      />
      {isFiltered(query) && (
        <Button variant="quiet" onClick={() => onQuery({ status: query.status, sort: query.sort, down: query.down })}>
          Clear the filters
        </Button>
      )}
    </div>
  )
}

interface FilterProps {
  readonly id: string
  readonly label: string
  readonly all: string
  readonly value: string | undefined
  readonly choices: readonly Choice[]
  readonly onChange: (value: string) => void
}

function Filter({ id, label, all, value = '', choices, onChange }: FilterProps) {
  // What a queue filters by may have no case today.
  const missing = value !== '' && choices.every((one) => one.value !== value)
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={`work-list-${id}`}>
        {label}
      </label>
      <select id={`work-list-${id}`} className="nhsuk-select" value={value} onChange={(change) => onChange(change.target.value)}>
        <option value="">{all}</option>
        {missing && <option value={value}>{value}</option>}
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.name}
          </option>
        ))}
      </select>
    </div>
  )
}
