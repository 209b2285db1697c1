/** Saving a form: what is typed is given to `save`, which answers with a failure or nothing. */
import { useState, type BaseSyntheticEvent } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { err, type Failure } from '../../domain/result.ts'

/** The agent was asked, and cancelled: the form stays as it is, and no failure is shown. */
export const cancelledByAgent = err('cancelled-by-agent', 'Nothing was saved.', 'Save it again if you want to.')
export const withoutCancelled = (failure: Failure | undefined): Failure | undefined =>
  failure?.code === cancelledByAgent.error.code ? undefined : failure

export interface Submit {
  readonly onSubmit: (event?: BaseSyntheticEvent) => void
  readonly busy: boolean
  readonly failure: Failure | undefined
}

/** In `save`, say what is wrong with a field by `form.setError(name, { message })`. */
export function useSubmit<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  save: (values: Values) => Promise<Failure | undefined>,
): Submit {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const onSubmit = (event?: BaseSyntheticEvent) => {
    event?.preventDefault()
    if (busy) return
    // Errors that `save` set by hand on a group of fields are not cleared by the library.
    form.clearErrors()
    setBusy(true)
    setFailure(undefined)
    form
      .handleSubmit(async (values) => setFailure(withoutCancelled(await save(values))))(event)
      .catch((thrown: unknown) => {
        setFailure({
          code: 'unexpected',
          message: 'Something unexpected happened, and this was not saved. What you typed is still here.',
          next: 'Try again. If it happens again, open “Workstation” and copy the report.',
        })
        reportError(thrown)
      })
      .finally(() => setBusy(false))
  }
  return { onSubmit, busy, failure }
}
