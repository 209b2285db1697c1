/** Thousands of cases in one scrolling grid. */
import { memo, useMemo } from 'react'
import { isOverdue, type CaseWait } from '../../../../domain/case/due-dates.ts'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { describeDue, describeWait } from '../../../../domain/case/wait-words.ts'
import { getEditionStep } from '../../../../domain/guidance/edition.ts'
import type { Editions } from '../../../../domain/guidance/index.ts'
import type { ListQuery, SortColumn } from '../../../../domain/work/list-query.ts'
import { formatDateTime, RowGrid, WordTag, type GridColumn, type GridSelection } from '../../../ui/index.ts'
import { sortedBy, statusOf } from './list-order.ts'

const columnTitles: Readonly<Record<Exclude<SortColumn, 'sponsor' | 'agent'>, string>> = {
  name: 'Name',
  reference: 'Reference',
  organisation: 'Organisation',
  edition: 'Edition',
  next: 'Next action',
  due: 'Due',
  status: 'Status',
  progress: 'Done',
  changed: 'Changed',
}
const columns = Object.keys(columnTitles) as (keyof typeof columnTitles)[]

export interface CaseGridProps {
  readonly cases: readonly CaseSummary[]
  readonly editions: Editions
  /** Shown in a column of their own where cases of several editions are listed. */
  readonly editionNames: ReadonlyMap<string, string> | undefined
  readonly today: string
  readonly query: ListQuery
  readonly onQuery: (query: ListQuery) => void
  readonly selection: GridSelection<CaseSummary>
  readonly onOpen: (caseId: string) => void
}

export function CaseGrid({ cases, editions, editionNames, today, query, onQuery, selection, onOpen }: CaseGridProps) {
  const shown = useMemo(
    () =>
      columns
        .filter((column) => editionNames !== undefined || column !== 'edition')
        .map((column): GridColumn => ({
          title: columnTitles[column],
          sort: {
            direction: query.sort !== column ? 'none' : query.down ? 'descending' : 'ascending',
            onSort: () => onQuery(sortedBy(query, column)),
          },
        })),
    [editionNames, query, onQuery],
  )
  return (
    <RowGrid
      label="Cases"
      columns={shown}
      className={`case-grid ${editionNames ? 'case-grid--editions' : ''}`}
      items={cases}
      keyOf={({ caseId }) => caseId}
      cells={(one) => <CaseCells summary={one} editions={editions} today={today} editionName={editionNames?.get(one.edition)} />}
      onOpen={({ caseId }) => onOpen(caseId)}
      selection={selection}
    />
  )
}

/** Under the heading “Due” the day alone is enough. */
const shortDue = (wait: CaseWait, today: string): string | undefined =>
  wait.due !== undefined && wait.due > today ? formatDateTime(`${wait.due}T12:00:00Z`).split(',')[0] : describeDue(wait, today)

interface CaseCellsProps {
  readonly summary: CaseSummary
  readonly editions: Editions
  readonly today: string
  readonly editionName: string | undefined
}

const CaseCells = memo(function CaseCells({ summary, editions, today, editionName }: CaseCellsProps) {
  const edition = editions.get(summary.edition)
  const next = summary.nextStep && getEditionStep(edition, summary.nextStep).title
  const { wait } = summary
  return (
    <>
      <span role="gridcell" className="desk-grid__name" translate="no" title={summary.name}>
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
      <span
        role="gridcell"
        title={wait && describeWait(wait, today, edition)}
        className="case-grid__due"
        data-overdue={wait && isOverdue(wait, today) ? '' : undefined}
      >
        {(wait && shortDue(wait, today)) ?? '–'}
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

const tags = {
  ended: { tone: 'plain', words: 'Ended' },
  stopped: { tone: 'red', words: 'Stopped' },
  problem: { tone: 'red', words: 'Problem' },
  post: { tone: 'yellow', words: 'Waiting for post' },
  open: { tone: 'blue', words: 'Open' },
  'handed-over': { tone: 'plain', words: 'Handed over' },
  closed: { tone: 'plain', words: 'Closed' },
} as const

export const statusWords = (summary: CaseSummary): string => tags[statusOf(summary)].words

export function CaseTag({ summary }: { summary: CaseSummary }) {
  const { tone, words } = tags[statusOf(summary)]
  return <WordTag tone={tone}>{words}</WordTag>
}
