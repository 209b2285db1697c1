/** Thousands of cases in one scrolling grid. */
import { memo } from 'react'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { getEditionStep } from '../../../../domain/guidance/edition.ts'
import type { Editions } from '../../../../domain/guidance/index.ts'
import { formatDateTime, RowGrid, WordTag } from '../../../ui/index.ts'

const columns = ['Name', 'Reference', 'Organisation', 'Edition', 'Next action', 'Status', 'Progress', 'Changed'] as const

export interface CaseGridProps {
  readonly cases: readonly CaseSummary[]
  readonly editions: Editions
  /** Shown in a column of their own where cases of several editions are listed. */
  readonly editionNames: ReadonlyMap<string, string> | undefined
  readonly onOpen: (caseId: string) => void
}

export function CaseGrid({ cases, editions, editionNames, onOpen }: CaseGridProps) {
  return (
    <RowGrid
      label="Cases"
      columns={columns.filter((title) => editionNames !== undefined || title !== 'Edition')}
      className={editionNames && 'desk-grid--editions'}
      items={cases}
      keyOf={({ caseId }) => caseId}
      cells={(one) => <CaseCells summary={one} editions={editions} editionName={editionNames?.get(one.edition)} />}
      onOpen={({ caseId }) => onOpen(caseId)}
    />
  )
}

interface CaseCellsProps {
  readonly summary: CaseSummary
  readonly editions: Editions
  readonly editionName: string | undefined
}

const CaseCells = memo(function CaseCells({ summary, editions, editionName }: CaseCellsProps) {
  const next = summary.nextStep && getEditionStep(editions.get(summary.edition), summary.nextStep).title
  return (
    <>
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
    </>
  )
})

export function CaseTag({ summary }: { summary: CaseSummary }) {
  if (summary.ended) return <WordTag tone="plain">Ended</WordTag>
  if (summary.status === 'stopped') return <WordTag tone="red">Stopped</WordTag>
  if (summary.status === 'handed-over') return <WordTag tone="plain">Handed over</WordTag>
  if (summary.status === 'closed') return <WordTag tone="plain">Closed</WordTag>
  if (summary.problem) return <WordTag tone="red">There is a problem</WordTag>
  if (summary.waitsForManifest) return <WordTag tone="yellow">Waiting for post</WordTag>
  return <WordTag tone="blue">Open</WordTag>
}
