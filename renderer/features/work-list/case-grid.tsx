/** Thousands of cases in one scrolling grid: only the rows on the screen exist, one of them takes the focus. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { CaseSummary } from '../../../domain/case/summary.ts'
import type { GuidancePack } from '../../../domain/guidance/index.ts'
import { formatDateTime, WordTag } from '../../ui/index.ts'

const ROW_HEIGHT = 38
const HEAD_HEIGHT = 34
const columns = ['Name', 'Reference', 'Organisation', 'Next action', 'Status', 'Progress', 'Changed'] as const

export interface CaseGridProps {
  readonly cases: readonly CaseSummary[]
  readonly pack: GuidancePack
  readonly onOpen: (caseId: string) => void
}

export function CaseGrid({ cases, pack, onOpen }: CaseGridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const focusWanted = useRef(false)
  const current = Math.min(active, cases.length - 1)
  const rows = useVirtualizer({
    count: cases.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 8, paddingStart: HEAD_HEIGHT, scrollPaddingStart: HEAD_HEIGHT,
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
    setActive(Math.max(0, Math.min(cases.length - 1, to)))
  }
  const page = () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - HEAD_HEIGHT) / ROW_HEIGHT) - 1)
  const onKeyDown = (press: KeyboardEvent) => {
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(current + 1), ArrowUp: () => move(current - 1), Home: () => move(0), End: () => move(cases.length - 1),
      PageDown: () => move(current + page()), PageUp: () => move(current - page()), Enter: () => { const one = cases[current]; if (one) onOpen(one.caseId) },
    }
    const step = steps[press.key]
    if (!step || press.ctrlKey || press.altKey || press.metaKey) return
    press.preventDefault()
    step()
  }

  const shown = rows.getVirtualItems()
  // The row that takes the Tab key must exist even when it was scrolled away.
  const tabStop = shown.some((row) => row.index === current) ? current : shown.find((row) => row.end > (rows.scrollOffset ?? 0) + HEAD_HEIGHT)?.index ?? 0

  return (
    <div className="desk-grid">
      <div className="desk-grid__scroll" ref={scroller} role="grid" aria-label="Cases" aria-rowcount={cases.length + 1} aria-colcount={columns.length} onKeyDown={onKeyDown}>
        <div className="desk-grid__head" role="row" aria-rowindex={1}>
          {columns.map((title) => <span key={title} role="columnheader">{title}</span>)}
        </div>
        <div className="desk-grid__body" role="rowgroup" style={{ height: rows.getTotalSize() - HEAD_HEIGHT }}>
          {shown.map((row) => {
            const one = cases[row.index]!
            return <CaseRow key={one.caseId} summary={one} index={row.index} top={row.start - HEAD_HEIGHT} tabStop={row.index === tabStop} pack={pack} onOpen={onOpen} onActive={setActive} />
          })}
        </div>
      </div>
    </div>
  )
}

interface CaseRowProps {
  readonly summary: CaseSummary
  readonly index: number
  readonly top: number
  readonly tabStop: boolean
  readonly pack: GuidancePack
  readonly onOpen: (caseId: string) => void
  readonly onActive: (index: number) => void
}

const CaseRow = memo(function CaseRow({ summary, index, top, tabStop, pack, onOpen, onActive }: CaseRowProps) {
  const next = summary.nextStep && pack.steps[summary.nextStep].title
  return (
    <div
      data-index={index} role="row" aria-rowindex={index + 2} className="desk-grid__row" tabIndex={tabStop ? 0 : -1} style={{ transform: `translateY(${top}px)` }}
      onClick={() => onOpen(summary.caseId)} onFocus={() => onActive(index)}
    >
      <span role="gridcell" className="desk-grid__name" translate="no">{summary.name || 'No name yet'}</span>
      <span role="gridcell" className="desk-mono">{summary.reference}</span>
      <span role="gridcell" title={summary.organisation}>{summary.organisation}</span>
      <span role="gridcell" title={next}>{next ?? '–'}</span>
      <span role="gridcell"><CaseTag summary={summary} /></span>
      <span role="gridcell" className="desk-mono">{summary.completed} of {summary.of}</span>
      <span role="gridcell" className="desk-mono">{formatDateTime(summary.changedAt)}</span>
    </div>
  )
})

function CaseTag({ summary }: { summary: CaseSummary }) {
  if (summary.status === 'stopped') return <WordTag tone="red">Stopped</WordTag>
  if (summary.status === 'handed-over') return <WordTag tone="plain">Handed over</WordTag>
  if (summary.status === 'closed') return <WordTag tone="plain">Closed</WordTag>
  if (summary.problem) return <WordTag tone="red">There is a problem</WordTag>
  if (summary.waitsForManifest) return <WordTag tone="yellow">Waiting for post</WordTag>
  return <WordTag tone="blue">Open</WordTag>
}
