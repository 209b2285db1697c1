/** Everybody of whom something is to be undone, in one scrolling grid. */
import { memo } from 'react'
import { decisionWords } from '../../../../domain/wind-down/settlement.ts'
import { undoKindWords } from '../../../../domain/wind-down/obligation.ts'
import { formatDate, formatUuid, RowGrid, WordTag } from '../../../ui/index.ts'
import { stateTones, stateWords, type PersonLine } from './campaign-filters.ts'

const columns = ['Name', 'UUID', 'Case', 'Organisations', 'Left to undo'] as const
const campaignColumns = [...columns, 'Decision', 'State'] as const

interface PeopleGridProps {
  readonly people: readonly PersonLine[]
  readonly nameOf: (person: PersonLine) => string
  readonly onOpen: (person: PersonLine) => void
  /** With what was decided: outside a campaign nothing is. */
  readonly inCampaign?: boolean
}

export const PeopleGrid = ({ people, nameOf, onOpen, inCampaign = false }: PeopleGridProps) => (
  <RowGrid
    label="People"
    columns={inCampaign ? campaignColumns : columns}
    className={inCampaign ? 'wind-down-grid wind-down-grid--campaign' : 'wind-down-grid'}
    items={people}
    keyOf={({ personId }) => personId}
    cells={(person) => <PersonCells person={person} name={nameOf(person)} inCampaign={inCampaign} />}
    onOpen={onOpen}
  />
)

interface PersonCellsProps {
  readonly person: PersonLine
  readonly name: string
  readonly inCampaign: boolean
}

const PersonCells = memo(function PersonCells({ person, name, inCampaign }: PersonCellsProps) {
  const kinds = person.kinds.map((kind) => undoKindWords[kind]).join(', ')
  return (
    <>
      <span role="gridcell" className="desk-grid__name">
        {name}
      </span>
      <span role="gridcell" className="desk-mono">
        {person.uuid ? formatUuid(person.uuid) : '–'}
      </span>
      <span role="gridcell" className="desk-mono">
        {person.caseReferences.join(', ') || '–'}
      </span>
      <span role="gridcell" title={person.odsCodes.join(', ')}>
        {person.odsCodes.join(', ') || '–'}
      </span>
      <span role="gridcell" title={kinds}>
        {person.left === 0 ? 'Nothing' : `${person.left} of ${person.total}: ${kinds}`}
      </span>
      {inCampaign && (
        <>
          <span role="gridcell">{person.decision ? decisionWords[person.decision].title : '–'}</span>
          <span role="gridcell">
            <WordTag tone={stateTones[person.state]}>{stateWords[person.state]}</WordTag>
            {person.chaseOn && ` ask again on ${formatDate(person.chaseOn)}`}
          </span>
        </>
      )}
    </>
  )
})
