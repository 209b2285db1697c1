/** The work list as it is shown, as a table to save. */
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { describeDue, describeWait } from '../../../../domain/case/wait-words.ts'
import { getEditionStep } from '../../../../domain/guidance/edition.ts'
import type { Editions } from '../../../../domain/guidance/index.ts'
import type { ListQuery } from '../../../../domain/work/list-query.ts'
import { rowsToText, type SavedTable } from '../../../../domain/work/saved-table.ts'
import { formatDateTime } from '../../../ui/index.ts'
import { statusWords } from './case-grid.tsx'
import { isFiltered } from './list-filters.tsx'
import { getFilter } from './work-list-filters.ts'

const columns = ['Name', 'Reference', 'Organisation', 'Sponsor', 'Edition', 'Next action', 'Waits for', 'Due', 'Status', 'Done', 'Changed']

export function tableOf(cases: readonly CaseSummary[], query: ListQuery, editions: Editions, today: string): Omit<SavedTable, 'format'> {
  const rows = cases.map((one) => {
    const edition = editions.get(one.edition)
    return [
      one.name,
      one.reference,
      one.organisation,
      one.sponsor ?? '',
      edition.name,
      one.nextStep ? getEditionStep(edition, one.nextStep).title : '',
      one.wait ? describeWait(one.wait, today, edition) : '',
      (one.wait && describeDue(one.wait, today)) ?? '',
      statusWords(one),
      `${one.completed} of ${one.of}`,
      formatDateTime(one.changedAt),
    ]
  })
  const about = `${getFilter(query.status).title}${isFiltered(query) ? ', filtered' : ''}: ${cases.length === 1 ? '1 case' : `${cases.length} cases`}`
  return { of: 'work-list', title: 'Work list', about, columns, rows: rowsToText(rows) }
}
