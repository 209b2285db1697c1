/** Asks "Did it print well?" and shows what each answer leads to. Asks again before a "no" that cannot be undone. */
import { useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { ConfirmDialog, DraftNote, ErrorSummary, FormError, RadioField, SaveRow, TextArea, useSubmit } from '../../../ui/index.ts'
import { useAct } from '../use-act.ts'

interface PrintCheckProps {
  readonly draftKey: string
  readonly hint: string
  readonly yes: string
  readonly no: string
  /** Given when a "no" cannot be undone. */
  readonly confirmNo?: { readonly title: string; readonly body: string; readonly confirmLabel: string }
  /** Ask what was wrong. */
  readonly asksWhy?: boolean
  readonly answer: (good: boolean, note: string | undefined) => Promise<Failure | undefined>
}

interface Values {
  good: '' | 'yes' | 'no'
  note: string
}

export function PrintCheck({ draftKey, hint, yes, no, confirmNo, asksWhy = false, answer }: PrintCheckProps) {
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(draftKey, { good: '', note: '' })
  const [asking, setAsking] = useState(false)
  const confirmed = useAct()
  const record = async () => {
    const { good, note } = form.getValues()
    const failure = await answer(good === 'yes', note.trim() || undefined)
    if (!failure) await clearDraft()
    return failure
  }
  const { onSubmit, busy, failure } = useSubmit(form, async ({ good, note }) => {
    if (good === '') return void form.setError('good', { message: 'Say whether it printed well' })
    if (good === 'no' && asksWhy && !note.trim()) return void form.setError('note', { message: 'Say what is wrong with it' })
    if (good === 'no' && confirmNo) return void setAsking(true)
    return record()
  })
  if (!ready) return null
  const problem = failure ?? confirmed.failure
  return (
    <form onSubmit={onSubmit} noValidate className="after-call-check">
      <ErrorSummary form={form} />
      {problem && <FormError failure={problem} />}
      <DraftNote fromDraft={fromDraft} />
      <RadioField
        form={form}
        name="good"
        legend="Did it print well?"
        hint={hint}
        options={[
          { value: 'yes', label: 'Yes', hint: yes },
          {
            value: 'no',
            label: 'No',
            hint: no,
            ...(asksWhy ? { reveals: <TextArea form={form} name="note" label="What is wrong with it?" rows={2} /> } : {}),
          },
        ]}
      />
      <SaveRow busy={busy || confirmed.busy} label="Save the answer" />
      {confirmNo && (
        <ConfirmDialog
          open={asking}
          title={confirmNo.title}
          body={confirmNo.body}
          confirmLabel={confirmNo.confirmLabel}
          danger
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false)
            void confirmed.run(record)
          }}
        />
      )}
    </form>
  )
}
