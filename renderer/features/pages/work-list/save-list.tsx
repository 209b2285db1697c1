/** The work list as it is shown, on paper or in a spreadsheet. */
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { describeDue, describeWait } from '../../../../domain/case/wait-words.ts'
import { getEditionStep } from '../../../../domain/guidance/edition.ts'
import type { Editions } from '../../../../domain/guidance/index.ts'
import type { ListQuery } from '../../../../domain/work/list-query.ts'
import { rowsToText, type SavedTable } from '../../../../domain/work/saved-table.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { announce, Button, FormError, formatDateTime } from '../../../ui/index.ts'
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

interface SaveTableProps {
  /** Made when it is saved, not before: a list may be long. */
  readonly make: () => Omit<SavedTable, 'format'>
}

export function SaveTable({ make }: SaveTableProps) {
  const client = useCaseClient()
  const mayUse = useAccess('table.save') === 'do'
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState(false)
  const save = async (format: SavedTable['format']) => {
    setBusy(true)
    const answer = await client.call('table.save', { ...make(), format })
    setBusy(false)
    setFailure(answer.ok ? undefined : answer.error)
    if (answer.ok && answer.value.savedAs !== '') announce(`Saved as ${answer.value.savedAs}`)
  }
  if (!mayUse) return null
  return (
    <>
      <Button variant="quiet" busy={busy} onClick={() => void save('pdf')}>
        Save as PDF to print
      </Button>
      <Button variant="quiet" busy={busy} onClick={() => void save('csv')}>
        Save for a spreadsheet
      </Button>
      <FormError failure={failure} />
    </>
  )
}
