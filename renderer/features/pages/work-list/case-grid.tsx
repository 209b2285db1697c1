/** Thousands of cases in one scrolling grid: only the rows on the screen exist, one of them takes the focus. */
import { memo } from 'react'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { getEditionStep } from '../../../../domain/guidance/edition.ts'
import type { Editions } from '../../../../domain/guidance/index.ts'
import { formatDateTime, HEAD_HEIGHT, useRowGrid, WordTag } from '../../../ui/index.ts'

const columns = ['Name', 'Reference', 'Organisation', 'Edition', 'Next action', 'Status', 'Progress', 'Changed'] as const

export interface CaseGridProps {
  readonly cases: readonly CaseSummary[]
  readonly editions: Editions
  /** Shown in a column of their own where cases of several editions are listed. */
  readonly editionNames: ReadonlyMap<string, string> | undefined
  readonly onOpen: (caseId: string) => void
}

export function CaseGrid({ cases, editions, editionNames, onOpen }: CaseGridProps) {
  const { scroller, shown, tabStop, setActive, onKeyDown, bodyHeight } = useRowGrid(cases.length, (index) => onOpen(cases[index]!.caseId))
  const titles = columns.filter((title) => editionNames !== undefined || title !== 'Edition')
  return (
    <div className={editionNames ? 'desk-grid desk-grid--editions' : 'desk-grid'}>
      <div
        className="desk-grid__scroll"
        ref={scroller}
        role="grid"
        aria-label="Cases"
        aria-rowcount={cases.length + 1}
        aria-colcount={titles.length}
        onKeyDown={onKeyDown}
      >
        <div className="desk-grid__head" role="row" aria-rowindex={1}>
          {titles.map((title) => (
            <span key={title} role="columnheader">
              {title}
            </span>
          ))}
        </div>
        <div className="desk-grid__body" role="rowgroup" style={{ height: bodyHeight }}>
          {shown.map((row) => {
            const one = cases[row.index]!
            return (
              <CaseRow
                key={one.caseId}
                summary={one}
                index={row.index}
                top={row.start - HEAD_HEIGHT}
                tabStop={row.index === tabStop}
                editions={editions}
                editionName={editionNames?.get(one.edition)}
                onOpen={onOpen}
                onActive={setActive}
              />
            )
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
  readonly editions: Editions
  readonly editionName: string | undefined
  readonly onOpen: (caseId: string) => void
  readonly onActive: (index: number) => void
}

const CaseRow = memo(function CaseRow({ summary, index, top, tabStop, editions, editionName, onOpen, onActive }: CaseRowProps) {
  const next = summary.nextStep && getEditionStep(editions.get(summary.edition), summary.nextStep).title
  return (
    <div
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      className="desk-grid__row"
      tabIndex={tabStop ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onOpen(summary.caseId)}
      onFocus={() => onActive(index)}
    >
      <span role="gridcell" className="desk-grid__name" translate="no">
        {summary.name || 'No name yet'}
      </span>
      <span role="gridcell" className="desk-mono">
        {summary.reference}
      </span>
      <span role="gridcell" title={summary.organisation}>
        {summary.organisation}
      </span>
      {editionName !== undefined && (
        <span role="gridcell" className="desk-grid__edition" title={editionName}>
          {editionName}
        </span>
      )}
      <span role="gridcell" title={next}>
        {next ?? '–'}
      </span>
      <span role="gridcell">
        <CaseTag summary={summary} />
      </span>
      <span role="gridcell" className="desk-mono">
        {summary.completed} of {summary.of}
      </span>
      <span role="gridcell" className="desk-mono">
        {formatDateTime(summary.changedAt)}
      </span>
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
