/** Prints a table, or saves it, as the page shows it: for paper or for a spreadsheet. */
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { SavedTable } from '../../../../domain/work/saved-table.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, FormError, toast } from '../../../ui/index.ts'
import { PrintButton } from '../after-call/print-button.tsx'

interface SaveTableProps {
  /** Made when it is saved, not before: a list may be long. */
  readonly make: (format: SavedTable['format']) => Omit<SavedTable, 'format'>
  /** What it is called in a sentence: "the work list". */
  readonly name: string
}

export function SaveTable({ make, name }: SaveTableProps) {
  const client = useCaseClient()
  const mayUse = useAccess('table.save') === 'do'
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState(false)
  const save = async (format: SavedTable['format']) => {
    setBusy(true)
    const answer = await client.call('table.save', { ...make(format), format })
    setBusy(false)
    setFailure(answer.ok ? undefined : answer.error)
    if (answer.ok && answer.value.savedAs !== '') toast.success(`Saved as ${answer.value.savedAs}`)
  }
  if (!mayUse) return null
  return (
    <>
      <PrintButton kind="table" make={() => ({ kind: 'table', table: make('pdf') })} label={`Print ${name}`} />
      <Button variant="quiet" busy={busy} onClick={() => void save('pdf')}>
        Save as PDF
      </Button>
      <Button variant="quiet" busy={busy} onClick={() => void save('csv')}>
        Save for a spreadsheet
      </Button>
      <FormError failure={failure} />
    </>
  )
}
