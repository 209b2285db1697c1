/** The end of a manifest: which service carries it, one more question, closed. Used for many cards and for one. */
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
  /** Cards that wait as well and would stay behind. */
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
    if (!form.getValues(serviceField)) form.setError(serviceField, { message: 'Choose the service that carries them' })
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
        label="Which service carries them?"
        options={[{ value: '', label: 'Choose a service' }, ...services.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <div className="desk-save-row">
        <Button type="submit" busy={busy || closing.busy}>
          {closing.busy ? 'Closing the manifest…' : label}
        </Button>
        {count}
      </div>
      <ConfirmDialog
        open={asking}
        title={`Close a manifest with ${cardsInWords(cases.length)}?`}
        confirmLabel="Close the manifest"
        danger={warning !== undefined}
        body={
          <>
            <p>It gets a dispatch reference and cannot be changed afterwards. Close it when every envelope on it is ready to go.</p>
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
