/** A note on the case, also when the case is closed or stopped. */
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { Button, DraftNote, ErrorSummary, FormError, TextArea, toast, useSubmit } from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'

export function NoteForm({ handle }: { handle: ReadyCase }) {
  const { form, ready, fromDraft, clearDraft } = useDraftForm<{ caseNote: string }>(`note:${handle.caseId}`, { caseNote: '' })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ caseNote }) => {
    const note = caseNote.trim()
    if (!note) {
      form.setError('caseNote', { message: 'Enter the note.' })
      return undefined
    }
    const answer = await handle.act({ kind: 'noteAdded', note })
    if (!answer.ok) return answer.error
    await clearDraft()
    form.reset({ caseNote: '' })
    toast.success('Note saved')
    return undefined
  })
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      <TextArea form={form} name="caseNote" label="Add a note" rows={3} spellCheck />
      <Button type="submit" variant="secondary" busy={busy}>
        Save note
      </Button>
    </form>
  )
}
