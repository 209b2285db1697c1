/** Every card in one scrolling grid: only the rows on the screen exist, one of them takes the focus. */
import { Link } from 'wouter'
import { cardStateWords } from '../../../../domain/card/lifecycle.ts'
import { formatDateTime, HEAD_HEIGHT, useRowGrid, WordTag } from '../../../ui/index.ts'
import { cardTones, type CardLine } from './card-filters.ts'

const columns = ['Serial number', 'State', 'Case', 'Box', 'Since'] as const

export function RegisterGrid({ cards, onOpen }: { readonly cards: readonly CardLine[]; readonly onOpen: (serial: string) => void }) {
  const { scroller, shown, tabStop, setActive, onKeyDown, bodyHeight } = useRowGrid(cards.length, (index) => onOpen(cards[index]!.serial))
  return (
    <div className="desk-grid cards-grid">
      <div
        className="desk-grid__scroll"
        ref={scroller}
        role="grid"
        aria-label="Cards"
        aria-rowcount={cards.length + 1}
        aria-colcount={columns.length}
        onKeyDown={onKeyDown}
      >
        <div className="desk-grid__head" role="row" aria-rowindex={1}>
          {columns.map((title) => (
            <span key={title} role="columnheader">
              {title}
            </span>
          ))}
        </div>
        <div className="desk-grid__body" role="rowgroup" style={{ height: bodyHeight }}>
          {shown.map((row) => {
            const card = cards[row.index]!
            return (
              <div
                key={card.serial}
                data-index={row.index}
                role="row"
                aria-rowindex={row.index + 2}
                className="desk-grid__row"
                tabIndex={row.index === tabStop ? 0 : -1}
                style={{ transform: `translateY(${row.start - HEAD_HEIGHT}px)` }}
                onClick={() => onOpen(card.serial)}
                onFocus={() => setActive(row.index)}
              >
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
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
