/** Above the list of differences: search, which ones, and what can be done with those that are selected. */
import { endBands, type EndBand } from '../../../../../domain/cim/differences.ts'
import { listStates, listStateWords, type DifferenceFilter } from '../../../../../domain/cim/filter-differences.ts'
import { Button } from '../../../../ui/index.ts'

export interface ListToolbarProps {
  readonly filter: DifferenceFilter
  readonly onFilter: (change: Partial<DifferenceFilter>) => void
}

export function ListToolbar({ filter, onFilter }: ListToolbarProps) {
  return (
    <div className="desk-toolbar">
      <div className="nhsuk-form-group" role="search">
        <label className="nhsuk-label" htmlFor="cim-search">
          Search
        </label>
        <input
          id="cim-search"
          className="nhsuk-input"
          type="search"
          value={filter.query ?? ''}
          onChange={(change) => onFilter({ query: change.target.value })}
          placeholder="Name, UUID, serial number or organisation"
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <fieldset className="desk-filters">
        <legend className="nhsuk-u-visually-hidden">Which differences</legend>
        {listStates.map((state) => (
          <Button key={state} variant="quiet" aria-pressed={filter.state === state} onClick={() => onFilter({ state })}>
            {listStateWords[state]}
          </Button>
        ))}
      </fieldset>
      {filter.kind === 'ends-soon' && <EndsWithin within={filter.within} onChoose={(within) => onFilter({ within })} />}
    </div>
  )
}

interface EndsWithinProps {
  readonly within: EndBand | undefined
  readonly onChoose: (within: EndBand | undefined) => void
}

function EndsWithin({ within, onChoose }: EndsWithinProps) {
  return (
    <fieldset className="desk-filters">
      <legend className="nhsuk-u-visually-hidden">Ends within</legend>
      {endBands.map((days) => (
        <Button key={days} variant="quiet" aria-pressed={(within ?? 90) === days} onClick={() => onChoose(days)}>
          {days} days
        </Button>
      ))}
    </fieldset>
  )
}
