/** The recovery sheet on its way to paper: printed at once, or saved as a PDF whose deletion is offered. */
import { useState, type ReactNode } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, Callout } from '../../../ui/index.ts'

/** `onFailure`: undefined before each attempt. `onOut`: the sheet was saved or printed. */
export function useSheetOnPaper(onFailure: (failure: Failure | undefined) => void, onOut: () => Promise<void>) {
  const client = useCaseClient()
  const [savedAs, setSavedAs] = useState<string>()
  const [isPrinted, setPrinted] = useState(false)
  const [isDeleted, setDeleted] = useState(false)
  const [busy, setBusy] = useState(false)
  const run = async (work: () => Promise<Failure | undefined>) => {
    setBusy(true)
    onFailure(undefined)
    const failure = await work()
    setBusy(false)
    if (failure) onFailure(failure)
  }
  return {
    savedAs,
    isPrinted,
    isDeleted,
    busy,
    save: () =>
      run(async () => {
        const answer = await client.call('station.saveRecoverySheet', {})
        if (!answer.ok) return answer.error
        setSavedAs(answer.value.savedAs)
        setDeleted(false)
        await onOut()
        return undefined
      }),
    print: () =>
      run(async () => {
        const answer = await client.call('station.printRecoverySheet', {})
        if (!answer.ok) return answer.error
        if (!answer.value.printed) return undefined
        setPrinted(true)
        await onOut()
        return undefined
      }),
    deleteSaved: () =>
      run(async () => {
        const answer = await client.call('station.deleteRecoverySheet', {})
        if (!answer.ok) return answer.error
        setSavedAs(undefined)
        setDeleted(true)
        return undefined
      }),
    /** The sheet is no longer worth anything. */
    forget: () => {
      setSavedAs(undefined)
      setPrinted(false)
    },
  }
}

/** `children`: further buttons. */
export function SheetOnPaper({ sheet, children }: { readonly sheet: ReturnType<typeof useSheetOnPaper>; readonly children?: ReactNode }) {
  const { savedAs, isPrinted, isDeleted, busy } = sheet
  return (
    <>
      <h2 className="nhsuk-heading-s">1. Print the sheet</h2>
      <div className="desk-button-row">
        <Button variant={isPrinted || savedAs ? 'secondary' : 'primary'} busy={busy} onClick={() => void sheet.print()}>
          {isPrinted ? 'Print the recovery sheet again' : 'Print the recovery sheet'}
        </Button>
        <Button variant="secondary" busy={busy} onClick={() => void sheet.save()}>
          {savedAs ? 'Save the recovery sheet again' : 'Save the recovery sheet'}
        </Button>
        {children}
      </div>
      <div role="status">
        {isPrinted && <p>Sent to the printer. Check that the paper can be read.</p>}
        {savedAs && <p>Saved as {savedAs}</p>}
        {isDeleted && <p>The saved file was deleted.</p>}
      </div>
      {savedAs && (
        <Callout title="Print it, then delete the file">
          <p>Anyone with this sheet can open every case on this computer. Print it, lock the paper away and delete the file.</p>
          <Button variant="secondary" busy={busy} onClick={() => void sheet.deleteSaved()}>
            Delete the saved file
          </Button>
        </Callout>
      )}
    </>
  )
}
