/** What the pages of the log share: the search with its filters, and the way back. */
import { Link } from 'wouter'
import { Button, formatCount } from '../../../ui/index.ts'
import type { LocumFilter, ShownFilter } from './locum-filters.ts'

export const BackToLog = () => (
  <Link href="/people/locum-log" className="nhsuk-back-link">
    National Locum log
  </Link>
)

interface LocumToolbarProps {
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly filters: readonly ShownFilter[]
  readonly filter: LocumFilter
  readonly onFilter: (filter: LocumFilter) => void
  readonly found: number
}

export function LocumToolbar({ query, onQuery, filters, filter, onFilter, found }: LocumToolbarProps) {
  return (
    <div className="desk-toolbar">
      <div className="nhsuk-form-group" role="search">
        <label className="nhsuk-label" htmlFor="locum-search">
          Search
        </label>
        <input
          id="locum-search"
          className="nhsuk-input"
          type="search"
          value={query}
          onChange={(change) => onQuery(change.target.value)}
          placeholder="Name, UUID, organisation or sponsor"
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <fieldset className="desk-filters">
        <legend className="nhsuk-u-visually-hidden">Which entries</legend>
        {filters.map(({ id, title, count }) => (
          <Button
            key={id}
            variant="quiet"
            aria-pressed={filter === id}
            data-alarm={(id === 'overdue' || id === 'ended') && count > 0 ? '' : undefined}
            className="locum-filter"
            onClick={() => onFilter(id)}
          >
            {title} <span className="desk-mono">({formatCount(count)})</span>
          </Button>
        ))}
      </fieldset>
      <span className="desk-secondary" role="status">
        {found === 1 ? '1 entry' : `${formatCount(found)} entries`}
      </span>
    </div>
  )
}
