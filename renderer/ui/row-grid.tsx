/** A grid of thousands of rows: only those on the screen exist, one of them takes the focus, and Enter or a click opens it. */
import type { ReactNode } from 'react'
import { HEAD_HEIGHT, useRowGrid } from './use-row-grid.ts'

export interface RowGridProps<Item> {
  /** What the rows are, for a screen reader. */
  readonly label: string
  readonly columns: readonly string[]
  readonly className?: string | undefined
  readonly items: readonly Item[]
  readonly keyOf: (item: Item) => string
  /** As many `role="gridcell"` as there are columns. A component that is remembered draws only what changed. */
  readonly cells: (item: Item) => ReactNode
  readonly onOpen: (item: Item) => void
}

export function RowGrid<Item>({ label, columns, className = '', items, keyOf, cells, onOpen }: RowGridProps<Item>) {
  const { scroller, shown, tabStop, setActive, onKeyDown, bodyHeight } = useRowGrid(items.length, (index) => onOpen(items[index]!))
  return (
    <div className={`desk-grid ${className}`}>
      <div
        className="desk-grid__scroll"
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={items.length + 1}
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
            const item = items[row.index]!
            return (
              <div
                key={keyOf(item)}
                data-index={row.index}
                role="row"
                aria-rowindex={row.index + 2}
                className="desk-grid__row"
                tabIndex={row.index === tabStop ? 0 : -1}
                style={{ transform: `translateY(${row.start - HEAD_HEIGHT}px)` }}
                onClick={() => onOpen(item)}
                onFocus={() => setActive(row.index)}
              >
                {cells(item)}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
