/** Everybody of whom something is to be undone, in one scrolling grid. */
import { memo } from 'react'
import { decisionWords } from '../../../../domain/wind-down/settlement.ts'
import { undoKindWords } from '../../../../domain/wind-down/obligation.ts'
import { formatDate, formatUuid, RowGrid, WordTag } from '../../../ui/index.ts'
import { stateTones, stateWords, type PersonLine } from './campaign-filters.ts'

const columns = ['Name', 'UUID', 'Case', 'Organisations', 'Left to undo', 'Decision', 'State'] as const

interface PeopleGridProps {
  readonly people: readonly PersonLine[]
  readonly nameOf: (person: PersonLine) => string | undefined
  readonly onOpen: (person: PersonLine) => void
}

export const PeopleGrid = ({ people, nameOf, onOpen }: PeopleGridProps) => (
  <RowGrid
    label="People"
    columns={columns}
    className="wind-down-grid"
    items={people}
    keyOf={({ personId }) => personId}
    cells={(person) => <PersonCells person={person} name={nameOf(person)} />}
    onOpen={onOpen}
  />
)

const PersonCells = memo(function PersonCells({ person, name }: { readonly person: PersonLine; readonly name: string | undefined }) {
  const kinds = person.kinds.map((kind) => undoKindWords[kind]).join(', ')
  return (
    <>
      <span role="gridcell" className="desk-grid__name">
        {name ?? 'Case deleted'}
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
      <span role="gridcell">{person.decision ? decisionWords[person.decision].title : '–'}</span>
      <span role="gridcell">
        <WordTag tone={stateTones[person.state]}>{stateWords[person.state]}</WordTag>
        {person.chaseOn && ` ask again on ${formatDate(person.chaseOn)}`}
      </span>
    </>
  )
})
