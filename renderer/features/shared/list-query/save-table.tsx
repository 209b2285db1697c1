/** Saves a table as the page shows it: on paper or for a spreadsheet. */
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { SavedTable } from '../../../../domain/work/saved-table.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, FormError, toast } from '../../../ui/index.ts'

interface SaveTableProps {
  /** Made when it is saved, not before: a list may be long. */
  readonly make: (format: SavedTable['format']) => Omit<SavedTable, 'format'>
}

export function SaveTable({ make }: SaveTableProps) {
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
