/** Closes a posting list (manifest): choose the service, confirm, close. Used for many cards and for one. */
import { useState, type ReactNode } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import type { Output } from '../../../../preload/contract.ts'
import { Button, ConfirmDialog, ErrorSummary, FormError, SelectField, useSubmit } from '../../../ui/index.ts'
import { useAct } from '../use-act.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { cardsInWords, leftOutWarning } from './cards-in-words.ts'

export type Closed = Output<'manifest.close'>

interface CloseManifestFormProps<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>
  /** Field that holds the id of a posting service. */
  readonly serviceField: Path<Values>
  readonly services: Edition['postingServices']
  readonly cases: readonly string[]
  /** Cards that are ready too and would not be on the list. */
  readonly leftOut: number
  readonly label: string
  readonly children?: ReactNode
  /** Shown beside the button. */
  readonly count?: ReactNode
  readonly validate?: () => boolean
  readonly onClosed: (closed: Closed) => Promise<void>
}

export function CloseManifestForm<Values extends FieldValues>({
  form,
  serviceField,
  services,
  cases,
  leftOut,
  label,
  children,
  count,
  validate,
  onClosed,
}: CloseManifestFormProps<Values>) {
  const client = useCaseClient()
  const [asking, setAsking] = useState(false)
  const closing = useAct()
  const { onSubmit, busy, failure } = useSubmit(form, async () => {
    const valid = validate?.() ?? true
    if (!form.getValues(serviceField)) form.setError(serviceField, { message: 'Choose the posting service' })
    else if (valid) setAsking(true)
  })
  const close = () =>
    closing.run(async () => {
      const answer = await client.closeManifest(cases, String(form.getValues(serviceField)))
      if (!answer.ok) return answer.error
      await onClosed(answer.value)
      return undefined
    })
  const problem = failure ?? closing.failure
  const warning = leftOutWarning(leftOut)
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      {problem && <FormError failure={problem} />}
      {children}
      <SelectField
        form={form}
        name={serviceField}
        label="Posting service"
        options={[{ value: '', label: 'Choose a service' }, ...services.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <div className="desk-save-row">
        <Button type="submit" busy={busy || closing.busy}>
          {closing.busy ? 'Closing the posting list…' : label}
        </Button>
        {count}
      </div>
      <ConfirmDialog
        open={asking}
        title={`Close a posting list with ${cardsInWords(cases.length)}?`}
        confirmLabel="Close the posting list"
        danger={warning !== undefined}
        body={
          <>
            <p>
              The list gets a dispatch reference and you cannot change it afterwards. Close it when every envelope on it is ready to go.
            </p>
            {warning && (
              <p>
                <strong>{warning}</strong>
              </p>
            )}
          </>
        }
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void close()
        }}
      />
    </form>
  )
}
