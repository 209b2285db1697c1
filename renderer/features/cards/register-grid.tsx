/** Every card in one scrolling grid: only the rows on the screen exist, one of them takes the focus. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Link } from 'wouter'
import { cardStateWords } from '../../../domain/card/lifecycle.ts'
import { formatDateTime, WordTag } from '../../ui/index.ts'
import { cardTones, type CardLine } from './filters.ts'

const ROW_HEIGHT = 38
const HEAD_HEIGHT = 34
const columns = ['Serial number', 'State', 'Case', 'Box', 'Since'] as const

export function RegisterGrid({ cards, onOpen }: { readonly cards: readonly CardLine[]; readonly onOpen: (serial: string) => void }) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const focusWanted = useRef(false)
  const current = Math.min(active, cards.length - 1)
  const rows = useVirtualizer({
    count: cards.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 8, paddingStart: HEAD_HEIGHT, scrollPaddingStart: HEAD_HEIGHT,
  })
  useEffect(() => {
    if (!focusWanted.current) return
    focusWanted.current = false
    rows.scrollToIndex(current)
    // The row may have to be drawn first.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${current}"]`)?.focus({ preventScroll: true }))
  }, [current, rows])

  const move = (to: number) => {
    focusWanted.current = true
    setActive(Math.max(0, Math.min(cards.length - 1, to)))
  }
  const page = () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - HEAD_HEIGHT) / ROW_HEIGHT) - 1)
  const onKeyDown = (press: KeyboardEvent) => {
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(current + 1), ArrowUp: () => move(current - 1), Home: () => move(0), End: () => move(cards.length - 1),
      PageDown: () => move(current + page()), PageUp: () => move(current - page()), Enter: () => { const one = cards[current]; if (one) onOpen(one.serial) },
    }
    const step = steps[press.key]
    if (!step || press.ctrlKey || press.altKey || press.metaKey || (press.target as HTMLElement).tagName === 'A') return
    press.preventDefault()
    step()
  }
  const shown = rows.getVirtualItems()
  // The row that takes the Tab key must exist even when it was scrolled away.
  const tabStop = shown.some((row) => row.index === current) ? current : shown.find((row) => row.end > (rows.scrollOffset ?? 0) + HEAD_HEIGHT)?.index ?? 0

  return (
    <div className="desk-grid cards-grid">
      <div className="desk-grid__scroll" ref={scroller} role="grid" aria-label="Cards" aria-rowcount={cards.length + 1} aria-colcount={columns.length} onKeyDown={onKeyDown}>
        <div className="desk-grid__head" role="row" aria-rowindex={1}>
          {columns.map((title) => <span key={title} role="columnheader">{title}</span>)}
        </div>
        <div className="desk-grid__body" role="rowgroup" style={{ height: rows.getTotalSize() - HEAD_HEIGHT }}>
          {shown.map((row) => {
            const card = cards[row.index]!
            return (
              <div
                key={card.serial} data-index={row.index} role="row" aria-rowindex={row.index + 2} className="desk-grid__row" tabIndex={row.index === tabStop ? 0 : -1}
                style={{ transform: `translateY(${row.start - HEAD_HEIGHT}px)` }} onClick={() => onOpen(card.serial)} onFocus={() => setActive(row.index)}
              >
                <span role="gridcell" className="desk-grid__name desk-mono">{card.serial}</span>
                <span role="gridcell"><WordTag tone={cardTones[card.state]}>{cardStateWords[card.state]}</WordTag></span>
                <span role="gridcell" className="desk-mono">
                  {card.caseId ? <Link href={`/case/${card.caseId}`} tabIndex={-1} onClick={(click) => click.stopPropagation()}>{card.caseReference}</Link> : '–'}
                </span>
                <span role="gridcell" title={card.box}>{card.box ?? 'Not from a list'}</span>
                <span role="gridcell" className="desk-mono">{formatDateTime(card.since)}</span>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
