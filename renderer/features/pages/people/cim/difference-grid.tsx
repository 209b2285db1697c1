/** Differences in one scrolling grid. The space bar or the box selects a row; Enter or a click opens it. */
import { memo, type KeyboardEvent } from 'react'
import { cardStateWords } from '../../../../../domain/card/lifecycle.ts'
import { differenceMeanings } from '../../../../../domain/cim/differences.ts'
import { formatDateAs } from '../../../../../domain/registrant/plain-date.ts'
import { reportStatusWords, type ReportStatus } from '../../../../../domain/cim/report-words.ts'
import { formatUuid, RowGrid, WordTag } from '../../../../ui/index.ts'
import type { DifferenceView } from './use-cim.ts'

/** “Difference” only where those of several kinds are listed. */
const columnsOf = (isMixed: boolean): readonly string[] => [
  'Select',
  'Name',
  'UUID',
  ...(isMixed ? ['Difference'] : []),
  'Organisation',
  'Card',
  'In CIM',
  'Here',
  'Ends on',
]

/** `2026-12-15` → `15 Dec 2026`. */
const shortDate = (date: string): string => formatDateAs(date, 'DD-Mon-YYYY').replaceAll('-', ' ')

export interface DifferenceGridProps {
  readonly differences: readonly DifferenceView[]
  readonly today: string
  readonly isMixed: boolean
  readonly isSelected: (id: string) => boolean
  readonly onToggle: (id: string) => void
  readonly onOpen: (difference: DifferenceView) => void
}

export function DifferenceGrid({ differences, today, isMixed, isSelected, onToggle, onOpen }: DifferenceGridProps) {
  const onKeyDown = (press: KeyboardEvent) => {
    const index = (press.target as HTMLElement).dataset['index']
    if (press.key !== ' ' || index === undefined) return
    press.preventDefault()
    onToggle(differences[Number(index)]!.id)
  }
  return (
    <div className="cim-grid-frame" onKeyDown={onKeyDown}>
      <RowGrid
        label="Differences"
        columns={columnsOf(isMixed)}
        className={isMixed ? 'cim-grid cim-grid--mixed' : 'cim-grid'}
        items={differences}
        keyOf={({ id }) => id}
        cells={(one) => <DifferenceCells difference={one} today={today} isMixed={isMixed} isOn={isSelected(one.id)} onToggle={onToggle} />}
        onOpen={onOpen}
      />
    </div>
  )
}

const statusTones: Readonly<Record<ReportStatus, 'green' | 'yellow' | 'red' | 'plain' | 'blue'>> = {
  active: 'green',
  locked: 'yellow',
  pending: 'blue',
  expired: 'red',
  cancelled: 'plain',
}

interface CellsProps {
  readonly difference: DifferenceView
  readonly today: string
  readonly isMixed: boolean
  readonly isOn: boolean
  readonly onToggle: (id: string) => void
}

const DifferenceCells = memo(function DifferenceCells({ difference, today, isMixed, isOn, onToggle }: CellsProps) {
  const { id, kind, uuid, nameThere, nameHere, organisation, serial, cards, statusThere, stateHere, endsOn } = difference
  const card = serial ?? (cards ? `${cards.length} cards` : '–')
  const { title } = differenceMeanings[kind]
  return (
    <>
      <span role="gridcell" className="cim-grid__select" onClick={(click) => click.stopPropagation()}>
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isOn}
          onChange={() => onToggle(id)}
          aria-label={`Select ${nameThere ?? uuid ?? title}`}
        />
      </span>
      <span role="gridcell" className="desk-grid__name" translate="no" title={nameThere}>
        {nameThere ?? '–'}
      </span>
      <span role="gridcell" className="desk-mono">
        {uuid ? formatUuid(uuid) : '–'}
      </span>
      {isMixed && (
        <span role="gridcell" title={title}>
          {title}
        </span>
      )}
      <span role="gridcell" title={organisation}>
        {organisation ?? '–'}
      </span>
      <span role="gridcell" className="desk-mono" title={card}>
        {card}
      </span>
      <span role="gridcell">
        {kind === 'different-name' ? (
          (nameThere ?? '–')
        ) : statusThere ? (
          <WordTag tone={statusTones[statusThere]}>{reportStatusWords[statusThere]}</WordTag>
        ) : (
          '–'
        )}
      </span>
      <span role="gridcell" title={nameHere}>
        {nameHere ?? (stateHere ? cardStateWords[stateHere] : '–')}
      </span>
      <span role="gridcell" className={endsOn !== undefined && endsOn < today ? 'desk-mono cim-ended' : 'desk-mono'}>
        {endsOn ? shortDate(endsOn) : '–'}
      </span>
    </>
  )
})
