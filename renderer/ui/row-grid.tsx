/** A grid of thousands of rows: only those on the screen exist, one of them takes the focus, and Enter or a click opens it. */
import type { ReactNode } from 'react'
import { HEAD_HEIGHT, useRowGrid } from './use-row-grid.ts'

export interface GridColumn {
  readonly title: string
  /** Absent for a column that is not sorted by. */
  readonly sort?: { readonly direction: 'ascending' | 'descending' | 'none'; readonly onSort: () => void }
}

export interface GridSelection<Item> {
  has(key: string): boolean
  set(keys: readonly string[], selected: boolean): void
  /** Every row that the grid shows. */
  readonly hasAll: boolean
  setAll(selected: boolean): void
  /** What a row is called: "Select RA-7K3M-2". */
  nameOf(item: Item): string
}

export interface RowGridProps<Item> {
  /** What the rows are, for a screen reader. */
  readonly label: string
  readonly columns: readonly (string | GridColumn)[]
  readonly className?: string | undefined
  readonly items: readonly Item[]
  readonly keyOf: (item: Item) => string
  /** As many `role="gridcell"` as there are columns. A component that is remembered draws only what changed. */
  readonly cells: (item: Item) => ReactNode
  readonly onOpen: (item: Item) => void
  /** Rows can be selected: by a box before each, with Space, and several with Shift and the arrow keys. */
  readonly selection?: GridSelection<Item>
}

export function RowGrid<Item>({ label, columns, className = '', items, keyOf, cells, onOpen, selection }: RowGridProps<Item>) {
  const keyAt = (index: number) => keyOf(items[index]!)
  const { scroller, shown, tabStop, setActive, onKeyDown, bodyHeight } = useRowGrid(
    items.length,
    (index) => onOpen(items[index]!),
    selection && {
      isSelected: (index) => selection.has(keyAt(index)),
      select: (indexes, selected) => selection.set(indexes.map(keyAt), selected),
    },
  )
  return (
    <div className={`desk-grid ${className}`}>
      <div
        className="desk-grid__scroll"
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={items.length + 1}
        aria-colcount={columns.length + (selection ? 1 : 0)}
        aria-multiselectable={selection ? true : undefined}
        onKeyDown={onKeyDown}
      >
        <div className="desk-grid__head" role="row" aria-rowindex={1}>
          {selection && <SelectAll selection={selection} />}
          {columns.map((column) => (
            <ColumnHead key={typeof column === 'string' ? column : column.title} column={column} />
          ))}
        </div>
        <div className="desk-grid__body" role="rowgroup" style={{ height: bodyHeight }}>
          {shown.map((row) => {
            const item = items[row.index]!
            const key = keyOf(item)
            return (
              <div
                key={key}
                data-index={row.index}
                role="row"
                aria-rowindex={row.index + 2}
                aria-selected={selection?.has(key)}
                className="desk-grid__row"
                tabIndex={row.index === tabStop ? 0 : -1}
                style={{ transform: `translateY(${row.start - HEAD_HEIGHT}px)` }}
                onClick={() => onOpen(item)}
                onFocus={() => {
                  setActive(row.index)
                  // In a small window the heads may have been scrolled sideways: a row begins with what it is about.
                  if (scroller.current) scroller.current.scrollLeft = 0
                }}
              >
                {selection && (
                  <SelectBox
                    name={selection.nameOf(item)}
                    checked={selection.has(key)}
                    onChange={(checked) => selection.set([key], checked)}
                  />
                )}
                {cells(item)}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function ColumnHead({ column }: { readonly column: string | GridColumn }) {
  if (typeof column === 'string' || !column.sort)
    return <span role="columnheader">{typeof column === 'string' ? column : column.title}</span>
  const { title, sort } = column
  return (
    <span role="columnheader" aria-sort={sort.direction}>
      <button type="button" className="desk-grid__sort" onClick={sort.onSort}>
        {title}
        <span aria-hidden="true">{{ ascending: ' ▲', descending: ' ▼', none: '' }[sort.direction]}</span>
      </button>
    </span>
  )
}

function SelectAll({ selection }: { readonly selection: Pick<GridSelection<never>, 'hasAll' | 'setAll'> }) {
  return (
    <span role="columnheader" className="desk-grid__select">
      <input
        type="checkbox"
        aria-label="Select all rows that are shown"
        checked={selection.hasAll}
        onChange={(change) => selection.setAll(change.target.checked)}
      />
    </span>
  )
}

interface SelectBoxProps {
  readonly name: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

function SelectBox({ name, checked, onChange }: SelectBoxProps) {
  return (
    <span role="gridcell" className="desk-grid__select" onClick={(click) => click.stopPropagation()}>
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={`Select ${name}`}
        checked={checked}
        onChange={(change) => onChange(change.target.checked)}
      />
    </span>
  )
}
