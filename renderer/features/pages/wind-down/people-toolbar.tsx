/** Search and filters above a grid of people. */
import { decisions, decisionWords } from '../../../../domain/wind-down/settlement.ts'
import type { PersonFilter, PersonLine, StateFilter } from './campaign-filters.ts'
import { stateWords } from './campaign-filters.ts'
import { useOrganisationNames } from './use-wind-down.ts'

interface PeopleToolbarProps {
  readonly people: readonly PersonLine[]
  readonly filter: PersonFilter
  readonly setFilter: (filter: PersonFilter) => void
  /** How many are shown, in words. */
  readonly shown: string
  /** In a campaign: by decision and by how far they are, too. */
  readonly inCampaign?: boolean
}

const states: readonly { readonly value: StateFilter; readonly label: string }[] = [
  { value: 'all', label: 'Any' },
  { value: 'undecided', label: stateWords.undecided },
  { value: 'decided', label: stateWords.decided },
  { value: 'done', label: stateWords.done },
  { value: 'chase', label: 'To be asked again' },
]

export function PeopleToolbar({ people, filter, setFilter, shown, inCampaign = false }: PeopleToolbarProps) {
  const organisationOf = useOrganisationNames()
  const codes = [...new Set(people.flatMap(({ odsCodes }) => odsCodes))].sort()
  const change = (changed: Partial<PersonFilter>) => setFilter({ ...filter, ...changed })
  return (
    <div className="desk-toolbar">
      <div className="nhsuk-form-group" role="search">
        <label className="nhsuk-label" htmlFor="wind-down-search">
          Search
        </label>
        <input
          id="wind-down-search"
          className="nhsuk-input wind-down-search"
          type="search"
          value={filter.query}
          onChange={(event) => change({ query: event.target.value })}
          placeholder="Name, UUID or case"
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <Chooser
        id="wind-down-organisation"
        label="Organisation"
        value={filter.odsCode}
        options={[{ value: '', label: 'Any' }, ...codes.map((code) => ({ value: code, label: organisationOf(code) }))]}
        choose={(odsCode) => change({ odsCode })}
      />
      {inCampaign && (
        <>
          <Chooser
            id="wind-down-decision"
            label="Decision"
            value={filter.decision}
            options={[{ value: '', label: 'Any' }, ...decisions.map((one) => ({ value: one, label: decisionWords[one].title }))]}
            choose={(decision) => change({ decision })}
          />
          <Chooser
            id="wind-down-state"
            label="State"
            value={filter.state}
            options={states}
            choose={(state) => change({ state: state as StateFilter })}
          />
        </>
      )}
      <span className="desk-secondary" role="status">
        {shown}
      </span>
    </div>
  )
}

interface ChooserProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly choose: (value: string) => void
}

function Chooser({ id, label, value, options, choose }: ChooserProps) {
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={id}>
        {label}
      </label>
      <select id={id} className="nhsuk-select wind-down-select" value={value} onChange={(event) => choose(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
