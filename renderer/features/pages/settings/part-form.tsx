/** What every part of the settings shares: its form, its draft and its answer. */
import type { ReactNode } from 'react'
import type { FieldValues } from 'react-hook-form'
import type { DraftForm } from '../../../client/use-draft-form.ts'
import { DraftNote, ErrorSummary, FormError, SaveRow, type Submit } from '../../../ui/index.ts'

export interface PartProps {
  /** Called after the part was saved, with what to say. */
  readonly saved: (message: string) => void
  /** What the button says. */
  readonly saveLabel?: string | undefined
}

export function PartForm<Values extends FieldValues>({
  draft,
  submit,
  label,
  children,
  saveLabel = 'Save',
  extra,
}: {
  draft: DraftForm<Values>
  submit: Submit
  label: string
  children: ReactNode
  saveLabel?: string | undefined
  extra?: ReactNode
}) {
  if (!draft.ready) return null
  return (
    <form onSubmit={submit.onSubmit} noValidate aria-label={label}>
      <ErrorSummary form={draft.form} />
      <FormError failure={submit.failure} />
      <DraftNote fromDraft={draft.fromDraft} />
      {children}
      <SaveRow busy={submit.busy} label={saveLabel}>
        {extra}
      </SaveRow>
    </form>
  )
}
