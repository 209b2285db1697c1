/** Every card in one scrolling grid. */
import { memo } from 'react'
import { Link } from 'wouter'
import { cardStateWords } from '../../../../domain/card/lifecycle.ts'
import { formatDateTime, RowGrid, WordTag } from '../../../ui/index.ts'
import { cardTones, type CardLine } from './card-filters.ts'

const columns = ['Serial number', 'State', 'Case', 'Box', 'Since'] as const

export const RegisterGrid = (props: { readonly cards: readonly CardLine[]; readonly onOpen: (serial: string) => void }) => (
  <RowGrid
    label="Cards"
    columns={columns}
    className="cards-grid"
    items={props.cards}
    keyOf={({ serial }) => serial}
    cells={(card) => <CardCells card={card} />}
    onOpen={({ serial }) => props.onOpen(serial)}
  />
)

const CardCells = memo(function CardCells({ card }: { readonly card: CardLine }) {
  return (
    <>
      <span role="gridcell" className="desk-grid__name desk-mono">
        {card.serial}
      </span>
      <span role="gridcell">
        <WordTag tone={cardTones[card.state]}>{cardStateWords[card.state]}</WordTag>
      </span>
      <span role="gridcell" className="desk-mono">
        {card.caseId ? (
          <Link href={`/case/${card.caseId}`} tabIndex={-1} onClick={(click) => click.stopPropagation()}>
            {card.caseReference}
          </Link>
        ) : (
          '–'
        )}
      </span>
      <span role="gridcell" title={card.box}>
        {card.box ?? 'Not from a list'}
      </span>
      <span role="gridcell" className="desk-mono">
        {formatDateTime(card.since)}
      </span>
    </>
  )
})
